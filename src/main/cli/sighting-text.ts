import type { Copy, Place, Sighting } from '../../shared/model'
import { placeInWords } from '../services/rescue/place-words'
import { table } from './table'

/** A place for a table: the mailbox's own folder names where it has some. */
export const placeOf = (place: Place): string => (place.path.length > 0 ? place.path.join(' › ') : placeInWords(place))

const rowOf = ({ place, unread, immovable, id }: Copy): readonly string[] => [
  placeOf(place),
  unread === null ? '' : unread ? 'unread' : 'read',
  immovable ?? 'can be moved',
  id,
]

/** Where an email was seen, for people. */
export const sightingText = (sighting: Sighting): string => {
  switch (sighting.kind) {
    case 'found':
      return table(['Folder', '', 'Move', 'Copy'], sighting.copies.map(rowOf))
    case 'not-found':
      return 'It is not in this mailbox: a complete search found no copy.'
    case 'unknown':
      return `Where it is can’t be told (${sighting.reason})${sighting.detail === null ? '.' : `: ${sighting.detail}`}`
  }
}
