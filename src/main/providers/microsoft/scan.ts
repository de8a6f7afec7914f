import { Failure, markIn } from '../../../shared/model'
import type { Mailbox, ScannedMessage, ScanQuery } from '../provider'
import { scanCounter } from '../scan-limit'
import { failure } from './failures'
import { isRefusal, messageFieldsWithHeaders, shownHeaders, showsHeaders } from './headers'
import { allOf, anyOf, equal, instant, quoted } from './odata'
import { keyOf, userPath, type Session } from './session'
import { messageFields, pageOf, wireMessage, type WireMessage } from './wire'

/** Senders in one filter: the store is known to take ten clauses. */
const mostSenders = 10

const messagePage = pageOf(wireMessage)

/**
 * https://learn.microsoft.com/graph/api/user-list-messages, by receivedDateTime and from/emailAddress/address, of the visible
 * mailbox and then of its recoverable items. See `MailProvider.scan`.
 */
export async function* scan(
  session: Session,
  mailbox: Mailbox,
  query: ScanQuery,
  signal: AbortSignal,
): AsyncIterable<readonly ScannedMessage[]> {
  const user = userPath(session, mailbox)
  const fields = query.marks.length > 0 ? messageFieldsWithHeaders : messageFields
  const count = scanCounter(query.senders.length > 0)
  for (const part of ['', '/mailFolders/recoverableitemsdeletions'])
    for (const senders of inGroups(query.senders)) {
      let path: string | null = `${user}${part}/messages?$filter=${filterOf(senders, query)}&$select=${fields}&$top=100`
      while (path !== null) {
        const page = await readPage(session, mailbox, path, part !== '', query.marks.length > 0, signal)
        count(page.value.length)
        yield page.value.flatMap((message) => scannedOf(message, query) ?? [])
        const next: string | undefined = page['@odata.nextLink']
        path = next === undefined ? null : session.graph.pathOf(next)
      }
    }
}

/** One group of nobody where no sender is named. */
const inGroups = (senders: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.max(1, Math.ceil(senders.length / mostSenders)) }, (_, group) =>
    senders.slice(group * mostSenders, (group + 1) * mostSenders),
  )

const filterOf = (senders: readonly string[], { from, to }: ScanQuery): string =>
  allOf([
    `receivedDateTime%20ge%20${instant(from)}`,
    `receivedDateTime%20lt%20${instant(to)}`,
    ...(senders.length > 0
      ? [`(${anyOf(senders.map((sender) => equal('from/emailAddress/address', quoted(sender))))})`]
      : []),
  ])

const readPage = async (
  session: Session,
  mailbox: Mailbox,
  path: string,
  recoverable: boolean,
  withHeaders: boolean,
  signal: AbortSignal,
) => {
  const lane = { mailbox: keyOf(mailbox), effect: 'read', batch: false, purpose: 'list mail of our senders' } as const
  const call = { method: 'GET', path, lane, ...(withHeaders ? { needs: showsHeaders } : {}) } as const
  const body = await session.graph.call(call, signal).catch((thrown: unknown) => {
    if (withHeaders && isRefusal(thrown)) throw headersRefused(thrown)
    // A mailbox without recoverable items answers as if the folder weren't there.
    const isAbsent = thrown instanceof Failure && ['folder-gone', 'message-gone'].includes(thrown.code)
    if (recoverable && isAbsent) return { value: [] }
    throw thrown
  })
  const page = messagePage.safeParse(body)
  if (page.success) return page.data
  throw failure('bad-answer', page.error)
}

/** null for what was not asked for: the server's idea of equality isn't relied on, and a draft is nobody's mail. */
const scannedOf = (message: WireMessage, { senders, marks, from, to }: ScanQuery): ScannedMessage | null => {
  const sender = message.from?.emailAddress?.address ?? ''
  const receivedAt = Date.parse(message.receivedDateTime ?? '')
  if (message.isDraft === true || (senders.length > 0 && !senders.includes(sender.toLowerCase()))) return null
  if (marks.length > 0 && markIn(marks, shownHeaders(message)) === null) return null
  if (!(receivedAt >= from && receivedAt < to)) return null
  const messageId = message.internetMessageId ?? null
  return { ref: message.id, messageId, subject: message.subject ?? '', sender, receivedAt }
}

const headersRefused = (cause: unknown): Failure =>
  new Failure(
    {
      code: 'permission-missing',
      message:
        'Microsoft doesn’t show us the headers of this mailbox’s mail: have the customer’s administrator grant Mail.Read, or take the headers out of this source and scan by senders.',
    },
    { cause },
  )
