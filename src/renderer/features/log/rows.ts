import type { EmailType, PlaceKind, SendMethod, SentEmail, Sighting } from '../../../shared/model'
import { leadingCopy } from '../../../shared/model/sighting'
import { fold } from '../../app/fold'

/** What the folder filter offers: every kind of place, and the three ways of having none. */
export type FolderKey = PlaceKind | 'not-found' | 'unknown'

/** One row of the table: what filtering and sorting need of an email, worked out once and not on each keystroke. */
export interface LogRow {
  readonly email: SentEmail
  readonly sentMs: number
  /** The subject, folded for searching. */
  readonly haystack: string
}

/** Prepares the emails of a page; 10,000 of them take some tens of milliseconds, once per reading. */
export const toRows = (emails: readonly SentEmail[]): readonly LogRow[] =>
  emails.map((email) => ({ email, sentMs: Date.parse(email.sentAt), haystack: fold(email.subject) }))

export const folderKey = (sighting: Sighting | null): FolderKey => {
  if (sighting === null || sighting.kind === 'unknown') return 'unknown'
  if (sighting.kind === 'not-found') return 'not-found'
  return leadingCopy(sighting)?.place.kind ?? 'not-found'
}

/** An empty list lets everything through. */
export interface Filters {
  readonly text: string
  readonly types: readonly EmailType[]
  readonly methods: readonly SendMethod[]
  readonly folders: readonly FolderKey[]
}

export const noFilters: Filters = { text: '', types: [], methods: [], folders: [] }

export const isFiltering = (filters: Filters): boolean =>
  filters.text.trim() !== '' || filters.types.length + filters.methods.length + filters.folders.length > 0

/** Newer sightings by email id, over those that came with the emails. */
export type Sightings = ReadonlyMap<string, Sighting>

export const sightingOf = (email: SentEmail, sightings: Sightings): Sighting | null =>
  sightings.get(email.id) ?? email.sighting

/** The rows that pass all filters, in the order they came. Words of the text may stand in any order in the subject. */
export const filterRows = (rows: readonly LogRow[], filters: Filters, sightings: Sightings): readonly LogRow[] => {
  if (!isFiltering(filters)) return rows
  const words = fold(filters.text).split(/\s+/).filter(Boolean)
  const { types, methods, folders } = filters
  return rows.filter(
    ({ email, haystack }) =>
      words.every((word) => haystack.includes(word)) &&
      (types.length === 0 || types.includes(email.type)) &&
      (methods.length === 0 || methods.includes(email.method)) &&
      (folders.length === 0 || folders.includes(folderKey(sightingOf(email, sightings)))),
  )
}
