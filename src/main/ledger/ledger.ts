import type {
  AuditAction,
  AuditEntry,
  AuditOutcome,
  ChangedPerson,
  DeliveryEvent,
  DirectoryChange,
  DirectoryResync,
  GrantReading,
  PeoplePage,
  PeopleQuery,
  KnownSighting,
  Person,
  PersonStatus,
  Place,
  Resend,
  ResendState,
  RescueState,
  SentEmail,
  Sighting,
  Tenant,
  UnknownSighting,
  Whitelisting,
} from '../../shared/model'
import type { DirectoryPage, DirectoryPerson, FoundCopy } from '../providers/provider'
import type { SourceEmail, SourcePerson } from '../sources/source'
import type { TenantSettings } from '../tenants/settings'

/** Names one person of one tenant; every row about a person is found through both. */
export interface PersonKey {
  readonly tenantId: string
  readonly personId: string
}
export interface EmailKey extends PersonKey {
  readonly emailId: string
}

/** A person with what only main may know. */
export interface PersonRecord extends Person {
  /** The log source whose word on name and address is shown. */
  readonly sourceId: string
  /** That log source's id of the person. */
  readonly sourceRef: string
  /** Each log source's own id of the person, by the source's id. A source that isn't named knows people by address only. */
  readonly sourceRefs: Readonly<Record<string, string>>
  /** The mail provider's id of the person; null until resolved, and again when the address is another one. */
  readonly directoryId: string | null
}

/** What one source has of a sent email: under which id of ours, and under which of its own. */
export interface RowOfSource {
  readonly emailId: string
  readonly sourceId: string
  readonly sourceRef: string
}

/** A sent email with what only main may know. */
export interface EmailRecord extends SentEmail {
  /** One per source that tells of it, in the order of `sources`. */
  readonly rows: readonly RowOfSource[]
}

/** One row of an import: a sent email with whom it went to. `recipient` is the address by which the person is found. */
export interface ImportedEmail extends Omit<SourceEmail, 'personRef'> {
  /** The recipient's name where the row has one; else a person who is made here is called by their address. */
  readonly name: string | null
  /** What the source says of the recipient; a person made here is active when it says nothing. */
  readonly status: PersonStatus | null
}

/** How much an erasure removed. */
export interface Erased {
  readonly emails: number
  readonly sightings: number
  readonly rescues: number
}

/** What one piece of an import did; every row is counted once, under the first three. */
export interface ImportedCounts {
  readonly added: number
  readonly changed: number
  readonly same: number
  /** People who were not known before. */
  readonly people: number
}

/** A copy as the latest sighting recorded it, with the provider's ref behind its opaque id. */
export interface CopyRecord extends Omit<FoundCopy, 'place'> {
  readonly copyId: string
  readonly place: Place
}

/** A rescue with what only main may know. Times are epoch milliseconds. */
export interface RescueRecord extends EmailKey {
  readonly id: string
  readonly copyId: string
  readonly ref: string
  /** Exact place before, in the provider's terms. */
  readonly origin: string
  readonly engineer: string
  readonly state: RescueState
  readonly before: Place
  readonly after: Place | null
  readonly startedAt: number
  readonly readings: readonly { readonly at: string; readonly place: Place | null }[]
  readonly undoneAt: number | null
  readonly undoRefusal: string | null
  readonly error: { readonly code: string; readonly message: string } | null
}

/** A resend with what only main may know. Times are epoch milliseconds. */
export interface ResendRecord extends Omit<Resend, 'startedAt' | 'sentAt'> {
  readonly startedAt: number
  readonly sentAt: number | null
  /** The log source that was asked, and its own id of the person; null where no source was. */
  readonly desk: { readonly sourceId: string; readonly personRef: string } | null
  /** Address in the From header; null where somebody else decides. */
  readonly sender: string | null
  /** What the sender noted on the way, in its own terms, to find out later what became of it. */
  readonly trace: string | null
}

/** How many resends that were not refused are too many since an instant. */
export interface ResendCeilings {
  readonly since: number
  readonly person: number
  readonly tenant: number
}

/** What became of the wish to begin a resend. */
export type ResendBegun =
  | { readonly kind: 'begun' }
  /** There is one of this id already: nothing was written. */
  | { readonly kind: 'known'; readonly resend: ResendRecord }
  /** Another one to this person is not settled. */
  | { readonly kind: 'unsettled'; readonly resend: ResendRecord }
  | { readonly kind: 'person-ceiling' }
  | { readonly kind: 'tenant-ceiling' }

export interface NewAuditEntry {
  readonly at: number
  readonly engineer: string
  readonly tenantId: string
  readonly personId: string | null
  readonly emailId: string | null
  readonly rescueId: string | null
  readonly action: AuditAction
  readonly outcome: AuditOutcome
  readonly detail: string
}

