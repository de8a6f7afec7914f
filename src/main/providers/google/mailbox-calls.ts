import { randomUUID } from 'node:crypto'
import { Failure } from '../../../shared/model'
import type { Access } from './access'
import { isWholeBatch, readBatch, writeBatch, type PartAnswer } from './batch'
import { isFailure, type Call, type Connection } from './connection'
import { labelFields, type LabelNames } from './labels'
import { copyHeaders, messageView, pageFields, readList, readMessage, type Message, type MessagePage } from './message'
import type { Snoozed } from './place'
import { loadGmail } from './sdk'
import { createSnoozedList, snoozedParams, type SnoozedList } from './snoozed'

/** The few calls that are ever made to a mailbox. All throw a `Failure`. */
export interface MailboxCalls {
  readonly address: string
  readonly headerNames: readonly string[]
  /** A message's labels and the headers of a copy, or those named; null when the mailbox no longer has it. */
  get(ref: string, signal: AbortSignal, headers?: readonly string[]): Promise<Message | null>
  /** One page of the ids that a search finds, Spam and Trash included. */
  list(q: string, pageToken: string | undefined, signal: AbortSignal): Promise<MessagePage>
  /** Makes sure that the names of these labels are known, as far as the mailbox has them. */
  nameLabels(labelIds: readonly string[], signal: AbortSignal): Promise<(labelId: string) => string | null>
  /** Whether this message is snoozed; null when it can't be read. Throws only when it was cancelled. */
  isSnoozed(ref: string, signal: AbortSignal): Promise<Snoozed>
  /** Ids of all labels the mailbox has right now. */
  existingLabels(signal: AbortSignal): Promise<ReadonlySet<string>>
  /** Changes labels of one message and resolves to it as it then is. Never sent twice unless Google said it did nothing. */
  modify(ref: string, change: LabelChange, signal: AbortSignal): Promise<Message>
  /**
   * Puts a message (RFC 5322, base64url) into the Inbox, unread, by `users.messages.insert` or `import`. Never sent twice unless
   * Google said it did nothing.
   */
  create(raw: string, how: 'insert' | 'import', signal: AbortSignal): Promise<Message>
  /** At most 25 GETs in one request; an entry is null where the answer to that call is missing. */
  batch(paths: readonly string[], signal: AbortSignal): Promise<readonly (PartAnswer | null)[]>
}

export interface LabelChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

