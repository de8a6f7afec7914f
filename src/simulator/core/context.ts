import type { Change } from '../world/changes'
import type { SimMailbox, SimPerson, SimSentEmail, SimTenant, World } from '../world/world'
import type { Faults } from './service'

/** What every simulated service is built from. */
export interface SimContext {
  /** Read it afresh in every request: a reset replaces what it holds. */
  readonly world: World
  /** Journals the change, then applies it. The only way to change the world. Throws when it names nothing that exists. */
  apply(change: Change): void
  readonly faults: Faults
  readonly clock: { now(): number }
  /** Unpredictable values (tokens, ids): never part of the seed. */
  readonly random: SimRandom
  readonly find: Finders
  /** The base of a service as the client sees it, without a trailing slash, e.g. `base('gmail')`. */
  base(service: string): string
  /** Seconds a new token lives, per tenant key; 3,599 unless the admin API shortened it. */
  tokenSeconds(tenantKey: string): number
  /** What happens on the sign-in page of a tenant. */
  signIn(tenantKey: string): SignInPolicy
  /** What Exchange decides on a tenant's mailboxes beside the permissions of Entra. */
  exchange(tenantKey: string): ExchangeRules
  /** What the directory has assigned to the app: ahead of what new tokens carry while a change spreads. */
  assigned(tenantKey: string): readonly string[]
}

/** Set by the admin API, gone with a reset. Addresses in lower case. */
export interface ExchangeRules {
  /** The mailboxes that an application access policy lets the app into; null: there is none. */
  readonly policy: readonly string[] | null
  /** Role assignments (RBAC for Applications), which no token shows. */
  readonly roles: readonly { readonly role: string; readonly mailboxes: readonly string[] }[]
}

/** How a tenant's sign-in page behaves; set by the admin API, back to normal with a reset. */
export interface SignInPolicy {
  /** Address of whoever signs in; null: an administrator. */
  readonly as: string | null
  /** The person says no to what is asked for. */
  readonly refuse: boolean
  /** Scopes that nobody may consent to. */
  readonly withhold: readonly string[]
  /** Mailboxes, by address, that are shared with whoever signs in (Microsoft). */
  readonly shared: readonly string[]
  /** Epoch milliseconds: sign-ins made until then are over. */
  readonly revokedAt: number
}

export interface SimRandom {
  /** In [0, 1); seeded, so that a run with faults can be repeated. */
  next(): number
  uuid(): string
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string
}

/** Look-ups by what a request names. They compare without regard to case where mail systems do. */
export interface Finders {
  tenantByKey(key: string): SimTenant | undefined
  /** Microsoft: directory GUID, or one of the tenant's domains. */
  tenantByDirectory(directory: string): SimTenant | undefined
  tenantByClientId(clientId: string): SimTenant | undefined
  /** Google: the service account's address. */
  tenantByServiceAccount(address: string): SimTenant | undefined
  tenantByLogToken(token: string): SimTenant | undefined
  tenantByDomain(domain: string): SimTenant | undefined
  /** By primary address, sign-in name, alias, directory id or person id; the tenant of the address's domain when none is given. */
  person(needle: string, tenant?: SimTenant): { readonly tenant: SimTenant; readonly person: SimPerson } | undefined
  /** As `person`; undefined also when that person has no mailbox. */
  mailbox(
    needle: string,
    tenant?: SimTenant,
  ): { readonly tenant: SimTenant; readonly person: SimPerson; readonly mailbox: SimMailbox } | undefined
  sentEmail(tenant: SimTenant, emailId: string): SimSentEmail | undefined
}
