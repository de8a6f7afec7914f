import type { FoundCopy, Mailbox } from '../provider'
import { carry } from './carry'
import { readOrigin } from './copies'
import { failure } from './failures'
import { foldersOf } from './folder-members'
import type { Session } from './session'

/** See `MailProvider.moveToInbox`. */
export const moveToInbox = async (
  session: Session,
  mailbox: Mailbox,
  copy: FoundCopy,
  signal: AbortSignal,
): Promise<FoundCopy> => {
  const origin = readOrigin(copy.origin)
  const inboxId = (await foldersOf(session, mailbox, signal)).wellKnown.get('inbox')
  if (!origin || inboxId === undefined) throw failure('our-fault')
  return carry(
    session,
    mailbox,
    { ref: copy.ref, destination: 'inbox', destinationId: inboxId, fromId: origin.folderId },
    signal,
  )
}
