import type { Copy, ImmovableReason, Sighting } from '../../shared/model'
import type { CopyRecord, EmailKey, EmailRecord, Ledger } from '../ledger/ledger'
import type { FoundCopy, Located } from '../providers/provider'
import { isoOf } from './parts'

const sameAddress = (a: string | null, b: string): boolean => a?.trim().toLowerCase() === b.trim().toLowerCase()

/** Why this copy may not be moved; null when it is the email that the log says we sent, outside the Inbox. */
export const immovableReason = (copy: FoundCopy, email: EmailRecord): ImmovableReason | null => {
  if (copy.place.kind === 'inbox') return 'already-in-inbox'
  if (copy.match === 'likely' || email.messageId === null || copy.messageId !== email.messageId) return 'only-likely'
  if (!sameAddress(copy.sender, email.sender)) return 'sender-differs'
  return null
}

const inboxFirst = (copies: readonly FoundCopy[]): FoundCopy[] =>
  [...copies].sort((a, b) => Number(b.place.kind === 'inbox') - Number(a.place.kind === 'inbox'))

/** Turns a provider's finding into a sighting, with the provider's refs beside it for the ledger. */
export const sightingOf = async (
  ledger: Ledger,
  email: EmailRecord,
  located: Located,
  call: string,
  at: number,
): Promise<{ sighting: Sighting; copies: CopyRecord[] }> => {
  const when = isoOf(at)
  if (located.kind === 'not-found') return { sighting: { kind: 'not-found', at: when, call }, copies: [] }
  if (located.kind === 'unknown') {
    return { sighting: { kind: 'unknown', at: when, call, reason: located.reason, detail: located.detail }, copies: [] }
  }
  const key: EmailKey = { tenantId: email.tenantId, personId: email.personId, emailId: email.id }
  const records = await Promise.all(
    inboxFirst(located.copies).map(async (copy): Promise<CopyRecord> => ({
      ...copy,
      copyId: await ledger.copyIdOf(key, copy.ref),
    })),
  )
  const copies = records.map((record): Copy => ({
    id: record.copyId,
    place: record.place,
    unread: record.unread,
    receivedAt: record.receivedAt === null ? null : isoOf(record.receivedAt),
    match: record.match,
    immovable: immovableReason(record, email),
  }))
  return { sighting: { kind: 'found', at: when, call, copies }, copies: records }
}
