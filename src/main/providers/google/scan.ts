import { markIn } from '../../../shared/model'
import type { ScannedMessage, ScanQuery } from '../provider'
import { scanCounter } from '../scan-limit'
import type { MailboxCalls } from './mailbox-calls'
import { likelyHeaders, toScanned } from './message'
import { isDelivered } from './place'
import { senderSearch, windowSearch } from './query'

/** Messages read at the same time; the mailbox's own ceiling holds besides. */
const atOnce = 5

/**
 * Gmail API, users.messages.list with `q` by sender and time, Spam and Trash included, then users.messages.get for the
 * headers of each: it searches by no header of its own choice, so marks are compared here. See `MailProvider.scan`.
 */
export async function* scan(
  calls: MailboxCalls,
  query: ScanQuery,
  signal: AbortSignal,
): AsyncIterable<readonly ScannedMessage[]> {
  const { senders, marks, from: since, to: until } = query
  const searches =
    senders.length > 0 ? senders.map((sender) => senderSearch(sender, since, until)) : [windowSearch(since, until)]
  const headers = [...likelyHeaders, ...marks.map(({ name }) => name)]
  const count = scanCounter(senders.length > 0)
  const seen = new Set<string>()
  for (const search of searches) {
    let pageToken: string | undefined
    do {
      const page = await calls.list(search, pageToken, signal)
      const refs = page.messages.map(({ id }) => id).filter((id) => !seen.has(id))
      count(refs.length)
      const found: ScannedMessage[] = []
      for (let from = 0; from < refs.length; from += atOnce) {
        const slice = refs.slice(from, from + atOnce)
        for (const message of await Promise.all(slice.map((ref) => calls.get(ref, signal, headers)))) {
          if (message === null || !isDelivered(message.labelIds)) continue
          seen.add(message.id)
          if (marks.length > 0 && markIn(marks, message.payload.headers) === null) continue
          const scanned = toScanned(message)
          if (scanned && isAsked(scanned, query)) found.push(scanned)
        }
      }
      yield found
      pageToken = page.nextPageToken
    } while (pageToken !== undefined)
  }
}

/** A search finds more than was asked for: it looks for words, in names too. */
const isAsked = ({ sender, receivedAt }: ScannedMessage, { senders, from, to }: ScanQuery): boolean =>
  (senders.length === 0 || senders.includes(sender.toLowerCase())) && receivedAt >= from && receivedAt < to