/** A sighting as it is handed in: what was known before a failed look is the ledger's to say. */
export type NewSighting = KnownSighting | Omit<UnknownSighting, 'lastKnown'>

export interface SightingEntry {
  readonly emailId: string
  readonly sighting: NewSighting
  /** The provider's refs of the sighting's copies, in the same order. */
  readonly copies: readonly CopyRecord[]
}

/** What is read from a log source page by page: the log of one person, or the people of a tenant (`personId` null). */
export interface ReadingKey {
  readonly tenantId: string
  readonly personId: string | null
  readonly sourceId: string
}

/** An unfinished reading: where to go on. */
export interface OpenReading {
  /** What of a log is read; null for people, who are always read whole. */
  readonly window: { readonly from: number; readonly to: number } | null
  /** Names the next page; null for the first. */
  readonly cursor: string | null
  /** Identifies the reading: rows it touched carry it. */
  readonly mark: string
  /** How many rows it has kept so far, and when the last of them. */
  readonly done: number
  readonly keptAt: number
}

/** A reading of the directory under way, or cut off. */
export interface OpenResync {
  readonly id: string
  readonly full: boolean
  readonly cursor: string | null
  /** How many people it has told of. */
  readonly read: number
  /** Epoch milliseconds of its last page. */
  readonly keptAt: number
  /** The engineer cancelled it. */
  readonly stopped: boolean
}

/** How far the reading of one log source in the background came. Times are epoch milliseconds. */
export interface BackgroundReading {
  /** Where its feed of changes goes on; null before the first reading, and for a source without a feed. */
  readonly cursor: string | null
  /** When it was last read to its end, and how many rows that changed. */
  readonly readAt: number | null
  readonly rows: number
  /** What kept it from being read since, and how often in a row. */
  readonly failure: { readonly code: string; readonly message: string } | null
  readonly failures: number
  readonly nextAt: number
  /** Whom engineers opened lately: read one by one where there is no feed. */
  readonly lately: readonly { readonly personId: string; readonly at: number }[]
}

/** Sent emails by what is counted of them, in columns: 100,000 rows reach another thread at once. In no order. */
export interface SendColumns {
  /** Epoch milliseconds. */
  readonly at: Float64Array
  /** Place in `everySendMethod`. */
  readonly method: Uint8Array
  /** Place in `people`. */
  readonly person: Uint32Array
  readonly people: readonly string[]
  /** When the last email before `from` was sent by the API; null when none was. */
  readonly lastApiBefore: number | null
}

/** What became of one page of changes. */
export interface MergedChanges {
  /** Every row of somebody known, with the id that the ledger has for it. */
  readonly kept: readonly { readonly ref: string; readonly key: EmailKey }[]
  /** How many rows were of people whom this source never listed. */
  readonly unknown: number
}

/**
 * The door to the ledger. Every method runs in the ledger's own thread; each write is one transaction. Unknown keys give
 * null or an empty list, never a throw. Times in arguments and records are epoch milliseconds; those inside shared-model
 * values (`Tenant`, `Person`, `SentEmail`, `Sighting`, `AuditEntry`) are ISO in UTC.
 */
export interface Ledger {
  // tenants
  /** In the engineer's order. Those that were removed with their ledger kept, instead, when asked for. */
  listTenants(which?: { readonly removed: boolean }): Promise<Tenant[]>
  readTenant(tenantId: string): Promise<Tenant | null>
  readSettings(tenantId: string): Promise<TenantSettings | null>
  /** Adds the tenant or replaces its settings; favourite and history stay. */
  putTenant(settings: TenantSettings): Promise<void>
  setFavourite(tenantId: string, favourite: boolean): Promise<void>
  openedTenant(tenantId: string, at: number): Promise<void>

  // people
  listPeople(tenantId: string): Promise<Person[]>
  readPerson(key: PersonKey): Promise<PersonRecord | null>
  /** Those of these ids who are known, in no order. */
  readPeople(tenantId: string, personIds: readonly string[]): Promise<Person[]>
  /** By name, address, alias; any order of words, accents ignored, typos forgiven; best first. */
  searchPeople(
    tenantId: string,
    query: string,
    limit: number,
  ): Promise<{ person: Person; matched: 'name' | 'address' | 'alias' }[]>
  /** Some rows of the list that a query makes, from the one numbered `from` on; fails with `vault-locked`. */
  pageOfPeople(tenantId: string, query: PeopleQuery, from: number, count: number): Promise<PeoplePage>
  /**
   * Adds or updates one page of people; `mark` names the reading. Directory facts stay. Somebody whom another source of the
   * tenant has under the same address is the same person.
   */
  mergePeople(tenantId: string, sourceId: string, people: readonly SourcePerson[], mark: string): Promise<void>
  /**
   * Ends a reading of people from one source: those without this mark are `removed` there and keep their history. `at` is
   * when the people of the whole tenant were read; null when another source of it could not be.
   */
  finishPeople(tenantId: string, sourceId: string, mark: string, at: number | null): Promise<void>
  /** `asked` is the address they were asked for: they count for as long as it is the person's. */
  setDirectoryFacts(key: PersonKey, asked: string, facts: DirectoryPerson): Promise<void>
  setMailboxState(key: PersonKey, mailbox: 'present' | 'absent' | 'unknown'): Promise<void>