export const createMailboxCalls = (
  connection: Connection,
  access: Access,
  labels: LabelNames,
  address: string,
): MailboxCalls => {
  const lane = (purpose: string, effect: 'read' | 'write' = 'read', batch = false) =>
    ({ mailbox: address, effect, batch, purpose }) as const
  const reading = async <T>(call: Omit<Call<T>, 'subject' | 'scope'>, signal: AbortSignal): Promise<T> =>
    connection.call({ ...call, subject: address, scope: await access.forReading(address, signal) }, signal)

  const listLabels = (signal: AbortSignal): Promise<boolean> =>
    reading(
      {
        lane: lane('list labels'),
        make: async (jwt, options) => {
          const { gmail } = await loadGmail()
          return gmail({ version: 'v1', auth: jwt }).users.labels.list({ userId: 'me', fields: labelFields }, options)
        },
        read: (answer) => labels.learn(address, answer.data) || null,
      },
      signal,
    )

  const listSnoozed = (list: SnoozedList, pageToken: string | undefined, signal: AbortSignal) =>
    reading(
      {
        lane: lane('list what is snoozed'),
        make: async (jwt, options) => {
          const { gmail } = await loadGmail()
          return gmail({ version: 'v1', auth: jwt }).users.messages.list(snoozedParams(pageToken), options)
        },
        read: (answer) => list.learn(answer.data),
      },
      signal,
    )

  return {
    address,
    headerNames: connection.headerNames,
    list: (q, pageToken, signal) =>
      reading(
        {
          lane: lane('list mail of our senders'),
          make: async (jwt, options) => {
            const { gmail } = await loadGmail()
            const params = { userId: 'me', q, includeSpamTrash: true, maxResults: 500, fields: pageFields }
            const paged = pageToken === undefined ? params : { ...params, pageToken }
            return gmail({ version: 'v1', auth: jwt }).users.messages.list(paged, options)
          },
          read: (answer) => readList(answer.data),
        },
        signal,
      ),
    get: (ref, signal, headers = [...copyHeaders, ...connection.headerNames]) =>
      reading<Message>(
        {
          lane: lane('read one message'),
          make: async (jwt, options) => {
            const { gmail } = await loadGmail()
            const params = { userId: 'me', id: ref, ...messageView(headers) }
            return gmail({ version: 'v1', auth: jwt }).users.messages.get(params, options)
          },
          read: (answer) => readMessage(answer.data),
        },
        signal,
      ).catch((thrown: unknown) => {
        if (isFailure(thrown, 'message-gone')) return null
        throw thrown
      }),
    nameLabels: async (labelIds, signal) => {
      if (!labels.knows(address, labelIds)) await listLabels(signal)
      return (id) => labels.nameOf(address, id)
    },
    isSnoozed: async (ref, signal) => {
      const list = createSnoozedList()
      try {
        for (let page = await listSnoozed(list, undefined, signal); page !== 'done' && list.has(ref) === null;)
          page = await listSnoozed(list, page.next, signal)
      } catch (thrown) {
        if (!(thrown instanceof Failure) || thrown.code === 'cancelled') throw thrown
      }
      return list.has(ref)
    },
    existingLabels: async (signal) => {
      await listLabels(signal)
      return labels.idsOf(address)
    },
    modify: async (ref, change, signal) =>
      connection.call(
        {
          subject: address,
          scope: await access.forMoving(address, signal),
          lane: lane('change labels', 'write'),
          make: async (jwt, options) => {
            const { gmail } = await loadGmail()
            const requestBody = { addLabelIds: [...change.add], removeLabelIds: [...change.remove] }
            const params = { userId: 'me', id: ref, fields: 'id,labelIds', requestBody }
            return gmail({ version: 'v1', auth: jwt }).users.messages.modify(params, options)
          },
          read: (answer) => readMessage(answer.data),
        },
        signal,
      ),
    create: async (raw, how, signal) =>
      connection.call(
        {
          subject: address,
          scope: await access.forMoving(address, signal),
          lane: lane('put an email into the Inbox', 'write'),
          make: async (jwt, options) => {
            const { gmail } = await loadGmail()
            const { messages } = gmail({ version: 'v1', auth: jwt }).users
            const requestBody = { raw, labelIds: ['INBOX', 'UNREAD'] }
            const params = { userId: 'me', fields: 'id,labelIds', internalDateSource: 'receivedTime', requestBody }
            return how === 'insert'
              ? messages.insert(params, options)
              : messages.import({ ...params, neverMarkSpam: true }, options)
          },
          read: (answer) => readMessage(answer.data),
        },
        signal,
      ),
    batch: (paths, signal) =>
      reading(
        {
          lane: lane('find and read many', 'read', true),
          // Google's client has no batch call: its signer sends the request that we write.
          make: (jwt, options) => {
            const boundary = `batch-${randomUUID()}`
            return jwt.request({
              ...options,
              url: 'https://gmail.googleapis.com/batch/gmail/v1',
              method: 'POST',
              headers: { 'content-type': `multipart/mixed; boundary=${boundary}` },
              data: writeBatch(paths, boundary),
              responseType: 'text',
            })
          },
          accepts: (answer) => isWholeBatch(answer.headers.get('content-type'), answer.text),
          read: (answer) =>
            typeof answer.data === 'string'
              ? readBatch(answer.headers.get('content-type'), answer.data, paths.length)
              : null,
        },
        signal,
      ),
  }
}
