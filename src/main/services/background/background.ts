import {
  backgroundHolds,
  Failure,
  type BackgroundHold,
  type BackgroundStatus,
  type Tenant,
} from '../../../shared/model'
import type { BackgroundReading, PersonKey } from '../../ledger/ledger'
import { sourceKinds } from '../../tenants/source-kinds'
import type { Jobs } from '../jobs'
import { factsOf, inBackground, isBug, isCancelled, isoOf, type ServiceParts } from '../parts'
import type { PeopleService } from '../people'
import type { TenantSource } from '../tenant-sources'
import { withOpened, type Opened } from './lately'
import { readChanges } from './read-changes'
import { readPeople } from './read-people'
import { afterFailure, afterSuccess, firstAfterMs, shareOf, spreadMs } from './schedule'

export interface Background {
  start(): void
  stop(): void
  status(): Promise<BackgroundStatus>
  /** Why nothing is read at the moment. */
  holds(): readonly BackgroundHold[]
  /** The engineer's own pause; it holds over a restart. */
  pause(): Promise<BackgroundStatus>
  resume(): Promise<BackgroundStatus>
  /** Reads one tenant, or all with null, as soon as what runs is done; also while the engineer or the battery holds it. */
  runNow(tenantId: string | null): Promise<BackgroundStatus>
  /** Something else begins or ends to hold it. What runs is stopped; it goes on where it was. */
  hold(reason: Exclude<BackgroundHold, 'engineer'>, on: boolean): void
  /** A server answers again that did not: what could not be reached need not wait its turn. */
  reached(): void
  /** An engineer reads this person's log: the background keeps out of it, and knows whom to read later. */
  opened(key: PersonKey): void
}

export interface BackgroundParts {
  readonly services: ServiceParts
  readonly jobs: Jobs
  readonly people: Pick<PeopleService, 'refreshIfOld'>
  readonly paused: { read(): boolean; write(paused: boolean): void }
  /** Told when it is held by something else than before. */
  readonly holdsChanged?: () => void
}

interface Target {
  readonly tenant: Tenant
  readonly sourceId: string
  readonly sourceName: string
  readonly name: string
  readonly reading: BackgroundReading
  readonly at: number
}

/** When a source is tried again that our own side kept from being read, in milliseconds. */
const ownTroubleMs = 60_000
/** How long it sleeps when nothing is due; a hold that ends, or a run that is asked for, wakes it. */
const idleMs = 10 * 60_000

const gone = (): Failure => new Failure({ code: 'source-missing', message: 'This log source was just taken away.' })

