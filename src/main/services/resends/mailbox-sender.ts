import { Failure } from '../../../shared/model'
import type { PersonRecord, ResendRecord } from '../../ledger/ledger'
import type { MailProvider, Mailbox } from '../../providers/provider'
import type { MailboxResolver } from '../mailbox'
import { requireProvider, type ServiceParts } from '../parts'
import type { Sender } from './sender'

/** Names the header that marks what we wrote ourselves; its value is the id of the resend. */
const markHeader = 'X-Whereabouts-Resend'

/** The Message-ID is ours, so that the email can be looked for when the answer is lost. */
const messageIdOf = ({ id, sender }: ResendRecord): string => `<resend.${id}@${(sender ?? '').split('@').at(-1)}>`

/** Writes the email into the person's mailbox through the tenant's mail provider. */
export const createMailboxSender = (parts: ServiceParts, mailboxOf: MailboxResolver): Sender => {
  const open = async (person: PersonRecord): Promise<{ provider: MailProvider; mailbox: Mailbox }> => {
    const provider = await requireProvider(parts, person.tenantId)
    return { provider, mailbox: (await mailboxOf(provider, person)).mailbox }
  }
  return {
    paths: ['graph-inject', 'gmail-insert', 'gmail-import'],
    send: async ({ resend, person, letter }, noted, signal) => {
      const { sender: from, to, path } = resend
      if (from === null)
        throw new Failure({
          code: 'bad-input',
          message: 'The platform of this tenant has no sender: enter one on its page.',
        })
      const { provider, mailbox } = await open(person)
      const messageId = messageIdOf(resend)
      await noted(messageId)
      const headers = { [markHeader]: resend.id }
      const wanted = { from, to, ...letter, messageId, headers }
      const arrived = await provider.deliver(mailbox, wanted, path === 'gmail-import' ? 'import' : 'insert', signal)
      return { sentAt: parts.clock.now(), method: methodOf(resend), messageId: arrived.messageId ?? messageId }
    },
    find: async (resend, person, signal) => {
      // Without the note the request hadn't been put together.
      if (resend.trace === null) return { kind: 'absent' }
      const { provider, mailbox } = await open(person)
      const wanted = {
        emailId: resend.id,
        messageId: resend.trace,
        sender: resend.sender ?? '',
        subject: resend.subject,
        sentAt: resend.startedAt,
        knownRefs: [],
        again: true,
      }
      let ending: Awaited<ReturnType<Sender['find']>> | null = null
      await provider.locate(mailbox, [wanted], signal, ({ located }) => {
        if (located.kind === 'not-found') ending = { kind: 'absent' }
        if (located.kind === 'found')
          ending = {
            kind: 'sent',
            sentAt: located.copies[0]?.receivedAt ?? resend.startedAt,
            method: methodOf(resend),
            messageId: resend.trace,
          }
      })
      if (ending !== null) return ending
      throw new Failure({ code: 'server-error', message: 'The mailbox can’t be looked into now.' })
    },
  }
}

const methodOf = ({ path }: ResendRecord) => (path === 'graph-inject' ? 'microsoft-api' : 'gmail-api')
