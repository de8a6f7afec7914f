import type { EmailDetail, LogPage } from '../../shared/contract'
import { Failure, windowBounds, type Job, type TimeWindow } from '../../shared/model'
import type { EmailKey, EmailRecord, LogReading, PersonKey } from '../ledger/ledger'
import { toRescue } from './rescue-record'
import type { Jobs } from './jobs'
import { isoOf, requirePerson, type ServiceParts } from './parts'

/** An interrupted reading goes on from its cursor when it is younger than this; older ones start over. */
const resumableMs = 10 * 60_000

/** The sent email with what only main may know; throws `unknown-email` when this person of this tenant never got it. */
export const requireEmail = async (parts: ServiceParts, key: EmailKey): Promise<EmailRecord> => {
  const email = await parts.ledger.readEmail(key)
  if (email) return email
  throw new Failure({
    code: 'unknown-email',
    message: 'The log of this person does not hold this email: refresh the log and pick it again.',
    field: 'emailId',
  })
}

/** The events of one email are asked for again at the earliest after this. */
const eventsFreshMs = 30_000

export interface LogService {
  read(key: PersonKey, window: TimeWindow): Promise<LogPage>
  refresh(key: PersonKey, window: TimeWindow): Promise<Job>
  readEmail(key: EmailKey): Promise<EmailDetail>
}

export const createLogService = (parts: ServiceParts, jobs: Jobs): LogService => {
  const { ledger, clock } = parts

  const read = async (key: PersonKey, window: TimeWindow): Promise<LogPage> => {
    const { from, to } = windowBounds(window, clock.now())
    const page = await ledger.readLog(key, from, to)
    return {
      ...key,
      emails: page.emails,
      refreshedAt: page.refreshedAt === null ? null : isoOf(page.refreshedAt),
      from: isoOf(from),
      to: isoOf(to),
      before: page.before === null ? null : isoOf(page.before),
      after: page.after === null ? null : isoOf(page.after),
    }
  }

  const beginReading = async (key: PersonKey, sourceId: string, from: number, to: number): Promise<LogReading> => {
    const open = await ledger.readReading(key, sourceId)
    const resumable = open !== null && open.from <= from + resumableMs && open.from >= from - resumableMs
    if (resumable && Math.abs(open.to - to) < resumableMs) return open
    return { from, to, cursor: '', mark: parts.newId() }
  }

  const refresh = async (key: PersonKey, window: TimeWindow): Promise<Job> => {
    const person = await requirePerson(ledger, key)
    const prefix = `log|${key.tenantId}|${key.personId}|`
    return jobs.start({
      kind: 'refresh-log',
      ...key,
      title: `Reading the log of ${person.name}`,
      key: prefix + JSON.stringify(window),
      replaces: prefix,
      run: async ({ signal, progress }) => {
        const source = await parts.sourceOf(key.tenantId)
        const startedAt = clock.now()
        const bounds = windowBounds(window, startedAt)
        const reading = await beginReading(key, source.id, bounds.from, bounds.to)
        let done = 0
        const pages = source.sentEmails(
          { personRef: person.sourceRef, from: reading.from, to: reading.to, cursor: reading.cursor || null },
          signal,
        )
        for await (const page of pages) {
          signal.throwIfAborted()
          await ledger.mergeEmails(key, source.id, page.emails, reading.mark)
          await ledger.setReading(key, source.id, page.next === null ? null : { ...reading, cursor: page.next })
          done += page.emails.length
          progress(done, page.total)
          parts.emit({ kind: 'log-changed', ...key })
        }
        // A window that reaches the present is covered up to its own end; one that lies in the past, as of this reading.
        const at = reading.to > startedAt ? Math.min(clock.now(), reading.to) : startedAt
        await ledger.finishLog(key, source.id, reading.from, reading.to, reading.mark, at)
        parts.emit({ kind: 'log-changed', ...key })
      },
    })
  }

  const eventsAskedAt = new Map<string, number>()

  const refreshEvents = async (key: EmailKey, email: EmailRecord): Promise<void> => {
    if (clock.now() - (eventsAskedAt.get(email.id) ?? -Infinity) < eventsFreshMs) return
    eventsAskedAt.set(email.id, clock.now())
    const source = await parts.sourceOf(key.tenantId)
    const events = await source.events(email.sourceRef, AbortSignal.timeout(20_000))
    const changed = await ledger.putEvents(key, events)
    if (changed) parts.emit({ kind: 'log-changed', tenantId: key.tenantId, personId: key.personId })
  }

  const readEmail = async (key: EmailKey): Promise<EmailDetail> => {
    const { sourceRef, ...email } = await requireEmail(parts, key)
    const [events, sightings, rescues] = await Promise.all([
      ledger.readEvents(key),
      ledger.readSightings(key, 50),
      ledger.readRescues(key),
    ])
    // The source's full list of events arrives later, as a `log-changed` event; a failure leaves what is known.
    void refreshEvents(key, { ...email, sourceRef }).catch(() => undefined)
    return { email, events, sightings, rescues: rescues.map(toRescue) }
  }

  return { read, refresh, readEmail }
}
