import type { Copy, InboxTab, Place, PlaceKind, ProviderKind, Sighting, UnknownReason } from '../../../shared/model'
import { unreachable } from '../../../shared/model/failure'
import { leadingCopy } from '../../../shared/model/sighting'
import { providerNames } from '../../../shared/model/tenant'
import type { Tone } from '../../ui/chip'

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

const shortReasons: Readonly<Record<UnknownReason, string>> = {
  'not-asked': 'not checked yet',
  'manual-tenant': 'no mailbox access',
  'permission-missing': 'no permission',
  'mailbox-out-of-scope': 'out of scope',
  'no-mailbox': 'no mailbox',
  'person-not-found': 'person not found',
  'app-gone': 'app was removed',
  'sign-in-refused': 'sign-in refused',
  throttled: 'asked to wait',
  offline: 'offline',
  'server-error': 'provider fault',
  'just-sent': 'just sent',
  cancelled: 'check stopped',
}

const longReasons: Readonly<Record<UnknownReason, string>> = {
  'not-asked': 'Nobody has looked for this email yet.',
  'manual-tenant': 'This tenant is manual: there is no API through which its mailboxes can be read.',
  'permission-missing': 'The tenant has not granted us permission to read mailboxes.',
  'mailbox-out-of-scope': 'The tenant’s access policy keeps us out of this mailbox.',
  'no-mailbox': 'The directory knows this person, but they have no mailbox.',
  'person-not-found': 'The directory knows nobody at this address.',
  'app-gone': 'Our app is no longer registered with this tenant; its administrator has to consent again.',
  'sign-in-refused': 'The tenant refused our sign-in; its consent or our secret has to be renewed.',
  throttled: 'The mailbox asked us to wait. Check again in a minute.',
  offline: 'This computer is offline. Check again when it is back online.',
  'server-error': 'The provider answered with a fault. Check again in a minute.',
  'just-sent': 'It was sent only a moment ago and may still be on its way.',
  cancelled: 'The check was stopped before an answer came.',
}

/** Why a place is unknown, as a headline: what was tried, and who or what stood in the way. */
const unknownHeadline = (reason: UnknownReason, provider: ProviderKind): string => {
  const headlines: Readonly<Record<UnknownReason, string>> = {
    'not-asked': 'Not checked yet',
    'manual-tenant': 'No mailbox access',
    'permission-missing': 'Couldn’t be read: no permission',
    'mailbox-out-of-scope': 'Couldn’t be read: this mailbox is out of our scope',
    'no-mailbox': 'No mailbox',
    'person-not-found': 'The directory doesn’t know this person',
    'app-gone': 'Couldn’t be read: our app was removed',
    'sign-in-refused': 'Couldn’t be read: our sign-in was refused',
    throttled: `Couldn’t be read: ${providerNames[provider]} asked us to wait`,
    offline: 'Couldn’t be read: no connection',
    'server-error': `Couldn’t be read: ${providerNames[provider]} answered with a fault`,
    'just-sent': 'Not there yet: it was just sent',
    cancelled: 'Not read: the check was stopped',
  }
  return headlines[reason]
}

/** Why a place is unknown, as a few words for a table cell. */
export const unknownWords = (reason: UnknownReason): string => shortReasons[reason]

/** Why a place is unknown, as a sentence. */
export const unknownSentence = (reason: UnknownReason): string => longReasons[reason]

/** Why a place can't be read now, to follow what is known from before. */
export const unreadableSentence = (reason: UnknownReason): string => {
  const sentence = unknownSentence(reason)
  return `Couldn’t be read now: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
}

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
    ? unknownHeadline(sighting?.reason ?? 'not-asked', provider)
    : sightingWords(sighting, provider).text

/** Whether this copy is the one in the Inbox. */
export const isInInbox = (copy: Copy): boolean => copy.place.kind === 'inbox'
