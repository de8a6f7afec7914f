import type { Copy, InboxTab, Place, PlaceKind, ProviderKind, Sighting } from '../../../shared/model'
import { unreachable } from '../../../shared/model/failure'
import { leadingCopy } from '../../../shared/model/sighting'
import type { Tone } from '../../ui/chip'
import { unknownHeadline, unknownWords } from './unknown-words'

/** What a folder chip shows: an icon's key, words and a tint, never a tint alone. */
export interface PlaceWords {
  readonly icon: PlaceKind | 'not-found' | 'unknown' | 'checking'
  readonly text: string
  readonly tone: Tone
  /** Copies beside the one that is named. */
  readonly more: number
}

const tabNames: Readonly<Record<InboxTab, string | null>> = {
  focused: null,
  primary: null,
  other: 'Other',
  promotions: 'Promotions',
  social: 'Social',
  updates: 'Updates',
  forums: 'Forums',
}

const microsoftNames: Readonly<Record<Exclude<PlaceKind, 'folder'>, string>> = {
  inbox: 'Inbox',
  junk: 'Junk Email',
  deleted: 'Deleted Items',
  archive: 'Archive',
  recoverable: 'Recoverable Items',
}

const googleNames: Readonly<Record<Exclude<PlaceKind, 'folder'>, string>> = {
  inbox: 'Inbox',
  junk: 'Spam',
  deleted: 'Trash',
  archive: 'Archived',
  recoverable: 'Recoverable',
}

const tones: Readonly<Record<PlaceKind, Tone>> = {
  inbox: 'calm',
  junk: 'warm',
  deleted: 'hot',
  archive: 'cool',
  folder: 'cool',
  recoverable: 'hot',
}

/** The name of a well-known place in the provider's own English; a folder of the user's has none but its path. */
export const placeName = (kind: Exclude<PlaceKind, 'folder'>, provider: ProviderKind): string =>
  (provider === 'google' ? googleNames : microsoftNames)[kind]

/** A place in one line, e.g. `Inbox › Other`, `Deleted Items › 2025`, `Vendors › Training`. */
export const placeText = (place: Place, provider: ProviderKind): string => {
  switch (place.kind) {
    case 'folder':
      return place.path.length === 0 ? 'Another folder' : place.path.join(' › ')
    case 'inbox': {
      const tab = place.tab === null ? null : tabNames[place.tab]
      return tab === null ? 'Inbox' : `Inbox › ${tab}`
    }
    case 'junk':
    case 'deleted':
    case 'archive':
    case 'recoverable':
      return [placeName(place.kind, provider), ...place.path.slice(1)].join(' › ')
    default:
      return unreachable(place.kind)
  }
}

/** The same within a sentence: `from the archive`, `in Junk Email`. */
export const placePhrase = (place: Place, provider: ProviderKind): string =>
  place.kind === 'archive' && provider === 'google' ? 'the archive' : placeText(place, provider)

export const placeTone = (place: Place): Tone => tones[place.kind]

/** The words for one sighting; a `likely` match says so. */
export const sightingWords = (sighting: Sighting | null, provider: ProviderKind): PlaceWords => {
  if (sighting === null) return { icon: 'unknown', text: unknownWords('not-asked'), tone: 'unknown', more: 0 }
  switch (sighting.kind) {
    case 'not-found':
      return { icon: 'not-found', text: 'Not found', tone: 'none', more: 0 }
    case 'unknown':
      return { icon: 'unknown', text: unknownWords(sighting.reason), tone: 'unknown', more: 0 }
    case 'found': {
      const copy = leadingCopy(sighting)
      if (copy === null) return { icon: 'not-found', text: 'Not found', tone: 'none', more: 0 }
      const text = placeText(copy.place, provider)
      return {
        icon: copy.place.kind,
        text: copy.match === 'likely' ? `${text}, likely` : text,
        tone: placeTone(copy.place),
        more: sighting.copies.length - 1,
      }
    }
    default:
      return unreachable(sighting)
  }
}

/** The same as a headline of its own: a place by its name, the unknown as a sentence that names its cause. */
export const placeHeadline = (sighting: Sighting | null, provider: ProviderKind): string =>
  sighting === null || sighting.kind === 'unknown'
    ? unknownHeadline(sighting?.reason ?? 'not-asked')
    : sightingWords(sighting, provider).text

/** Whether this copy is the one in the Inbox. */
export const isInInbox = (copy: Copy): boolean => copy.place.kind === 'inbox'
