import type { DeliveryEventKind, ProviderKind } from '../../../shared/model'
import type { Sort } from '../../ui/data-table'
import { sightingWords, typeNames } from '../email'
import type { FolderKey, LogRow, Sightings } from './rows'
import { folderKey, sightingOf } from './rows'

// What needs somebody stands before what is well.
const eventRank: Readonly<Record<DeliveryEventKind, number>> = {
  failed: 0,
  bounced: 1,
  deferred: 2,
  queued: 3,
  sent: 4,
  delivered: 5,
  opened: 6,
  clicked: 7,
  reported: 8,
}

const folderRank: Readonly<Record<FolderKey, number>> = {
  junk: 0,
  deleted: 1,
  recoverable: 2,
  archive: 3,
  folder: 4,
  'not-found': 5,
  inbox: 6,
  unknown: 7,
}

// Plain comparison of folded text: a collator takes ten times as long, too long for a keystroke over 10,000 rows.
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export type Compare = (a: LogRow, b: LogRow) => number

export const compareType: Compare = (a, b) => byText(typeNames[a.email.type], typeNames[b.email.type])
export const compareSubject: Compare = (a, b) => byText(a.haystack, b.haystack)
export const compareSent: Compare = (a, b) => a.sentMs - b.sentMs
export const compareMethod: Compare = (a, b) => byText(a.email.method, b.email.method)

const rankOfEvent = ({ email }: LogRow): number => (email.latestEvent === null ? -1 : eventRank[email.latestEvent.kind])
export const compareEvent: Compare = (a, b) => rankOfEvent(a) - rankOfEvent(b)

/** How each column orders its rows, ascending; by folder is `compareFolder`, which has to know the sightings. */
export const comparators = {
  type: compareType,
  subject: compareSubject,
  sent: compareSent,
  method: compareMethod,
  event: compareEvent,
} as const satisfies Readonly<Record<string, Compare>>

/** Orders by what needs attention first, the Inbox near the end and the unknown last; within one kind by its words. */
export const compareFolder = (provider: ProviderKind, sightings: Sightings): Compare => {
  const keys = new Map<string, { readonly rank: number; readonly text: string }>()
  const keyOf = ({ email }: LogRow): { readonly rank: number; readonly text: string } => {
    const known = keys.get(email.id)
    if (known !== undefined) return known
    const sighting = sightingOf(email, sightings)
    const key = { rank: folderRank[folderKey(sighting)], text: sightingWords(sighting, provider).text }
    keys.set(email.id, key)
    return key
  }
  return (a, b) => {
    const left = keyOf(a)
    const right = keyOf(b)
    return left.rank - right.rank || byText(left.text, right.text)
  }
}

/** The rows in the order of a column; ties keep the order they came in. */
export const ordered = (
  rows: readonly LogRow[],
  { by, descending }: Sort,
  provider: ProviderKind,
  sightings: Sightings,
): readonly LogRow[] => {
  const compare: Compare | undefined =
    by === 'folder' ? compareFolder(provider, sightings) : comparators[by as keyof typeof comparators]
  return compare === undefined ? rows : [...rows].sort((a, b) => (descending ? compare(b, a) : compare(a, b)))
}
