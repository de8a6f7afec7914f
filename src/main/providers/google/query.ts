import type { WantedEmail } from '../provider'

/**
 * Delivery runs a little behind the log, seldom ahead of it; a deferred email may take most of a day, though not so long
 * that the next day's reminder would pass for this one. Milliseconds.
 */
const before = 15 * 60_000
const after = 20 * 60 * 60_000

/** One value of a Gmail search operator, in quotes so that spaces, brackets and operators in it are only text. */
const quoted = (text: string): string =>
  `"${text
    .replace(/["\\\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()}"`

/**
 * The `q` that finds a wanted email: by its Message-ID, or without one by sender, subject and time. Times are epoch
 * seconds, because Gmail reads dates as midnight Pacific. Finds too much rather than too little: compare what comes back.
 */
export const searchFor = (wanted: WantedEmail): string =>
  wanted.messageId === null
    ? [
        `from:${quoted(wanted.sender)}`,
        `subject:${quoted(wanted.subject)}`,
        `after:${Math.floor((wanted.sentAt - before) / 1000)}`,
        `before:${Math.ceil((wanted.sentAt + after) / 1000)}`,
      ].join(' ')
    : `rfc822msgid:${wanted.messageId}`

/** The `q` for mail of one sender, received from one instant to another; a second wider on each side than asked for. */
export const senderSearch = (sender: string, from: number, to: number): string =>
  `from:${quoted(sender)} ${windowSearch(from, to)}`

/** The `q` for everything that was received in that time. */
export const windowSearch = (from: number, to: number): string =>
  `after:${Math.max(0, Math.floor(from / 1000) - 1)} before:${Math.ceil(to / 1000) + 1}`

/** Path and query of a call below the API's host; `undefined` leaves a parameter out, a list repeats it. */
export const callPath = (
  path: string,
  params: Readonly<Record<string, string | readonly string[] | undefined>>,
): string => {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    (value === undefined ? [] : typeof value === 'string' ? [value] : value).map(
      (one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`,
    ),
  )
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path
}

/** A Message-ID without its angle brackets and surrounding space; the rest is compared as it is. */
export const bareMessageId = (messageId: string): string => messageId.trim().replace(/^<(.*)>$/s, '$1')