  // directory
  /** The reading of the directory that did not come to its end; null when there is none. */
  openResync(tenantId: string): Promise<OpenResync | null>
  /**
   * Begins a reading in the place of any other that is open; with the id of that one it starts over. Resolves to where it
   * begins: at the end of the last one, or, `full` or without one, with everybody.
   */
  beginResync(
    tenantId: string,
    resync: { readonly id: string; readonly full: boolean; readonly mark: string; readonly at: number },
  ): Promise<{ readonly full: boolean; readonly cursor: string | null }>
  /**
   * Keeps one page of the directory and where it goes on. Somebody whom a log source has under any of their addresses is the
   * same person; from then on their directory id decides. Resolves to how many people the reading has told of so far.
   */
  mergeDirectory(tenantId: string, resyncId: string, page: DirectoryPage, at: number): Promise<number>
  /** The engineer cancelled it: it waits until they ask again. */
  stopResync(tenantId: string, resyncId: string): Promise<void>
  /** Ends it: after a full reading everybody whom it did not list is removed, and keeps their history. */
  finishResync(tenantId: string, resyncId: string, grant: GrantReading | null, at: number): Promise<DirectoryResync>
  lastResync(tenantId: string): Promise<DirectoryResync | null>
  resyncChanges(
    tenantId: string,
    resyncId: string,
    kind: DirectoryChange,
    limit: number,
  ): Promise<readonly ChangedPerson[]>

  // sent emails
  /**
   * Rows with `from <= sentAt < to`, newest first, each with its latest sighting. `readAt` holds by source when it was last
   * read to its end over this window.
   */
  readLog(
    key: PersonKey,
    from: number,
    to: number,
  ): Promise<{
    emails: SentEmail[]
    readAt: Readonly<Record<string, number>>
    before: number | null
    after: number | null
  }>
  readEmail(key: EmailKey): Promise<EmailRecord | null>
  readEmails(key: PersonKey, emailIds: readonly string[]): Promise<EmailRecord[]>
  /** Those of the row of this id alone, oldest first. */
  readEvents(key: EmailKey): Promise<DeliveryEvent[]>
  /** Replaces the delivery events that the row of this id has; resolves to whether anything changed. */
  putEvents(key: EmailKey, events: readonly DeliveryEvent[]): Promise<boolean>
  /**
   * Adds or updates one page of a log. `personRef` of each email is the source's id of this person or, where the source
   * knows none, the person's address; anything else fails with `bad-answer`. Rows of several sources with the same
   * Message-ID read as one email.
   */
  mergeEmails(key: PersonKey, sourceId: string, emails: readonly SourceEmail[], mark: string): Promise<void>
  /**
   * Adds or updates rows of many people in one transaction: hand in 5,000 to 10,000 at a time. People are found by address
   * and made where unknown. A row that is held already, by its source and `ref`, with the same content is left untouched:
   * the same rows twice change nothing. Bytes are such a list as JSON in UTF-8: they are handed over, not copied.
   */
  importEmails(
    tenantId: string,
    sourceId: string,
    rows: readonly ImportedEmail[] | Uint8Array,
    mark: string,
  ): Promise<ImportedCounts>
  /**
   * Adds or updates rows of many people, found by the source's own ids of them. A row that is held already keeps the mark of
   * the reading that listed it last, a new one takes that of the reading under way: changes that arrive during a reading of a
   * log are not taken for gone at its end.
   */
  mergeChanges(tenantId: string, sourceId: string, emails: readonly SourceEmail[], mark: string): Promise<MergedChanges>
  /** By source; fails with `vault-locked`. */
  readBackground(tenantId: string): Promise<Readonly<Record<string, BackgroundReading>>>
  putBackground(tenantId: string, sourceId: string, reading: BackgroundReading): Promise<void>
  /** Remembers where an unfinished reading goes on, or forgets it with null. */
  setReading(key: ReadingKey, reading: OpenReading | null): Promise<void>
  readReading(key: ReadingKey): Promise<OpenReading | null>
  /** Ends a reading: rows of the window without this mark are marked as no longer listed; the window counts as read at `at`. */
  finishLog(key: PersonKey, sourceId: string, from: number, to: number, mark: string, at: number): Promise<void>

