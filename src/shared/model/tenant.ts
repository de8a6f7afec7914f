import type { LogSourceName } from './log-source'
import type { PlatformProfile } from './platform-profile'

/** How a tenant's mail reaches its people: synced through Microsoft 365 or Google Workspace, or manual (SMTP, no API). */
export const providerKinds = ['microsoft', 'google', 'manual'] as const
export type ProviderKind = (typeof providerKinds)[number]

/** The provider's name as people say it; the only place it is spelt. */
export const providerNames: Readonly<Record<ProviderKind, string>> = {
  microsoft: 'Microsoft 365',
  google: 'Google Workspace',
  manual: 'Manual',
}

/** Colours for tenants that can be told apart beside one another. */
export const tenantColours = [
  '#7a4fd0',
  '#1f7a6d',
  '#b4552d',
  '#2f6fb5',
  '#a23b72',
  '#5c7f2b',
  '#8a6d1a',
  '#4b5ea8',
  '#b23a48',
  '#3f7f93',
] as const

/** One customer organisation as the screens see it: no endpoint, no credential. */
export interface Tenant {
  readonly id: string
  readonly name: string
  readonly provider: ProviderKind
  readonly domains: readonly string[]
  /** `#rrggbb`, shown on everything that acts for this tenant. */
  readonly colour: string
  /** IANA zone of the customer, e.g. `Europe/Berlin`. */
  readonly timeZone: string
  readonly favourite: boolean
  /** Instant (ISO, UTC) at which an engineer last chose this tenant; null when never. */
  readonly lastOpenedAt: string | null
  /** Instant of the last complete reading of its people; null when never. */
  readonly peopleRefreshedAt: string | null
  readonly peopleCount: number
  /** Words of the engineer's own, to find and group tenants by. */
  readonly tags: readonly string[]
  /** A disabled tenant keeps everything and reaches nothing. */
  readonly disabled: boolean
  /** What tells a message of its platform, for emails that only a file or a mailbox scan told of. */
  readonly platform: PlatformProfile
  /** Days for which its sent emails are kept. */
  readonly retentionDays: number
  /** The soonest expiry of what we sign in with, as an ISO instant; null when none is known. */
  readonly signInExpiresAt: string | null
  /** In the order in which they are asked. */
  readonly logSources: readonly LogSourceName[]
}

/** True when the tenant's mailboxes can be read through an API at all. */
export const isSynced = (tenant: Pick<Tenant, 'provider'>): boolean => tenant.provider !== 'manual'
