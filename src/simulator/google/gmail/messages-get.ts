import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1'
import type { SimAnswer } from '../../core/service'
import type { GoogleMessage } from '../../world/world'
import type { Call } from '../call'
import { apiError, invalidArgument, notFound } from '../errors'
import { suspendedRefusal, type Granted } from './access'

/**
 * `users.messages.get` (Gmail API reference) in the formats `minimal` and `metadata`. `full` (also the default) and `raw`
 * carry the body, which nobody here may read: they are refused, and the request log shows the attempt.
 */
export const getMessage = (call: Call, granted: Granted, id: string, note: (text: string) => void): SimAnswer => {
  const suspended = suspendedRefusal(granted.person)
  if (suspended !== undefined) return suspended
  const format = (call.query.get('format') ?? 'full').toLowerCase()
  if (format === 'full' || format === 'raw') {
    note('asked for a body')
    return apiError({
      status: 403,
      reason: 'forbidden',
      message: `Format ${format.toUpperCase()} would carry the body: this server never gives one out.`,
    })
  }
  if (format !== 'minimal' && format !== 'metadata') return invalidArgument('Invalid value for format')
  if (!isMessageId(id)) return invalidArgument('Invalid id value')
  const message = granted.mailbox.messages.get(id)
  if (message === undefined) return notFound()
  return {
    status: 200,
    body: format === 'minimal' ? minimal(message) : withHeaders(message, call.query.getAll('metadataHeaders')),
  }
}

/** Message ids are opaque, but never hold anything that needs escaping. */
export const isMessageId = (id: string): boolean => /^[\w-]+$/.test(id)

const minimal = (message: GoogleMessage): gmail_v1.Schema$Message => ({
  id: message.id,
  threadId: message.threadId,
  ...(message.labelIds.length > 0 ? { labelIds: [...message.labelIds] } : {}),
  snippet: '',
  sizeEstimate: 4_096 + message.subject.length,
  historyId: String(message.historyId),
  internalDate: String(message.internalDate),
})

const withHeaders = (message: GoogleMessage, wanted: readonly string[]): gmail_v1.Schema$Message => {
  const names = new Set(wanted.map((name) => name.toLowerCase()))
  const headers = headersOf(message).filter(({ name }) => names.size === 0 || names.has(name.toLowerCase()))
  return {
    ...minimal(message),
    payload: { mimeType: 'text/html', ...(headers.length > 0 ? { headers } : {}) },
  }
}

/** Header names come as the sending system wrote them, and those differ in case. */
const headersOf = (message: GoogleMessage): readonly { name: string; value: string }[] => [
  { name: 'Date', value: new Date(message.internalDate).toUTCString().replace('GMT', '+0000') },
  { name: 'From', value: mailboxHeader(message.from) },
  { name: 'To', value: message.to },
  { name: 'Subject', value: message.subject },
  { name: message.internalDate % 2 === 0 ? 'Message-ID' : 'Message-Id', value: message.messageIdHeader },
  ...(message.headers ?? []),
]

/** RFC 5322 `name-addr`: names with specials are quoted. */
const mailboxHeader = (from: { name: string; address: string }): string => {
  if (from.name === '') return from.address
  const name = /^[\p{L}\p{N}\p{M} !#$%&'*+/=?^_`{|}~-]+$/u.test(from.name)
    ? from.name
    : `"${from.name.replace(/["\\]/g, '\\$&')}"`
  return `${name} <${from.address}>`
}
