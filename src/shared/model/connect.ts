import type { CapabilityReading } from './grant'
import type { ProviderKind } from './tenant'

/** The Microsoft clouds by where their endpoints are; `custom` names its own. */
export const microsoftClouds = ['global', 'us-l4', 'us-l5', 'china', 'custom'] as const
export type MicrosoftCloud = (typeof microsoftClouds)[number]

/** How we sign in to a Microsoft tenant: as the application, by secret or certificate, or as a person in the browser. */
export const microsoftSignIns = ['secret', 'certificate', 'person'] as const
export type MicrosoftSignIn = (typeof microsoftSignIns)[number]

/** How we sign in to Google: as a service account with domain-wide delegation, or as a person in the browser. */
export const googleSignIns = ['service-account', 'person'] as const
export type GoogleSignIn = (typeof googleSignIns)[number]

/** What the vault can hold for a tenant. */
export const secretKinds = ['client-secret', 'certificate', 'service-account-key', 'person'] as const
export type SecretKind = (typeof secretKinds)[number]

/** A secret as a screen may know it: that it is there, never what it is. */
export interface HeldSecret {
  readonly kind: SecretKind
  /** ISO instant at which it was put into the vault. */
  readonly since: string
  /** ISO instant after which the provider no longer takes it; null when it isn't known. */
  readonly expiresAt: string | null
  /** What names it without giving it away: a certificate's SHA-1 thumbprint in hex, a key's id, an account's address. */
  readonly label: string | null
  /** A certificate's public part, PEM, for upload; null for everything else. */
  readonly publicPart: string | null
}

/** The steps of connecting a tenant, in order; a manual one knows only the first two and the log. */
export const connectSteps = ['provider', 'tenant', 'sign-in', 'consent', 'log', 'check'] as const
export type ConnectStep = (typeof connectSteps)[number]
export const connectStepNames: Readonly<Record<ConnectStep, string>> = {
  provider: 'Provider',
  tenant: 'Tenant',
  'sign-in': 'Sign-in',
  consent: 'Consent',
  log: 'Log',
  check: 'Check',
}

export interface MicrosoftDraft {
  /** The customer's directory: GUID or verified domain. */
  readonly directory: string
  /** An application that several tenants share, by its id here; null for one of the tenant's own. */
  readonly applicationId: string | null
  readonly clientId: string
  readonly signIn: MicrosoftSignIn
  readonly cloud: MicrosoftCloud
  readonly login: string
  readonly graph: string
}
export interface GoogleDraft {
  readonly signIn: GoogleSignIn
  /** Address of the service account; read from its key. */
  readonly serviceAccount: string
  /** Its numeric client id, which the admin console asks for; of the desktop client where a person signs in. */
  readonly clientId: string
  /** The admin as whom the directory is read. */
  readonly adminAddress: string
  readonly token: string
  readonly gmail: string
  readonly directory: string
  readonly authorize: string
}

/** The platform's HTTP log as it is entered; the full list of kinds of sources stands in `log-source.ts`. */
export interface LogDraft {
  readonly base: string
  /** The tenant's id at the platform. */
  readonly platformTenantId: string
  /** True when the vault holds its token. */
  readonly tokenHeld: boolean
}

/** A connection being made or changed, as it was left; it may be incomplete. Secrets are in the vault, never here. */
export interface ConnectDraft {
  readonly id: string
  /** The tenant that is being changed; null for a new one. */
  readonly tenantId: string | null
  readonly changedAt: string
  readonly step: ConnectStep
  readonly provider: ProviderKind | null
  readonly name: string
  readonly domains: readonly string[]
  /** IANA zone. */
  readonly timeZone: string
  readonly colour: string
  readonly tags: readonly string[]
  readonly microsoft: MicrosoftDraft
  readonly google: GoogleDraft
  /** Null when the log's source is to be set later. */
  readonly log: LogDraft | null
  readonly held: readonly HeldSecret[]
  /** The latest check; null when there was none since the last change. */
  readonly grant: GrantReading | null
}

/** What can be changed of a draft; `microsoft`, `google` and `log` are changed field by field. */
export type ConnectChange = Partial<
  Pick<ConnectDraft, 'step' | 'provider' | 'name' | 'domains' | 'timeZone' | 'colour' | 'tags'>
> & {
  readonly microsoft?: Partial<MicrosoftDraft>
  readonly google?: Partial<GoogleDraft>
  /** Null: the log's source is set later. */
  readonly log?: Partial<Omit<LogDraft, 'tokenHeld'>> | null
}

/** How a connected tenant is reached and what is held to sign in with: what a screen may know of it, no secret. */
export interface TenantConnection extends Pick<ConnectDraft, 'held'> {
  /** Null for a tenant of another provider. */
  readonly microsoft: MicrosoftDraft | null
  readonly google: GoogleDraft | null
  /** Name of the application that several tenants share; `held` is then that one's. Null for one of the tenant's own. */
  readonly sharedApplication: string | null
}

/** One permission or scope that the customer's admin grants, and what it is for. */
export interface PermissionNeed {
  /** Exact name: `Mail.ReadWrite`, or a Google scope's URL. */
  readonly name: string
  /** What stops working without it, in one sentence. */
  readonly without: string
  /** False for what the main path can do without. */
  readonly required: boolean
}

/** What the customer's admin has to do, ready to send. */
export interface ConnectInstructions {
  readonly permissions: readonly PermissionNeed[]
  /** Where the admin says yes; null while the tenant or application isn't known, and where there is no such page. */
  readonly consentUrl: string | null
  /** Google: the client id to paste into the admin console. */
  readonly clientId: string | null
  /** Google: the scope list to paste, comma-separated. */
  readonly scopes: string | null
  /** Numbered steps for the admin, in order. */
  readonly steps: readonly string[]
  /** The same as a text to send. */
  readonly letter: string
  /** The provider's document that says so. */
  readonly document: string
}

/** What the customer's admin has to do so that what is missing is granted again, ready to send. */
export interface ConsentRepair {
  /** Where the admin says yes; null where there is no such page. */
  readonly link: string | null
  /** Exactly what the latest reading lacks and a consent mends; empty when that is nothing. */
  readonly missing: readonly PermissionNeed[]
  /** When the grant was read that says so; null when it never was. */
  readonly readAt: string | null
  /** A letter with the steps, in order. */
  readonly text: string
}

/** What a tenant has granted, as it was last read. */
export interface GrantReading {
  readonly readAt: string
  /** In the order of `capabilities`. */
  readonly rows: readonly CapabilityReading[]
}

/** One multi-tenant application that many customers share. */
export interface SharedApplication {
  readonly id: string
  readonly name: string
  readonly clientId: string
  readonly cloud: MicrosoftCloud
  readonly login: string
  readonly graph: string
  readonly signIn: Exclude<MicrosoftSignIn, 'person'>
  readonly held: readonly HeldSecret[]
  /** How many tenants use it. */
  readonly tenants: number
}

/** One line of a file of tenants: what it would come to, or what is wrong with it. */
export interface TenantImportRow {
  /** Line of the file, counted from 1; of a JSON list, the entry's place. */
  readonly line: number
  readonly name: string
  readonly provider: ProviderKind | null
  readonly outcome: 'add' | 'change' | 'same' | 'refused'
  readonly errors: readonly { readonly field: string; readonly message: string }[]
}
export interface TenantImportReport {
  readonly rows: readonly TenantImportRow[]
  readonly counts: Readonly<Record<TenantImportRow['outcome'], number>>
}
