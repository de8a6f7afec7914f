import type { Place } from '../../shared/model'

const kindNames: Readonly<Record<Place['kind'], string>> = {
  inbox: 'the Inbox',
  junk: 'Junk',
  deleted: 'Deleted',
  archive: 'the archive',
  folder: 'a folder',
  recoverable: 'Recoverable Items',
}

/** A place for a sentence of the audit trail: the mailbox's own folder names where it has some. */
export const placeInWords = (place: Place): string =>
  place.path.length > 0 ? `“${place.path.join(' › ')}”` : kindNames[place.kind]

/** Same kind and same path; the tab is not part of a place that a move can restore. */
export const samePlace = (a: Place, b: Place): boolean =>
  a.kind === b.kind && a.path.length === b.path.length && a.path.every((name, index) => name === b.path[index])
