import { Failure } from '../../../shared/model'
import type { FoundCopy, Mailbox } from '../provider'
import { copyOf } from './copies'
import { failure } from './failures'
import { foldersOf, learnFolders } from './folder-members'
import { placeIn, type Folders } from './folders'
import { isRefusal, showsHeaders } from './headers'
import { segment } from './odata'
import { keyOf, userPath, type Session } from './session'
import { wireMessage, type WireMessage } from './wire'

/** https://learn.microsoft.com/graph/api/message-get; an immutable id also finds what lies in Recoverable Items. */
export const readCopy = async (
  session: Session,
  mailbox: Mailbox,
  ref: string,
  signal: AbortSignal,
): Promise<FoundCopy | null> => {
  const folders = await foldersOf(session, mailbox, signal)
  try {
    return await copyIn(session, mailbox, folders, await readMessage(session, mailbox, ref, signal), signal)
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'message-gone') return null
    throw thrown
  }
}

/** With the headers asked for, unless just they are refused. A move is judged by this: what was granted since counts at once. */
const readMessage = async (
  session: Session,
  mailbox: Mailbox,
  ref: string,
  signal: AbortSignal,
): Promise<WireMessage> => {
  const { graph, headers } = session
  const read = async (fields: string, needs?: readonly string[]): Promise<WireMessage> => {
    const path = `${userPath(session, mailbox)}/messages/${segment(ref)}?$select=${fields}`
    const lane = { mailbox: keyOf(mailbox), effect: 'read', batch: false, purpose: 'read a copy' } as const
    return messageFrom(await graph.call({ method: 'GET', path, lane, ...(needs ? { needs } : {}) }, signal))
  }
  const fields = headers.fields('anew')
  if (!headers.isIn(fields)) return read(fields)
  try {
    const message = await read(fields, showsHeaders)
    headers.shown()
    return message
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    headers.refused()
    return read(headers.fields())
  }
}

/** Throws `bad-answer` for a body that isn't a message. */
export const messageFrom = (body: unknown): WireMessage => {
  const message = wireMessage.safeParse(body)
  if (message.success) return message.data
  throw failure('bad-answer', message.error)
}

/** The message as a copy, its folder looked up where it isn't known yet. */
export const copyIn = async (
  session: Session,
  mailbox: Mailbox,
  folders: Folders,
  message: WireMessage,
  signal: AbortSignal,
): Promise<FoundCopy> => {
  if (placeIn(folders, message.parentFolderId, null) === null)
    await learnFolders(session, mailbox, folders, [message.parentFolderId], signal)
  const copy = copyOf(message, folders, 'exact', session.headers)
  if (copy) return copy
  throw failure('bad-answer')
}
