import { Failure } from '../../../shared/model'
import type { FoundCopy, Mailbox } from '../provider'
import { copyOf } from './copies'
import { failure } from './failures'
import { foldersOf, learnFolders } from './folder-members'
import { placeIn, type Folders } from './folders'
import { segment } from './odata'
import { keyOf, userPath, type Session } from './session'
import { messageFields, wireMessage, type WireMessage } from './wire'

/** https://learn.microsoft.com/graph/api/message-get; an immutable id also finds what lies in Recoverable Items. */
export const readCopy = async (
  session: Session,
  mailbox: Mailbox,
  ref: string,
  signal: AbortSignal,
): Promise<FoundCopy | null> => {
  const folders = await foldersOf(session, mailbox, signal)
  try {
    const body = await session.graph.call(
      {
        method: 'GET',
        path: `${userPath(session, mailbox)}/messages/${segment(ref)}?$select=${messageFields}`,
        lane: { mailbox: keyOf(mailbox), effect: 'read', batch: false, purpose: 'read a copy' },
      },
      signal,
    )
    return await copyIn(session, mailbox, folders, messageFrom(body), signal)
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'message-gone') return null
    throw thrown
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
  const copy = copyOf(message, folders, 'exact')
  if (copy) return copy
  throw failure('bad-answer')
}