/** Keeps the logs of all tenants fresh, one source at a time. */
export const createBackground = ({ services, jobs, people, paused, holdsChanged }: BackgroundParts): Background => {
  const { ledger, clock } = services
  const stopping = new AbortController()
  const holds = new Set<BackgroundHold>(paused.read() ? ['engineer'] : [])
  const readings = new Map<string, BackgroundReading>()
  const asked = new Set<string>()
  const withoutFeed = new Set<string>()
  const openedLately = new Map<string, readonly Opened[]>()
  let waking = new AbortController()
  let quietUntil = 0
  let started = false
  let running: {
    readonly name: string
    readonly abort: AbortController
    person: PersonKey | null
    taken: AbortController
  } | null = null

  const nameOf = (tenantId: string, sourceId: string): string => `${tenantId}|${sourceId}`
  const changed = (): void => services.emit({ kind: 'background-changed' })
  const wake = (): void => {
    waking.abort()
    waking = new AbortController()
  }

  const fresh = (): BackgroundReading => ({
    cursor: null,
    readAt: null,
    rows: 0,
    failure: null,
    failures: 0,
    nextAt: 0,
    lately: [],
  })

  /** Every source that may be read, with where it stands. */
  const targets = async (): Promise<readonly Target[]> => {
    const locked = new Set(await ledger.lockedTenants())
    const found: Target[] = []
    for (const tenant of await ledger.listTenants()) {
      if (tenant.disabled || locked.has(tenant.id)) continue
      const sources = tenant.logSources.filter(({ kind }) => sourceKinds[kind].inBackground)
      if (sources.some(({ id }) => !readings.has(nameOf(tenant.id, id))))
        for (const [id, reading] of Object.entries(await ledger.readBackground(tenant.id)))
          if (!readings.has(nameOf(tenant.id, id))) readings.set(nameOf(tenant.id, id), reading)
      for (const { id: sourceId, name: sourceName } of sources) {
        const name = nameOf(tenant.id, sourceId)
        const reading = readings.get(name) ?? fresh()
        readings.set(name, reading)
        const at = asked.has(name) ? 0 : Math.max(reading.nextAt, quietUntil + shareOf(name, spreadMs))
        found.push({ tenant, sourceId, sourceName, name, reading, at })
      }
    }
    return found
  }

  /** The next one that nothing holds. */
  const next = async (): Promise<Target | null> => {
    const hard = (['offline', 'asleep', 'locked'] as const).some((hold) => holds.has(hold))
    if (hard || (holds.size > 0 && asked.size === 0)) return null
    const open = (await targets()).filter(({ name }) => holds.size === 0 || asked.has(name))
    return open.reduce<Target | null>((first, one) => (first === null || one.at < first.at ? one : first), null)
  }

  const keep = async ({ tenant, sourceId, name }: Target, change: Partial<BackgroundReading>): Promise<void> => {
    const before = readings.get(name) ?? fresh()
    const lately = withOpened(before.lately, openedLately.get(tenant.id) ?? [], clock.now())
    const reading = { ...before, ...change, lately }
    readings.set(name, reading)
    await ledger.putBackground(tenant.id, sourceId, reading)
  }

  const read = async (target: Target, source: TenantSource, signal: AbortSignal): Promise<number> => {
    const { tenant, sourceId, name, reading } = target
    const { changes } = source.reader
    if (changes !== undefined && !withoutFeed.has(name)) {
      const feed = { tenantId: tenant.id, sourceId, changes: changes.bind(source.reader) }
      try {
        return await readChanges(services, feed, reading.cursor, {
          signal,
          kept: (cursor) => keep(target, { cursor }),
        })
      } catch (error) {
        if (!(error instanceof Failure) || error.facts.field !== 'changes') throw error
        withoutFeed.add(name)
      }
    }
    const lately = withOpened(reading.lately, openedLately.get(tenant.id) ?? [], clock.now())
    return readPeople(
      services,
      { tenantId: tenant.id, source, personIds: lately.map(({ personId }) => personId) },
      {
        signal,
        isBusy: ({ tenantId, personId }) =>
          jobs.list().some((job) => job.state === 'running' && job.tenantId === tenantId && job.personId === personId),
        stop: (key) => {
          const taken = new AbortController()
          if (running) Object.assign(running, { person: key, taken })
          return taken.signal
        },
      },
    )
  }

  const run = async (target: Target): Promise<void> => {
    const { tenant, sourceId, name } = target
    const abort = new AbortController()
    running = { name, abort, person: null, taken: new AbortController() }
    asked.delete(name)
    changed()
    const signal = AbortSignal.any([abort.signal, stopping.signal])
    try {
      const source = (await services.sourcesOf(tenant.id)).find(({ id }) => id === sourceId)
      if (!source) throw gone()
      const rows = await read(target, source, signal)
      const now = clock.now()
      await keep(target, { readAt: now, rows, failure: null, failures: 0, nextAt: afterSuccess(now, name) })
      if (sourceKinds[source.kind].listsPeople) await people.refreshIfOld(tenant.id)
    } catch (error) {
      if (stopping.signal.aborted || signal.aborted || isCancelled(error)) return
      if (isBug(error)) services.reportBug(error, 'reading a log in the background')
      await failed(target, error)
    } finally {
      running = null
      changed()
    }
  }

  const failed = async (target: Target, error: unknown): Promise<void> => {
    const { code, message, retryAfterMs = 0 } = factsOf(error)
    const known = readings.get(target.name)
    // What our own side can't do right now says nothing about the source, and may not be written down either.
    if (known && ['vault-locked', 'ledger-busy'].includes(code))
      return void readings.set(target.name, { ...known, nextAt: clock.now() + ownTroubleMs })
    const failures = (known?.failures ?? 0) + 1
    const nextAt = afterFailure(clock.now(), target.name, failures, retryAfterMs)
    await keep(target, { failure: { code, message }, failures, nextAt })
  }

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const woken = waking.signal
      let wait = idleMs
      try {
        const target = await next()
        if (target !== null) wait = target.at - clock.now()
        if (target !== null && wait <= 0) {
          await run(target)
          // What came to nothing must not be tried again at once.
          wait = 1_000
        }
      } catch (error) {
        if (isBug(error)) services.reportBug(error, 'planning what to read in the background')
        wait = idleMs
      }
      await clock.sleep(wait, AbortSignal.any([woken, stopping.signal])).catch(() => undefined)
    }
  }

  const held = (): readonly BackgroundHold[] => backgroundHolds.filter((hold) => holds.has(hold))
  const status = async (): Promise<BackgroundStatus> => ({
    holds: held(),
    sources: (await targets()).map(({ tenant, sourceId, sourceName, name, reading, at }) => ({
      tenantId: tenant.id,
      tenantName: tenant.name,
      sourceId,
      sourceName,
      running: running?.name === name,
      readAt: reading.readAt === null ? null : isoOf(reading.readAt),
      rows: reading.rows,
      failure: reading.failure as BackgroundStatus['sources'][number]['failure'],
      nextAt: isoOf(Math.max(clock.now(), at)),
    })),
  })

  const set = (reason: BackgroundHold, on: boolean): void => {
    if (on === holds.has(reason)) return
    if (on) {
      holds.add(reason)
      running?.abort.abort()
    } else {
      holds.delete(reason)
      // After sleep or without a network everything is overdue at once.
      if (reason !== 'engineer') quietUntil = Math.max(clock.now() + 5_000, quietUntil)
      if (reason === 'offline') retryUnreached()
    }
    changed()
    wake()
    holdsChanged?.()
  }

  /** What failed for want of a network need not wait its turn. */
  const retryUnreached = (): void => {
    for (const [name, reading] of readings)
      if (['offline', 'source-unreachable', 'timeout'].includes(reading.failure?.code ?? ''))
        readings.set(name, { ...reading, failures: 0, nextAt: clock.now() })
  }

  return {
    start: () => {
      if (started) return wake()
      started = true
      quietUntil = clock.now() + firstAfterMs
      inBackground(services, 'reading in the background', loop())
    },
    stop: () => stopping.abort(),
    status,
    holds: held,
    pause: () => {
      paused.write(true)
      set('engineer', true)
      return status()
    },
    resume: () => {
      paused.write(false)
      set('engineer', false)
      return status()
    },
    runNow: async (tenantId) => {
      for (const { tenant, name } of await targets()) if (tenantId === null || tenant.id === tenantId) asked.add(name)
      wake()
      return status()
    },
    hold: set,
    reached: () => {
      retryUnreached()
      wake()
    },
    opened: ({ tenantId, personId }) => {
      const now = clock.now()
      openedLately.set(tenantId, withOpened(openedLately.get(tenantId) ?? [], [{ personId, at: now }], now))
      if (running?.person?.tenantId === tenantId && running.person.personId === personId) running.taken.abort()
    },
  }
}
