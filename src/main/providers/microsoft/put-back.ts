import { Failure } from '../../../shared/model'
import type { FoundCopy, Mailbox } from '../provider'
import { carry } from './carry'
import { readOrigin } from './copies'
import { failure } from './failures'
import { segment } from './odata'
import { readCopy } from './read-copy'
import { keyOf, userPath, type Session } from './session'

const refusal =
  'It came out of Recoverable Items, and Microsoft lets nothing be moved back there: delete it in the mailbox if it should go.'

/** See `MailProvider.undoRefusal`. */
export const undoRefusal = (origin: string): string | null =>
  readOrigin(origin)?.recoverable === true ? refusal : null

/** See `MailProvider.putBack`. Throws `folder-gone` when the recorded folder no longer exists. */
export const putBack = async (
  session: Session,
  mailbox: Mailbox,
  ref: string,
  origin: string,
  signal: AbortSignal,
): Promise<FoundCopy> => {
  const target = readOrigin(origin)
  if (!target) throw failure('our-fault')
  if (target.recoverable) throw new Failure({ code: 'not-allowed', message: refusal })
  const now = await readCopy(session, mailbox, ref, signal)
  if (!now) throw failure('message-gone')
  const fromId = readOrigin(now.origin)?.folderId
  if (fromId === undefined) throw failure('our-fault')
  if (fromId === target.folderId) return now
  await requireFolder(session, mailbox, target.folderId, signal)
  return carry(session, mailbox, { ref, destination: target.folderId, destinationId: target.folderId, fromId }, signal)
}

/** Graph answers a move to a folder that is gone as if the message were: only asking for the folder tells. */
const requireFolder = async (session: Session, mailbox: Mailbox, id: string, signal: AbortSignal): Promise<void> => {
  try {
    await session.graph.call(
      {
        method: 'GET',
        path: `${userPath(session, mailbox)}/mailFolders/${segment(id)}?$select=id`,
        lane: { mailbox: keyOf(mailbox), effect: 'read', batch: false, purpose: 'read the former folder' },
      },
      signal,
    )
  } catch (thrown) {
    if (thrown instanceof Failure && ['message-gone', 'folder-gone'].includes(thrown.code))
      throw failure('folder-gone', thrown)
    throw thrown
  }
}
