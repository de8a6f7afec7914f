import type { UnknownReason } from '../../../shared/model'

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

const sentences: Readonly<Record<UnknownReason, string>> = {
  'not-asked': 'Nobody has looked for this email yet.',
  'manual-tenant': 'This tenant is manual: there is no API through which its mailboxes can be read.',
  'permission-missing':
    'The tenant has not granted us permission to read mailboxes. Its administrator has to consent again, then check again.',
  'mailbox-out-of-scope':
    'The tenant’s access policy keeps us out of this mailbox. Its administrator has to widen it, then check again.',
  'no-mailbox': 'The directory knows this person, but they have no mailbox: there is nowhere to look.',
  'person-not-found': 'The directory knows nobody at this address. Refresh the people: it may have changed.',
  'app-gone': 'Our app is no longer registered with this tenant. Its administrator has to consent again.',
  'sign-in-refused': 'The tenant refused our sign-in. Its consent or our secret has to be renewed.',
  throttled: 'The mailbox asked us to wait. Check again in a minute.',
  offline: 'This computer is offline. Check again when it is back online.',
  'server-error': 'The provider answered with a fault. Check again in a minute.',
  'just-sent': 'It was sent only a moment ago and may still be on its way. Check again in a minute.',
  cancelled: 'The check was stopped before an answer came. Check again.',
}

/** Headlines of their own, where nothing was tried that could have failed. */
const headlines: Readonly<Partial<Record<UnknownReason, string>>> = {
  'not-asked': 'Not checked yet',
  'manual-tenant': 'No mailbox access',
  'no-mailbox': 'No mailbox',
  'person-not-found': 'Nobody known at this address',
  'just-sent': 'Not there yet: just sent',
  cancelled: 'Not read: the check was stopped',
}

/** Why a place is unknown, as a few words for a table cell. */
export const unknownWords = (reason: UnknownReason): string => shortReasons[reason]

/** Why a place is unknown and what to do about it, in a sentence or two. */
export const unknownSentence = (reason: UnknownReason): string => sentences[reason]

/** Why a place is unknown, as a headline of one line. */
export const unknownHeadline = (reason: UnknownReason): string =>
  headlines[reason] ?? `Couldn’t be read: ${unknownWords(reason)}`

/** Why a place can't be read now, to follow what is known from before. */
export const unreadableSentence = (reason: UnknownReason): string => {
  const sentence = unknownSentence(reason)
  return `Couldn’t be read now: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
}
