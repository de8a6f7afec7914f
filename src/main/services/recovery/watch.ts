import {
  leadingCopy,
  type Arrival,
  type Recovery,
  type RecoveryAttempt,
  type UnknownReason,
} from '../../../shared/model'
import type { EmailRecord, PersonKey } from '../../ledger/ledger'
import { reasonOf } from '../locate'
import type { LookUp } from '../look-up'
import { isBug, isCancelled, requirePerson, throwIfCancelled, type ServiceParts } from '../parts'
import { readLogOf } from '../read-log'
import { recordSightings } from '../sightings'
import { readEach, refAt } from '../tenant-sources'

/** Milliseconds between two looks; the last one repeats. */
export const watchEveryMs = [2_000, 3_000, 5_000, 10_000, 15_000, 30_000, 60_000] as const
/** How long a watch lasts before it gives up, in milliseconds. */
export const watchForMs = 30 * 60_000
/** A server's clock may go a little before ours. */
const clockSkewMs = 2 * 60_000

/** What a resend is found by in the log. */
export interface Awaited {
  /** Epoch milliseconds. */
  readonly sentAt: number
  /** With angle brackets, where it is known. */
  readonly messageId: string | null
  readonly subject: string | null
}

export interface WatchTools {
  readonly lookUp: LookUp
  /** What is watched for; null when nothing was resent: any new email will do. */
  readonly awaited: (recovery: Recovery) => Promise<Awaited | null>
}

/** The newest row that is the awaited email. */
const matching = (emails: readonly EmailRecord[], awaited: Awaited): EmailRecord | undefined => {
  const byId = emails.find(({ messageId }) => awaited.messageId !== null && messageId === awaited.messageId)
  if (byId || awaited.messageId !== null) return byId
  const bySubject = emails.filter(({ subject }) => awaited.subject === null || subject === awaited.subject)
  return bySubject[0]
}

/**
 * Looks for the row of a resend in the log, then for the email in the mailbox, again and again until it is found, until
 * `until` (epoch milliseconds), or until the log has it and the mailbox can't be read. Resolves to what arrived, null when
 * nothing did. What fails on the way is tried again at the next look; only an aborted signal throws.
 */
export const watchFor = async (
  parts: ServiceParts,
  { lookUp, awaited }: WatchTools,
  recovery: Recovery,
  attempt: RecoveryAttempt,
  until: number,
  signal: AbortSignal,
): Promise<Arrival | null> => {
  const { ledger, clock } = parts
  const key: PersonKey = { tenantId: recovery.tenantId, personId: recovery.personId }
  const wanted = (await awaited(recovery)) ?? {
    sentAt: Date.parse(attempt.startedAt),
    messageId: null,
    subject: null,
  }
  const from = wanted.sentAt - clockSkewMs

  const readLog = async (): Promise<EmailRecord | undefined> => {
    const person = await requirePerson(ledger, key)
    const sources = (await parts.sourcesOf(key.tenantId)).filter((source) => refAt(source, person) !== null)
    const window = {
      kind: 'custom',
      from: new Date(from).toISOString(),
      to: new Date(clock.now() + clockSkewMs).toISOString(),
    } as const
    await readEach(
      parts,
      { tenantId: key.tenantId, what: 'log' },
      sources,
      { signal, progress: () => undefined },
      (one, own) => readLogOf(parts, key, person, one, window, own),
    )
    const { emails } = await ledger.readLog(key, from, clock.now() + clockSkewMs)
    const records = await ledger.readEmails(
      key,
      emails.filter(({ listed }) => listed).map(({ id }) => id),
    )
    return matching(
      records.sort((a, b) => (a.sentAt < b.sentAt ? 1 : -1)),
      wanted,
    )
  }

  const locate = async (email: EmailRecord): Promise<Arrival> => {
    const { id: emailId, sentAt, method } = email
    const person = await requirePerson(ledger, key)
    const provider = await parts.providerOf(key.tenantId)
    let refused: UnknownReason | null = null
    try {
      if (provider)
        await lookUp(provider, person, { emails: [email], again: true }, signal, (entries) =>
          recordSightings(parts, key, entries, signal),
        )
    } catch (error) {
      throwIfCancelled(signal)
      if (isBug(error)) parts.reportBug(error, 'looking for a resend')
      refused = reasonOf(error)
    }
    const sighting = (await ledger.readEmail({ ...key, emailId }))?.sighting ?? null
    const copy = leadingCopy(sighting)
    const arrivedAt = copy?.receivedAt ?? (sighting?.kind === 'found' ? sighting.at : null)
    return {
      emailId,
      sentAt,
      method,
      place: copy?.place ?? null,
      unknown: refused ?? (sighting?.kind === 'unknown' ? sighting.reason : null),
      seconds: arrivedAt === null ? null : Math.max(0, Math.round((Date.parse(arrivedAt) - Date.parse(sentAt)) / 1000)),
    }
  }

  let arrival: Arrival | null = null
  for (let round = 0; ; round += 1) {
    try {
      const email = await readLog()
      if (email) arrival = await locate(email)
    } catch (error) {
      throwIfCancelled(signal)
      if (isCancelled(error)) throw error
      if (isBug(error)) parts.reportBug(error, 'watching for a resend')
    }
    if (arrival !== null && isTold(arrival)) return arrival
    const left = until - clock.now()
    if (left <= 0) return arrival
    await clock.sleep(Math.min(left, watchEveryMs[Math.min(round, watchEveryMs.length - 1)]!), signal)
  }
}

/** Waiting shows nothing more: it was found, it went by SMTP, which is all there is to know, or the mailbox is closed to us. */
const isTold = ({ place, method, unknown }: Arrival): boolean =>
  place !== null || method === 'smtp' || isClosed(unknown)

const isClosed = (unknown: Arrival['unknown']): boolean =>
  unknown !== null && !['just-sent', 'throttled', 'offline', 'server-error', 'not-asked', 'cancelled'].includes(unknown)