  /** Every email of a tenant with `from <= sentAt < to`, once each, whatever number of sources tells of it. */
  readSends(tenantId: string, from: number, to: number): Promise<SendColumns>

  // sightings
  /**
   * Appends the sightings of one person's emails. Resolves to those that are now the latest of their email, as the ledger
   * has them: a failed look carries what was known before it.
   */
  addSightings(
    key: PersonKey,
    entries: readonly SightingEntry[],
  ): Promise<{ readonly emailId: string; readonly sighting: Sighting }[]>
  /** Copies of the latest sighting that found any. */
  readCopies(key: PersonKey, emailIds: readonly string[]): Promise<Map<string, CopyRecord[]>>
  /** Newest first. */
  readSightings(key: EmailKey, limit: number): Promise<Sighting[]>

  // rescues and audit trail
  /** Adds or replaces a rescue and appends its audit line in the same transaction. */
  putRescue(rescue: RescueRecord, audit: NewAuditEntry | null): Promise<void>
  readRescue(key: EmailKey, rescueId: string): Promise<RescueRecord | null>
  readRescues(key: EmailKey): Promise<RescueRecord[]>
  /** Rescues in the states `intended`, `watching`, `undoing`, of all tenants: what a crash left open. */
  openRescues(): Promise<RescueRecord[]>
  /** Writes the intent down before anything is sent, with its audit line, unless a rule speaks against it. */
  beginResend(resend: ResendRecord, ceilings: ResendCeilings, audit: NewAuditEntry): Promise<ResendBegun>
  /**
   * Replaces a resend that is in one of these states, with its audit line in the same transaction; false, and nothing
   * written, when it isn't: another program was faster.
   */
  changeResend(resend: ResendRecord, from: readonly ResendState[], audit: NewAuditEntry | null): Promise<boolean>
  readResend(key: PersonKey, resendId: string): Promise<ResendRecord | null>
  /** Newest first. */
  readResends(key: PersonKey): Promise<ResendRecord[]>
  /** Resends in the states `intended` and `sending`, of all tenants: what a crash left open. */
  openResends(): Promise<ResendRecord[]>
  /**
   * Takes the lock on a mailbox until an instant, or holds it for longer; false while somebody else has it. It is a lock
   * between programs that share the ledger; `owner` names one run of one.
   */
  lockMailbox(key: PersonKey, owner: string, now: number, until: number): Promise<boolean>
  unlockMailbox(key: PersonKey, owner: string): Promise<void>
  appendAudit(entry: NewAuditEntry): Promise<void>
  listAudit(tenantId: string, personId: string | null, limit: number): Promise<AuditEntry[]>

  // whitelisting
  /** What a manual tenant whitelists; null until an engineer changed it. Fails with `vault-locked`. */
  readWhitelisting(tenantId: string): Promise<Whitelisting | null>
  putWhitelisting(tenantId: string, whitelisting: Whitelisting): Promise<void>

  // keys
  /**
   * Opens what is kept of a tenant; `key` has 32 bytes. The first key that is handed in is the tenant's; any other fails
   * with `vault-broken`. Rows that an older version left in plain text are sealed in the background from then on.
   */
  unlockTenant(tenantId: string, key: Uint8Array): Promise<void>
  /**
   * Forgets the tenant's key. Until the next unlocking whatever concerns its people and emails fails with `vault-locked`;
   * its settings stay readable, and `openRescues` leaves it out.
   */
  lockTenant(tenantId: string): Promise<void>
  /** The tenants of the ledger that are locked. */
  lockedTenants(): Promise<string[]>
  /**
   * Removes all that is kept of a tenant, its settings and audit trail included, locked or not; a note says when and how many rows.
   * Interrupted, it goes on at the next opening.
   */
  eraseTenant(tenantId: string, at: number): Promise<void>
  /**
   * Removes a person, their log, sightings, moves and audit lines for good. One audit line is left that says when, by whom
   * and how much, and names nobody. Fails with `conflict` while an email of theirs is being moved. A source that still lists
   * the person brings them back.
   */
  erasePerson(key: PersonKey, engineer: string, at: number): Promise<Erased>
  /** Removes emails sent before an instant with what hangs on them, in small steps; resolves to how many rows. */
  expire(tenantId: string, before: number): Promise<number>

  counts(): Promise<{ tenants: number; people: number; sentEmails: number; rescues: number; bytes: number }>
  /** A number that changes whenever another program has written to this ledger. */
  foreignChanges(): Promise<number>
  /** Copy id of a provider ref: keyed, so that it tells nothing. */
  copyIdOf(key: EmailKey, ref: string): Promise<string>
  close(): Promise<void>
}
