import type { Agreement } from './directory'
import type { MailboxState, Person, PersonStatus } from './person'
import type { SendMethod } from './sent-email'
import type { Sighting } from './sighting'

/** What a list of people can be sorted by; `match` puts the best hit of a search first. */
export const peopleOrders = ['match', 'name', 'address', 'unit', 'status', 'mailbox'] as const
export type PeopleOrder = (typeof peopleOrders)[number]

/** Which of a tenant's people a list shows, and in what order. */
export interface PeopleQuery {
  /** Words of names, addresses, aliases, former addresses; empty for everybody. */
  readonly text: string
  readonly status: PersonStatus | null
  readonly mailbox: MailboxState | null
  readonly agreement: Agreement | null
  readonly by: PeopleOrder
  readonly descending: boolean
}

/** One row of such a list. */
export interface PersonLine {
  readonly person: Person
  readonly lastEmail: { readonly sentAt: string; readonly method: SendMethod } | null
  /** Where one of the latest emails was seen last; null where none was. */
  readonly lastSeen: Sighting | null
}

/** Some rows of a list of people. */
export interface PeoplePage {
  /** How many the query finds. */
  readonly total: number
  /** How many people there are, and how many of them are suspended or removed. */
  readonly all: number
  readonly suspended: number
  readonly removed: number
  /** By how the two lists agree; null where the directory was never read. */
  readonly agreements: Readonly<Record<Agreement, number>> | null
  /** The first of the rows, counted from 0. */
  readonly from: number
  readonly rows: readonly PersonLine[]
}
