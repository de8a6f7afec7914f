import { Failure } from '../../../shared/model'
import type { MailboxScanSource } from '../../tenants/settings'
import type { LogSource, MailboxReader, ScannedEmail, SentEmailPage, SourceEmail } from '../source'

/**
 * What lies in a person's mailbox from our senders, for a tenant whose log can't be had. It tells less than a log: when an
 * email arrived, not when or how it was sent; nothing of one that never came or was deleted for good.
 */
export const createMailboxScanSource = (
  settings: MailboxScanSource,
  { tenantId, mailboxes }: { readonly tenantId: string; readonly mailboxes: MailboxReader },
): LogSource => ({
  id: settings.id,
  async *people() {
    // It lists nobody.
    await Promise.resolve()
  },
  async *sentEmails({ personRef, addresses, directoryId, from, to, cursor }, signal) {
    if (cursor !== null) throw startOver()
    const [address = personRef] = addresses
    const mailbox = { address, directoryId: directoryId ?? null }
    const seen = new Set<string>()
    let held: SentEmailPage | null = null
    const { senders, marks } = settings
    for await (const messages of mailboxes.scan(tenantId, mailbox, { senders, marks, from, to }, signal)) {
      if (held) yield held
      const emails: SourceEmail[] = []
      for (const message of messages) {
        // A second copy is the same email.
        const ref = message.messageId ?? message.ref
        if (seen.has(ref)) continue
        seen.add(ref)
        emails.push({ ...rowOf(message), ref, personRef, recipient: address })
      }
      held = { emails, next: 'on', total: null }
    }
    yield { emails: held?.emails ?? [], next: null, total: seen.size }
  },
  // What is known of it stands in its row.
  events: () => Promise.resolve([]),
  probe: (signal) => mailboxes.probe(tenantId, signal),
})

const rowOf = ({ subject, sender, messageId, receivedAt }: ScannedEmail) => ({
  subject,
  sender,
  messageId,
  type: 'other' as const,
  campaign: null,
  sentAt: receivedAt,
  method: 'unknown' as const,
  latestEvent: { kind: 'delivered' as const, at: new Date(receivedAt).toISOString(), detail: null },
})

/** A mailbox is listed in one go. */
const startOver = (): Failure =>
  new Failure({ code: 'our-fault', message: 'A mailbox is scanned from the start: refresh again.', field: 'cursor' })
