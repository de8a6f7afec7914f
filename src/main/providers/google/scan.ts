import type { ScannedMessage, ScanQuery } from '../provider'
import type { MailboxCalls } from './mailbox-calls'
import { likelyHeaders, toScanned } from './message'
import { isDelivered } from './place'
import { senderSearch } from './query'

/** Messages read at the same time; the mailbox's own ceiling holds besides. */
const atOnce = 5

/**
 * Gmail API, users.messages.list with `q` by sender and time, Spam and Trash included, then users.messages.get for the
 * headers of each. See `MailProvider.scan`.
 */
export async function* scan(
  calls: MailboxCalls,
  query: ScanQuery,
  signal: AbortSignal,
): AsyncIterable<readonly ScannedMessage[]> {
  const seen = new Set<string>()
  for (const sender of query.senders) {
    let pageToken: string | undefined
    do {
      const page = await calls.list(senderSearch(sender, query.from, query.to), pageToken, signal)
      const refs = page.messages.map(({ id }) => id).filter((id) => !seen.has(id))
      const found: ScannedMessage[] = []
      for (let from = 0; from < refs.length; from += atOnce) {
        const slice = refs.slice(from, from + atOnce)
        for (const message of await Promise.all(slice.map((ref) => calls.get(ref, signal, likelyHeaders)))) {
          if (message === null || !isDelivered(message.labelIds)) continue
          seen.add(message.id)
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
  senders.includes(sender.toLowerCase()) && receivedAt >= from && receivedAt < to
