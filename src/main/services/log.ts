import type { EmailDetail, LogPage } from '../../shared/contract'
import { Failure, windowBounds, type Job, type TimeWindow } from '../../shared/model'
import type { EmailKey, EmailRecord, OpenReading, PersonKey } from '../ledger/ledger'
import type { SentEmailPage } from '../sources/source'
import type { Jobs } from './jobs'
import { inBackground, isoOf, requirePerson, throwIfCancelled, within, type ServiceParts } from './parts'
import { readPages } from './readings'
import { toRescue } from './rescue/rescue-record'
import type { Visits } from './visits'

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
/** How long the source may take to tell them, in milliseconds. */
const eventsMs = 20_000

export interface LogService {
  read(key: PersonKey, window: TimeWindow): Promise<LogPage>
  /** Leaving the person cancels it; what was read is kept, and the next reading goes on from there. */
  refresh(key: PersonKey, window: TimeWindow): Promise<Job>
  readEmail(key: EmailKey): Promise<EmailDetail>
}

export const createLogService = (parts: ServiceParts, jobs: Jobs, visits: Visits): LogService => {
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

  const refresh = async ({ tenantId, personId }: PersonKey, window: TimeWindow): Promise<Job> => {
    const key = { tenantId, personId }
    const visit = visits.signalOf(key)
    const person = await requirePerson(ledger, key)
    throwIfCancelled(visit)
    const prefix = `log|${tenantId}|${personId}|`
    return jobs.start({
      kind: 'refresh-log',
      ...key,
      title: `Reading the log of ${person.name}`,
      key: prefix + JSON.stringify(window),
      replaces: prefix,
      until: visit,
      run: async (control) => {
        const source = await parts.sourceOf(tenantId)
        const startedAt = clock.now()
        const asked = windowBounds(window, startedAt)
        const order = {
          key: { ...key, sourceId: source.id },
          window: asked,
          pages: ({ window: bounds, cursor }: OpenReading) =>
            source.sentEmails({ personRef: person.sourceRef, ...(bounds ?? asked), cursor }, control.signal),
          keep: async ({ emails }: SentEmailPage, mark: string) => {
            await ledger.mergeEmails(key, source.id, emails, mark)
            parts.emit({ kind: 'log-changed', ...key })
            return emails.length
          },
        }
        const reading = await readPages(parts, order, control)
        const { from, to } = reading.window ?? asked
        // A window that reaches the present is covered up to its own end; one that lies in the past, as of this reading.
        const at = to > startedAt ? Math.min(clock.now(), to) : startedAt
        await ledger.finishLog(key, source.id, from, to, reading.mark, at)
        parts.emit({ kind: 'log-changed', ...key })
      },
    })
  }

  const eventsAskedAt = new Map<string, number>()

  const refreshEvents = async (key: EmailKey, email: EmailRecord): Promise<void> => {
    if (clock.now() - (eventsAskedAt.get(email.id) ?? -Infinity) < eventsFreshMs) return
    eventsAskedAt.set(email.id, clock.now())
    const source = await parts.sourceOf(key.tenantId)
    const events = await within(clock, eventsMs, (signal) => source.events(email.sourceRef, signal))
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
    inBackground(parts, 'reading the events of an email', refreshEvents(key, { ...email, sourceRef }))
    return { email, events, sightings, rescues: rescues.map(toRescue) }
  }

  return { read, refresh, readEmail }
}
