import type { Letter, Mailbox } from '../provider'
import { failure, opening } from './failures'
import { messageFrom } from './read-copy'
import { keyOf, userPath, type Session } from './session'

/** Longest wait for the answer in milliseconds. */
const deliverMs = 30_000

/**
 * See `MailProvider.deliver`. Creates the message in the Inbox (https://learn.microsoft.com/graph/api/mailfolder-post-messages).
 * Without the message flags (MS-OXCMSG 2.2.1.6, 0x0E07) set at its creation it would stay a draft for ever; the times of
 * delivery and sending are 0x0E06 and 0x0039.
 */
export const deliver = async (
  session: Session,
  mailbox: Mailbox,
  letter: Letter,
  signal: AbortSignal,
): Promise<{ readonly messageId: string | null }> => {
  const at = new Date(session.parts.clock.now()).toISOString()
  const from = { emailAddress: { address: letter.from } }
  const body = await session.graph.call(
    {
      method: 'POST',
      path: `${userPath(session, mailbox)}/mailFolders/inbox/messages?$select=id,internetMessageId,parentFolderId`,
      body: {
        subject: letter.subject,
        body: { contentType: 'text', content: letter.text },
        from,
        sender: from,
        toRecipients: [{ emailAddress: { address: letter.to } }],
        internetMessageId: letter.messageId,
        internetMessageHeaders: Object.entries(letter.headers).map(([name, value]) => ({ name, value })),
        isRead: false,
        singleValueExtendedProperties: [
          { id: 'Integer 0x0E07', value: '1' },
          { id: 'SystemTime 0x0E06', value: at },
          { id: 'SystemTime 0x0039', value: at },
        ],
      },
      lane: { mailbox: keyOf(mailbox), effect: 'write', batch: false, purpose: 'put an email into the Inbox' },
      deadlineMs: deliverMs,
      needs: opening.write,
    },
    signal,
  )
  const { internetMessageId } = messageFrom(body)
  if (!internetMessageId) throw failure('bad-answer')
  return { messageId: internetMessageId }
}
