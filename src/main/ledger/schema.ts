import type { Generated } from 'kysely'
import type {
  AuditAction,
  AuditOutcome,
  DirectoryChange,
  DeliveryEventKind,
  MailboxState,
  PersonStatus,
  RescueState,
  ResendState,
  SendMethod,
  Sighting,
} from '../../shared/model'

/**
 * Text that identifies people or tells content: names, addresses, subjects, folder paths, a source's or provider's own
 * refs. Such a column is written and read whole, never indexed, compared or sorted by in SQL; rows are found by opaque ids
 * and keyed hashes. Sealed (seal.ts), it is bytes; text is what an older version wrote and nobody sealed yet.
 */
export type Content = string | Uint8Array
type Flag = 0 | 1
/** Epoch milliseconds. */
type Instant = number

interface Tenants {
  tenant_id: string
  /** Readable while the tenant is locked: what the list of tenants shows, and no secret. */
  settings: string
  settings_form: number
  favourite: Flag
  last_opened_at: Instant | null
  people_refreshed_at: Instant | null
  /** Those whose status is active or suspended; emptied by a trigger as soon as that changes. */
  people_count: Generated<number | null>
}

interface People {
  tenant_id: string
  person_id: string
  source_id: string
  source_ref: Content
  /** Keyed hashes of the source's ref and of the address; null in rows of an older version until they are listed again. */
  ref_key: string | null
  address_key: string | null
  /** Name, address and aliases as the source has them. */
  content: Content
  /** What the provider's directory said, as JSON; null until it was asked. */
  directory: Content | null
  /** The latest news of source and directory. */
  status: PersonStatus
  source_status: PersonStatus
  mailbox: MailboxState
  tests_sent: number
  tests_clicked: number
  tests_reported: number
  training_overdue: number
  /** The reading that listed this row last. */
  mark: string
}

interface Emails {
  tenant_id: string
  email_id: string
  source_id: string
  person_id: string
  sent_at: Instant
  listed: Flag
  mark: string
  source_ref: Content
  /** Keyed hash of the Message-ID: what rows of several sources are merged by. */
  message_key: string | null
  /** When the ledger first kept this row; null in rows of an older version. */
  kept_at: Instant | null
  content: Content
  /** Readable, so that mail is counted by it; null in rows of an older version until the background has filled it in. */
  method: SendMethod | null
  latest_event: Content | null
  latest_event_at: Instant | null
  /** The latest sighting as JSON, so that a log is one query. */
  sighting: Content | null
}

interface Events {
  tenant_id: string
  email_id: string
  source_id: string
  position: number
  kind: DeliveryEventKind
  at: Instant
  detail: Content | null
}

interface Sightings {
  id: Generated<number>
  tenant_id: string
  person_id: string
  email_id: string
  kind: Sighting['kind']
  first_at: Instant
  last_at: Instant
  sighting: Content
  copies: Content
}

interface LogReadings {
  tenant_id: string
  person_id: string
  source_id: string
  from_at: Instant
  to_at: Instant
  read_at: Instant
}

interface OpenReadings {
  tenant_id: string
  /** Empty for a reading of the tenant's people. */
  person_id: string
  source_id: string
  from_at: Instant | null
  to_at: Instant | null
  cursor: Content | null
  mark: string
  done: number
  kept_at: Instant
}

interface BackgroundReadings {
  tenant_id: string
  source_id: string
  /** As JSON. */
  state: Content
}

/** An address that isn't the main one of a person, as the directory has it or once had it. */
interface DirectoryAddresses {
  tenant_id: string
  /** Keyed hash. */
  address_key: string
  person_id: string
  former: Flag
}

/** One reading of the directory. */
interface Resyncs {
  tenant_id: string
  resync_id: string
  /** `open`: under way, or cut off; `stopped`: by the engineer. */
  state: 'open' | 'stopped' | 'ended'
  /** What rows of `people` carry that it listed; another one when it had to start over. */
  mark: string
  began_at: Instant
  /** When its last page was kept, or it ended. */
  kept_at: Instant
  /** Everybody is read. */
  whole: Flag
  first: Flag
  read: number
  added: number
  changed: number
  renamed: number
  suspended: number
  removed: number
  /** Where it goes on; once it ended, where the next begins. */
  cursor: Content | null
  /** The permissions as JSON, read in the same run. */
  granted: Content | null
}

interface ResyncChanges {
  tenant_id: string
  resync_id: string
  kind: DirectoryChange
  person_id: string
  /** Name and address, before and after. */
  content: Content
}

interface Rescues {
  tenant_id: string
  rescue_id: string
  person_id: string
  email_id: string
  state: RescueState
  started_at: Instant
  undone_at: Instant | null
  content: Content
}

interface Resends {
  tenant_id: string
  resend_id: string
  person_id: string
  state: ResendState
  started_at: Instant
  content: Content
}

interface MailboxLocks {
  tenant_id: string
  person_id: string
  /** Names one run of a program. */
  owner: string
  expires_at: Instant
}

interface Audit {
  id: Generated<number>
  at: Instant
  tenant_id: string
  person_id: string | null
  email_id: string | null
  rescue_id: string | null
  action: AuditAction
  outcome: AuditOutcome
  engineer: Content
  detail: Content
}

interface Whitelistings {
  tenant_id: string
  /** As JSON. */
  content: Content
}

interface Facts {
  name: string
  value: string
}

interface Migrations {
  number: number
  name: string
  applied_at: Instant
}

export interface Schema {
  tenants: Tenants
  people: People
  emails: Emails
  events: Events
  sightings: Sightings
  log_readings: LogReadings
  open_readings: OpenReadings
  background_readings: BackgroundReadings
  directory_addresses: DirectoryAddresses
  resyncs: Resyncs
  resync_changes: ResyncChanges
  rescues: Rescues
  resends: Resends
  mailbox_locks: MailboxLocks
  audit: Audit
  whitelistings: Whitelistings
  /** Facts about the ledger itself. */
  facts: Facts
  migrations: Migrations
}

/** Every column that holds content, by table: what is sealed. */
export const contentColumns = {
  tenants: [],
  people: ['source_ref', 'content', 'directory'],
  emails: ['source_ref', 'content', 'latest_event', 'sighting'],
  events: ['detail'],
  sightings: ['sighting', 'copies'],
  log_readings: [],
  open_readings: ['cursor'],
  background_readings: ['state'],
  directory_addresses: [],
  resyncs: ['cursor', 'granted'],
  resync_changes: ['content'],
  rescues: ['content'],
  resends: ['content'],
  mailbox_locks: [],
  audit: ['engineer', 'detail'],
  whitelistings: ['content'],
  facts: [],
  migrations: [],
} as const satisfies { readonly [Table in keyof Schema]: readonly (keyof Schema[Table])[] }
