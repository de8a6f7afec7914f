/** The simulated state. Times are epoch milliseconds. Plain data: built from a seed, changed only through `changes.ts`. */
export interface World {
  readonly seed: number
  /** The instant the seed is anchored to: the newest mail lies shortly before it. */
  readonly anchoredAt: number
  readonly tenants: SimTenant[]
}

export interface SimTenant {
  /** Stable over restarts, e.g. `northwind`. Also the platform's id of the tenant in the Sent Log API. */
  readonly key: string
  readonly name: string
  readonly provider: 'microsoft' | 'google' | 'manual'
  readonly domains: string[]
  readonly timeZone: string
  readonly colour: string
  /** Made per run, never written to the state file. */
  readonly keys: TenantKeys
  /** Microsoft application permissions in new tokens (empty: consent revoked); Google scopes delegated. */
  grants: string[]
  readonly people: SimPerson[]
  readonly directory: SimDirectory
  /** By person id. */
  readonly sent: Map<string, SimSentEmail[]>
  /** What the platform was asked to send, by the key it was asked with. */
  readonly resends: Map<string, SimResend>
  /** When the log last changed after the seed. */
  logChangedAt: number
  /** By person id; only for people with a mailbox. */
  readonly mailboxes: Map<string, SimMailbox>
}

/** What the app may sign in with, as its registration lists it. An app has any number of each. */
export type AppCredential =
  | { readonly kind: 'secret'; readonly id: string; readonly secret: string; readonly endsAt: number }
  /** PEM; the registration holds the public half alone. */
  | { readonly kind: 'certificate'; readonly id: string; readonly certificate: string; readonly endsAt: number }

/** The log is opened by its token, or by one that its client's secret is exchanged for. */
export type TenantKeys =
  | {
      kind: 'microsoft'
      directory: string
      clientId: string
      /** The secret that the workspace's settings are given out with; also the first of the credentials. */
      clientSecret: string
      credentials: AppCredential[]
      logToken: string
      logClientSecret: string
    }
  | {
      kind: 'google'
      serviceAccount: string
      clientId: string
      /** OAuth client of type "Desktop app"; its secret is public, but asked for. */
      desktopClientId: string
      desktopClientSecret: string
      privateKeyPem: string
      publicKeyPem: string
      adminAddress: string
      logToken: string
      logClientSecret: string
    }
  | { kind: 'manual'; logToken: string; logClientSecret: string }

export interface SimPerson {
  readonly id: string
  /** The provider's directory id (GUID for Microsoft, digits for Google). */
  readonly directoryId: string
  name: string
  readonly givenName: string
  readonly familyName: string
  address: string
  /** userPrincipalName; differs from `address` for some. */
  signInName: string
  aliases: string[]
  status: 'active' | 'suspended' | 'removed'
  readonly hasMailbox: boolean
  readonly isAdmin: boolean
  readonly risk: { testsSent: number; testsClicked: number; testsReported: number; trainingOverdue: number }
  /** What the platform still lists where the directory says otherwise; null: the platform doesn't list the person at all. */
  platform?: PlatformListing | null
  /** The tenant's `directory.version` when the directory's word on them last changed; missing: never since the seed. */
  directoryVersion?: number
}

export type PlatformListing = Pick<SimPerson, 'name' | 'address' | 'aliases' | 'status'>

/** The directory as a service: what its lists and their tokens are made of. */
export interface SimDirectory {
  /** Counts up with every change of a person. */
  version: number
  /** Most people on one page. */
  pageSize: number
  /** Tokens of an earlier epoch are forgotten. */
  epoch: number
}

export interface SimSentEmail {
  readonly id: string
  readonly personId: string
  readonly subject: string
  readonly type: 'training-reminder' | 'phishing-test' | 'welcome' | 'other'
  readonly campaign: string | null
  readonly sentAt: number
  readonly method: 'microsoft-api' | 'gmail-api' | 'smtp'
  /** What the log knows; null where it doesn't. */
  readonly messageId: string | null
  /** What stands in the message itself. */
  readonly realMessageId: string
  readonly sender: { name: string; address: string }
  readonly recipient: string
  readonly events: { kind: string; at: number; detail: string | null }[]
  /** When it last changed after the seed; no two changes of a tenant share an instant. */
  changedAt?: number
}

/** An email that a client of the platform's API asked for. */
export interface SimResend {
  readonly key: string
  readonly personId: string
  readonly templateId: string
  readonly acceptedAt: number
  /** The email of the log that it became. */
  readonly emailId: string
}

export type SimMailbox = MicrosoftMailbox | GoogleMailbox

export interface SimHeader {
  readonly name: string
  readonly value: string
}

export interface MicrosoftMailbox {
  readonly kind: 'microsoft'
  readonly folders: Map<string, MicrosoftFolder>
  /** By immutable id. */
  readonly messages: Map<string, MicrosoftMessage>
}
export interface MicrosoftFolder {
  readonly id: string
  displayName: string
  parentId: string | null
  /** `inbox`, `junkemail`, …; null for folders the user made. */
  readonly wellKnownName: string | null
  hidden: boolean
}
export interface MicrosoftMessage {
  readonly immutableId: string
  /** Changes with every move. */
  ordinaryId: string
  folderId: string
  readonly internetMessageId: string
  readonly subject: string
  readonly from: { name: string; address: string }
  readonly to: string
  readonly sentAt: number
  readonly receivedAt: number
  isRead: boolean
  readonly isDraft: boolean
  inference: 'focused' | 'other'
  /** Beside those that every message has. */
  readonly headers?: readonly SimHeader[]
}

export interface GoogleMailbox {
  readonly kind: 'google'
  readonly labels: Map<string, GoogleLabel>
  readonly messages: Map<string, GoogleMessage>
  historyId: number
}
export interface GoogleLabel {
  readonly id: string
  name: string
  readonly type: 'system' | 'user'
}
export interface GoogleMessage {
  readonly id: string
  readonly threadId: string
  labelIds: string[]
  readonly messageIdHeader: string
  readonly subject: string
  readonly from: { name: string; address: string }
  readonly to: string
  readonly internalDate: number
  historyId: number
  snoozed: boolean
  readonly headers?: readonly SimHeader[]
}
