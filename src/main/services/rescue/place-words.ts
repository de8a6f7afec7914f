import type { Place } from '../../../shared/model'

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
