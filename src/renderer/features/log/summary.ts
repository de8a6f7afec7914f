import type { ProviderKind } from '../../../shared/model'
import { placeName } from '../email'
import type { FolderKey, LogRow, Sightings } from './rows'
import { folderKey, sightingOf } from './rows'

const order: readonly FolderKey[] = ['inbox', 'junk', 'deleted', 'recoverable', 'archive', 'folder', 'not-found']

const words = (key: FolderKey, provider: ProviderKind): string => {
  switch (key) {
    case 'inbox':
      return 'in Inbox'
    case 'junk':
      return provider === 'google' ? 'spam' : 'junk'
    case 'deleted':
      return provider === 'google' ? 'in Trash' : 'deleted'
    case 'recoverable':
      return 'recoverable'
    case 'archive':
      return 'archived'
    case 'folder':
      return 'elsewhere'
    case 'not-found':
      return 'not found'
    case 'unknown':
      return 'unknown'
  }
}

const counted = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'email' : 'emails'}`

/** How many rows lie in each kind of place. */
export const countPlaces = (rows: readonly LogRow[], sightings: Sightings): ReadonlyMap<FolderKey, number> => {
  const counts = new Map<FolderKey, number>()
  for (const { email } of rows) {
    const key = folderKey(sightingOf(email, sightings))
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/**
 * What is in the table, in one line: `11 emails · 4 in Inbox · 1 junk`. When filters hide some, `3 of 11 emails`.
 * Places that nobody has looked at aren't counted; they are no fact.
 */
export const summaryText = (
  shown: readonly LogRow[],
  total: number,
  provider: ProviderKind,
  sightings: Sightings,
): string => {
  const head = shown.length === total ? counted(total) : `${shown.length.toLocaleString('en')} of ${counted(total)}`
  const counts = countPlaces(shown, sightings)
  const places = order.flatMap((key) => {
    const count = counts.get(key) ?? 0
    return count === 0 ? [] : [`${count.toLocaleString('en')} ${words(key, provider)}`.replaceAll(' ', '\u00a0')]
  })
  // A line ends after a dot and nowhere else.
  return [head, ...places].join('\u00a0· ')
}

/** The folder filter's own words for a kind of place. */
export const folderKeyName = (key: FolderKey, provider: ProviderKind): string =>
  key === 'folder'
    ? 'Another folder'
    : key === 'not-found'
      ? 'Not found'
      : key === 'unknown'
        ? 'Unknown or not checked'
        : placeName(key, provider)

/** How many emails went out by SMTP, as a sentence; null when none did. */
export const smtpNote = (rows: readonly LogRow[]): string | null => {
  const count = rows.filter(({ email }) => email.method === 'smtp').length
  if (count === 0) return null
  if (count === rows.length)
    return count === 1
      ? 'The only email went out by SMTP.'
      : `All ${count.toLocaleString('en')} emails went out by SMTP.`
  return `${count.toLocaleString('en')} of ${counted(rows.length)} went out by SMTP.`
}
