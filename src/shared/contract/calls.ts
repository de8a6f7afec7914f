import { z } from 'zod'
import type {
  AuditEntry,
  ChangedPerson,
  DirectoryResync,
  Job,
  PeoplePage,
  Person,
  Preferences,
  Rescue,
  SentEmail,
  DeliveryEvent,
  Sighting,
} from '../model'
import {
  copyId,
  agreements,
  directoryChanges,
  mailboxStates,
  peopleOrders,
  personStatuses,
  emailId,
  personId,
  preferences,
  rescueId,
  tenantId,
  timeWindow,
} from '../model'
import { answers } from './answers'
import { backgroundCalls } from './background-calls'
import { connectCalls } from './connect-calls'
import { importCalls } from './import-calls'
import { mappingCalls } from './mapping-calls'
import type { CallName } from './names'
import { networkCalls } from './network-calls'
import { resendCalls } from './resend-calls'
import { sendsCalls } from './sends-calls'
import { sourceCalls } from './source-calls'
import { tenantCalls } from './tenant-calls'
import { vaultCalls } from './vault-calls'
import { whitelistingCalls } from './whitelisting-calls'

const webPage = z
  .url()
  .max(4_000)
  .refine((text) => /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(text), 'Only web pages are opened.')

const aTenant = z.object({ tenantId })
const aPerson = z.object({ tenantId, personId })
const anEmail = z.object({ tenantId, personId, emailId })

const peopleQuery = z.object({
  text: z.string().max(300),
  status: z.enum(personStatuses).nullable(),
  mailbox: z.enum(mailboxStates).nullable(),
  agreement: z.enum(agreements).nullable(),
  by: z.enum(peopleOrders),
  descending: z.boolean(),
})

/** A person as the picker shows them, with the piece of text that matched. */
export interface PersonHit {
  readonly person: Person
  readonly matched: 'name' | 'address' | 'alias'
}

/** The sent email log of one person in one window, as the ledger has it. Newest first. */
export interface LogPage {
  readonly tenantId: string
  readonly personId: string
  readonly emails: readonly SentEmail[]
  /**
   * Instant up to which every log source that knows the person was read to its end over this window; null when one never
   * was.
   */
  readonly refreshedAt: string | null
  /** The window's ends as ISO instants. */
  readonly from: string
  readonly to: string
  /** Nearest sent emails outside the window, to say where mail lies when the window is empty. */
  readonly before: string | null
  readonly after: string | null
}

export interface EmailDetail {
  readonly email: SentEmail
  /** Oldest first. */
  readonly events: readonly DeliveryEvent[]
  /** Newest first. */
  readonly sightings: readonly Sighting[]
  /** Newest first. */
  readonly rescues: readonly Rescue[]
}

export interface RequestLogRow {
  readonly at: string
  readonly method: string
  /** Host and path; query values are left out. */
  readonly url: string
  /** HTTP status; null when there was no answer. */
  readonly status: number | null
  readonly ms: number
  readonly tenantId: string | null
}

export interface AppStatus {
  readonly version: string
  readonly electron: string
  /** True on the npm-carried runtime: only tenants with loopback endpoints are accepted. */
  readonly oldRuntime: boolean
  readonly platform: string
  readonly online: boolean
  readonly ledgerPath: string
  readonly ledgerBytes: number
  readonly counts: {
    readonly tenants: number
    readonly people: number
    readonly sentEmails: number
    readonly rescues: number
  }
  /** Base of the demo server when the app talks to one; null otherwise. */
  readonly demoServer: string | null
  /** Newest first. */
  readonly requests: readonly RequestLogRow[]
}

/**
 * Every call from the renderer to main, once: its input schema and the type of its answer. Main parses the input before
 * the handler runs; both sides infer their types from here.
 */
