import type { CopyRecord, EmailRecord, PersonRecord, SightingEntry } from '../ledger/ledger'
import type { Located, LocateResult, MailProvider, WantedEmail } from '../providers/provider'
import type { Hindrances } from './hindrances'
import type { MailboxResolver } from './mailbox'
import { throwIfCancelled, type ServiceParts } from './parts'
import { sightingOf } from './sightings'

/** Mail younger than this may not have arrived yet: it is "just sent", not "not found". */
const settlingMs = 5 * 60_000

const wantedOf = (email: EmailRecord, copies: readonly CopyRecord[] | undefined, again: boolean): WantedEmail => ({
  emailId: email.id,
  messageId: email.messageId,
  sender: email.sender,
  subject: email.subject,
  sentAt: Date.parse(email.sentAt),
  knownRefs: (copies ?? []).map((copy) => copy.ref),
  again,
})

/** `again`: the whole mailbox is searched, whatever is known of the emails. */
export interface Sought {
  readonly emails: readonly EmailRecord[]
  readonly again: boolean
}

/**
 * Looks for emails in one mailbox, in their order. `take` gets the findings as sightings, those that arrive close together
 * at once, one call after the other. Throws what the provider throws, after `take` has had everything that came before.
 */
export type LookUp = (
  provider: MailProvider,
  person: PersonRecord,
  sought: Sought,
  signal: AbortSignal,
  take: (entries: readonly SightingEntry[]) => Promise<void>,
) => Promise<void>

export const createLookUp =
  ({ ledger, clock }: ServiceParts, mailboxOf: MailboxResolver, hindrances: Hindrances): LookUp =>
  async (provider, known, { emails, again }, signal, take) => {
    const { person, mailbox } = await mailboxOf(provider, known)
    throwIfCancelled(signal)
    const byId = new Map(emails.map((email) => [email.id, email]))
    const copies = await ledger.readCopies({ tenantId: person.tenantId, personId: person.id }, [...byId.keys()])

    const entryOf = (email: EmailRecord, { located, call }: LocateResult): Promise<SightingEntry> => {
      const at = clock.now()
      const young = located.kind === 'not-found' && at - Date.parse(email.sentAt) < settlingMs
      const seen: Located = young ? { kind: 'unknown', reason: 'just-sent', detail: null } : located
      return sightingOf(ledger, email, { located: seen, call, at }, hindrances.of(person))
    }

    let waiting: LocateResult[] = []
    let taking: Promise<void> = Promise.resolve()
    const takeWaiting = async (): Promise<void> => {
      const results = waiting
      waiting = []
      const entries: SightingEntry[] = []
      for (const result of results) {
        const email = byId.get(result.emailId)
        if (email) entries.push(await entryOf(email, result))
      }
      await take(entries)
    }
    const report = (result: LocateResult): void => {
      waiting.push(result)
      if (waiting.length > 1) return
      taking = taking.then(takeWaiting)
      // Whoever awaits it at the end gets the failure; until then it is not unhandled.
      taking.catch(() => undefined)
    }
    try {
      throwIfCancelled(signal)
      await provider.locate(
        mailbox,
        emails.map((email) => wantedOf(email, copies.get(email.id), again)),
        signal,
        report,
      )
    } finally {
      await taking
    }
  }
