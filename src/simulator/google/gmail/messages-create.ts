import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1'
import type { SimContext } from '../../core/context'
import type { SimAnswer } from '../../core/service'
import type { GoogleMessage } from '../../world/world'
import type { Call } from '../call'
import { invalidArgument } from '../errors'
import { suspendedRefusal, type Granted } from './access'

/**
 * `users.messages.insert` and `users.messages.import` (Gmail API reference). A message lies under the labels given and no
 * others: without any it is archived. What is imported may be spam unless `neverMarkSpam` says otherwise. Twice is two.
 */
export const createMessage = (
  context: SimContext,
  call: Call,
  granted: Granted,
  how: 'insert' | 'import',
): SimAnswer => {
  const suspended = suspendedRefusal(granted.person)
  if (suspended !== undefined) return suspended
  const body = readBody(call.body)
  if (body === undefined || typeof body.raw !== 'string') return invalidArgument('Invalid JSON payload received.')
  const headers = readHeaders(Buffer.from(body.raw, 'base64url').toString())
  const labels = body.labelIds ?? []
  const unknown = labels.find((label) => !granted.mailbox.labels.has(label))
  if (unknown !== undefined) return invalidArgument(`Invalid label: ${unknown}`)
  const isSpam = how === 'import' && call.query.get('neverMarkSpam') !== 'true'
  const id = `19${context.random.hex(14)}`
  const message: GoogleMessage = {
    id,
    threadId: id,
    labelIds: isSpam ? ['SPAM', ...labels.filter((label) => label !== 'INBOX')] : [...labels],
    messageIdHeader: headers.get('message-id') ?? `<${context.random.hex(24)}@mail.gmail.example>`,
    subject: headers.get('subject') ?? '',
    from: { name: '', address: headers.get('from') ?? '' },
    to: headers.get('to') ?? '',
    internalDate: context.clock.now(),
    historyId: 0,
    snoozed: false,
  }
  context.apply({ kind: 'delivered', tenant: granted.tenant.key, person: granted.person.id, message })
  const answer: gmail_v1.Schema$Message = { id, threadId: id, labelIds: [...message.labelIds] }
  return { status: 200, body: answer }
}

const readBody = (text: string): gmail_v1.Schema$Message | undefined => {
  try {
    return JSON.parse(text) as gmail_v1.Schema$Message
  } catch {
    return undefined
  }
}

/** Names in lower case; folded lines joined, encoded words (RFC 2047, base64) read. */
const readHeaders = (message: string): ReadonlyMap<string, string> => {
  const head = message.split(/\r?\n\r?\n/)[0] ?? ''
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return new Map(
    lines.flatMap((line) => {
      const found = /^([\w-]+):\s*(.*)$/.exec(line)
      if (!found) return []
      const value = (found[2] ?? '')
        .replaceAll(/\?=\s+=\?/g, '?==?')
        .replaceAll(/=\?utf-8\?b\?([\w+/=]*)\?=/gi, (_, base64: string) => Buffer.from(base64, 'base64').toString())
      return [[(found[1] ?? '').toLowerCase(), value] as const]
    }),
  )
}
