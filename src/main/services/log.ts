import type { EmailDetail, LogPage } from '../../shared/contract'
import { Failure, type Job, type TimeWindow } from '../../shared/model'
import type { EmailKey, EmailRecord, PersonKey, PersonRecord } from '../ledger/ledger'
import type { Jobs } from './jobs'
import { inBackground, requirePerson, throwIfCancelled, within, type ServiceParts } from './parts'
import { readLogPage } from './ledger-reads'
import { mergeEvents } from './merged-events'
import { readLogOf } from './read-log'
import { toRescue } from './rescue/rescue-record'
import { readEach, refAt, throwIfAnyFailed, type TenantSource } from './tenant-sources'
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

const unknownToSources = ({ name }: PersonRecord): Failure =>
  new Failure({
    code: 'unknown-person',
    message: `No log source of this tenant lists ${name}: refresh the people of the tenant, then the log.`,
    field: 'personId',
  })

/** The events of one email are asked for again at the earliest after this. */
const eventsFreshMs = 30_000
/** How long the source may take to tell them, in milliseconds. */
const eventsMs = 20_000
const readingEvents = 'reading the events of an email'

export interface LogService {
  read(key: PersonKey, window: TimeWindow): Promise<LogPage>
  /** Leaving the person cancels it; what was read is kept, and the next reading goes on from there. */
  refresh(key: PersonKey, window: TimeWindow): Promise<Job>
  readEmail(key: EmailKey): Promise<EmailDetail>
}

export const createLogService = (parts: ServiceParts, jobs: Jobs, visits: Visits): LogService => {
  const { ledger, clock } = parts

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
        const sources = (await parts.sourcesOf(tenantId)).filter((source) => refAt(source, person) !== null)
        if (sources.length === 0) throw unknownToSources(person)
        const reading = { tenantId, what: 'log' } as const
        throwIfAnyFailed(
          await readEach(parts, reading, sources, control, (source, own) =>
            readLogOf(parts, key, person, source, window, own),
          ),
        )
      },
    })
  }

  const eventsAskedAt = new Map<string, number>()

  const refreshEvents = async (key: EmailKey, email: EmailRecord): Promise<void> => {
    if (clock.now() - (eventsAskedAt.get(email.id) ?? -Infinity) < eventsFreshMs) return
    eventsAskedAt.set(email.id, clock.now())
    const sources = await parts.sourcesOf(key.tenantId)
    for (const { emailId, sourceId, sourceRef } of email.rows) {
      const source = sources.find(({ id }) => id === sourceId)
      if (source) inBackground(parts, readingEvents, refreshOne(source, { ...key, emailId }, sourceRef))
    }
  }

  const refreshOne = async ({ reader }: TenantSource, key: EmailKey, sourceRef: string): Promise<void> => {
    const events = await within(clock, eventsMs, (signal) => reader.events(sourceRef, signal))
    const changed = await ledger.putEvents(key, events)
    if (changed) parts.emit({ kind: 'log-changed', tenantId: key.tenantId, personId: key.personId })
  }

  const readEmail = async (key: EmailKey): Promise<EmailDetail> => {
    const record = await requireEmail(parts, key)
    const { rows, ...email } = record
    const [events, sightings, rescues] = await Promise.all([
      Promise.all(rows.map(({ emailId }) => ledger.readEvents({ ...key, emailId }))),
      ledger.readSightings(key, 50),
      ledger.readRescues(key),
    ])
    // The sources' full lists of events arrive later, as `log-changed` events; a failure leaves what is known.
    inBackground(parts, readingEvents, refreshEvents(key, record))
    return { email, events: mergeEvents(events), sightings, rescues: rescues.map(toRescue) }
  }

  return { read: (key, window) => readLogPage(ledger, key, window, clock.now()), refresh, readEmail }
}
