import {
  platformProfile,
  platformProof,
  provesSending,
  type Copy,
  type ImmovableReason,
  type PlatformProfile,
  type PlatformProof,
} from '../../shared/model'
import type { CopyRecord, EmailKey, EmailRecord, Ledger, PersonKey, SightingEntry } from '../ledger/ledger'
import type { FoundCopy, Located } from '../providers/provider'
import { isoOf, type ServiceParts } from './parts'

const sameAddress = (a: string | null, b: string): boolean => a?.trim().toLowerCase() === b.trim().toLowerCase()

/** What tells a message of the tenant's platform. */
export const platformOf = async (ledger: Pick<Ledger, 'readSettings'>, tenantId: string): Promise<PlatformProfile> =>
  (await ledger.readSettings(tenantId))?.platform ?? platformProfile.parse({})

/**
 * Anybody can write a file or send to a mailbox that is scanned: what no log of the platform told of is ours when the message
 * itself says so.
 */
const isInNoLog = (email: Pick<EmailRecord, 'sources'>): boolean => !email.sources.some(provesSending)

/** Why this copy can't be told to be the email that the log says we sent; null when it is. */
export const strangerReason = (
  copy: FoundCopy,
  email: EmailRecord,
  platform: PlatformProfile,
): ImmovableReason | null => {
  if (copy.match === 'likely' || email.messageId === null || copy.messageId !== email.messageId) return 'only-likely'
  if (!sameAddress(copy.sender, email.sender)) return 'sender-differs'
  if (!isInNoLog(email) || platformProof(platform, copy)) return null
  return copy.headers === null ? 'headers-not-permitted' : 'not-platform-sender'
}

/** What in the message shows that it is the platform's; null where a log says so, or nothing does. */
export const proofOf = (copy: FoundCopy, email: EmailRecord, platform: PlatformProfile): PlatformProof | null =>
  isInNoLog(email) ? platformProof(platform, copy) : null

/** Why this copy may not be moved to the Inbox; `hindrance` is what holds for all mail of the person. */
export const immovableReason = (
  copy: FoundCopy,
  email: EmailRecord,
  platform: PlatformProfile,
  hindrance: ImmovableReason | null,
): ImmovableReason | null =>
  copy.place.kind === 'inbox' ? 'already-in-inbox' : (strangerReason(copy, email, platform) ?? hindrance)

const inboxFirst = (copies: readonly FoundCopy[]): FoundCopy[] =>
  [...copies].sort((a, b) => Number(b.place.kind === 'inbox') - Number(a.place.kind === 'inbox'))

/** Turns a provider's finding into a sighting, with the provider's refs beside it for the ledger. */
export const sightingOf = async (
  ledger: Ledger,
  email: EmailRecord,
  seen: { readonly located: Located; readonly call: string; readonly at: number },
  hindrance: ImmovableReason | null,
): Promise<SightingEntry> => {
  const { located, call } = seen
  const at = isoOf(seen.at)
  const emailId = email.id
  if (located.kind === 'not-found') return { emailId, sighting: { kind: 'not-found', at, call }, copies: [] }
  if (located.kind === 'unknown') {
    const { reason, detail } = located
    return { emailId, sighting: { kind: 'unknown', at, call, reason, detail }, copies: [] }
  }
  const key: EmailKey = { tenantId: email.tenantId, personId: email.personId, emailId }
  const records = await Promise.all(
    inboxFirst(located.copies).map(async (copy): Promise<CopyRecord> => ({
      ...copy,
      copyId: await ledger.copyIdOf(key, copy.ref),
    })),
  )
  const platform = await platformOf(ledger, email.tenantId)
  const copies = records.map((record): Copy => {
    const proof = proofOf(record, email, platform)
    return {
      id: record.copyId,
      place: record.place,
      unread: record.unread,
      receivedAt: record.receivedAt === null ? null : isoOf(record.receivedAt),
      match: record.match,
      immovable: immovableReason(record, email, platform, hindrance),
      ...(proof ? { proof } : {}),
    }
  })
  return { emailId, sighting: { kind: 'found', at, call, copies }, copies: records }
}

/** Keeps sightings and tells of those that are news. Neither happens once the signal is aborted. */
export const recordSightings = async (
  { ledger, emit }: ServiceParts,
  { tenantId, personId }: PersonKey,
  entries: readonly SightingEntry[],
  signal: AbortSignal | null,
): Promise<void> => {
  const isOver = (): boolean => signal?.aborted === true
  if (isOver() || entries.length === 0) return
  for (const latest of await ledger.addSightings({ tenantId, personId }, entries)) {
    if (!isOver()) emit({ kind: 'sighted', tenantId, personId, ...latest })
  }
}