export const calls = {
  /** Who and what runs here; read by the Status page. */
  'app.status': { input: z.object({}), ...answers<AppStatus>() },
  'app.copyText': { input: z.object({ text: z.string().max(100_000) }), ...answers<null>() },
  /** Opens a web page in the system's browser; plain http only on this computer. */
  'app.openLink': { input: z.object({ url: webPage }), ...answers<null>() },
  'preferences.read': { input: z.object({}), ...answers<Preferences>() },
  'preferences.change': { input: preferences.partial(), ...answers<Preferences>() },
  ...tenantCalls,
  ...connectCalls,
  ...vaultCalls,
  ...networkCalls,
  ...sourceCalls,
  ...mappingCalls,
  ...importCalls,
  ...backgroundCalls,
  ...resendCalls,
  ...sendsCalls,
  ...whitelistingCalls,
  /** All people of a tenant, by name. */
  'people.list': { input: aTenant, ...answers<readonly Person[]>() },
  /** Finds by name, address, alias, in any order of words, with typos; best first. An empty query gives the first by name. */
  'people.search': {
    input: aTenant.extend({ query: z.string().max(300), limit: z.number().int().min(1).max(100) }),
    ...answers<readonly PersonHit[]>(),
  },
  /** Some rows of the list of a tenant's people that a query makes. */
  'people.page': {
    input: aTenant.extend({
      query: peopleQuery,
      from: z.number().int().min(0).max(5_000_000),
      count: z.number().int().min(0).max(500),
    }),
    ...answers<PeoplePage>(),
  },
  /** Writes everybody whom a query finds into a CSV file that the engineer chooses; its name, or null when they chose none. */
  'people.export': {
    input: aTenant.extend({ query: peopleQuery }),
    ...answers<{ readonly file: string; readonly people: number } | null>(),
  },
  'people.read': { input: aPerson, ...answers<Person>() },
  /** Reads the tenant's people from its log sources again; progress by events. */
  'people.refresh': { input: aTenant, ...answers<Job>() },
  /**
   * Reads what changed in the tenant's directory, or everybody, and the permissions again; progress by events. Refused for a
   * manual tenant.
   */
  'people.resync': { input: aTenant.extend({ full: z.boolean() }), ...answers<Job>() },
  /** The last resync that came to its end; null when there was none. */
  'people.lastResync': { input: aTenant, ...answers<DirectoryResync | null>() },
  /** Whom a resync found changed in one way; a thousand at most. */
  'people.resyncChanges': {
    input: aTenant.extend({ resyncId: z.string().min(1).max(80), kind: z.enum(directoryChanges) }),
    ...answers<readonly ChangedPerson[]>(),
  },
  /**
   * Removes all that is kept of a person for good, on their request. `address` is the person's, typed by the engineer; any
   * other is refused. What was removed is told in numbers.
   */
  'people.erase': {
    input: aPerson.extend({ address: z.string().max(500) }),
    ...answers<{ readonly emails: number; readonly sightings: number; readonly rescues: number }>(),
  },
  /** What the ledger knows; touches no network. */
  'log.read': { input: aPerson.extend({ window: timeWindow }), ...answers<LogPage>() },
  /** Reads the log from its sources into the ledger; progress and `log-changed` by events. */
  'log.refresh': { input: aPerson.extend({ window: timeWindow }), ...answers<Job>() },
  'email.read': { input: anEmail, ...answers<EmailDetail>() },
  /**
   * Looks for these emails in the mailbox, newest first. A sighting younger than two minutes is not read again unless
   * `again` is set. Answers when all were looked for; each result comes as a `sighted` event when it arrives.
   */
  'email.locate': {
    input: aPerson.extend({ emailIds: z.array(emailId).min(1).max(200), again: z.boolean() }),
    ...answers<null>(),
  },
  /** The engineer leaves this person: every look-up and every reading of the log under way for them ends. */
  'email.abandon': { input: aPerson, ...answers<null>() },
  /** Moves one copy to the Inbox; answers after the first reading of the mailbox that follows. */
  'rescue.move': { input: anEmail.extend({ copyId }), ...answers<Rescue>() },
  /** Puts the copy back exactly where the rescue found it. */
  'rescue.undo': { input: anEmail.extend({ rescueId }), ...answers<Rescue>() },
  /** Newest first; of one person, or of the whole tenant. */
  'audit.list': { input: aTenant.extend({ personId: personId.nullable() }), ...answers<readonly AuditEntry[]>() },
  'jobs.list': { input: z.object({}), ...answers<readonly Job[]>() },
  'jobs.cancel': { input: z.object({ jobId: z.string().min(1).max(80) }), ...answers<null>() },
} satisfies Record<CallName, { input: z.ZodType }>

export type Calls = typeof calls
export type CallInput<Name extends CallName> = z.input<Calls[Name]['input']>
export type CallOutput<Name extends CallName> = Calls[Name] extends { readonly output?: infer Output }
  ? NonNullable<Output> | Extract<Output, null>
  : never
