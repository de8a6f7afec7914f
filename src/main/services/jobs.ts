import type { AppEvent } from '../../shared/contract'
import type { Job, JobKind } from '../../shared/model'
import type { Clock } from '../net/transport'
import { factsOf, isCancelled, isoOf } from './parts'

export interface JobControl {
  readonly signal: AbortSignal
  /** Tells how far it is; `total` null while unknown. */
  progress(done: number, total: number | null): void
}

export interface JobOrder {
  readonly kind: JobKind
  readonly tenantId: string
  readonly personId: string | null
  readonly title: string
  /** A running job with the same key is answered instead of starting a second one. */
  readonly key: string
  /** Running jobs whose key starts with this are cancelled first. */
  readonly replaces?: string
  run(control: JobControl): Promise<void>
}

export interface Jobs {
  start(order: JobOrder): Job
  cancel(jobId: string): void
  /** Running ones and those that ended in the last minutes, newest first. */
  list(): readonly Job[]
  cancelAll(): void
}

const keptEnded = 20

/** Runs work that may take longer than a second; tells of every step by a `job` event. */
export const createJobs = (parts: { emit: (event: AppEvent) => void; clock: Clock; newId: () => string }): Jobs => {
  const running = new Map<string, { key: string; job: Job; abort: AbortController }>()
  let ended: Job[] = []

  const update = (id: string, change: Partial<Job>): void => {
    const entry = running.get(id)
    if (!entry) return
    entry.job = { ...entry.job, ...change }
    if (entry.job.state !== 'running') {
      running.delete(id)
      ended = [entry.job, ...ended].slice(0, keptEnded)
    }
    parts.emit({ kind: 'job', job: entry.job })
  }

  const start = (order: JobOrder): Job => {
    for (const entry of running.values()) {
      if (entry.key === order.key && !entry.abort.signal.aborted) return entry.job
    }
    if (order.replaces !== undefined) {
      for (const entry of [...running.values()]) if (entry.key.startsWith(order.replaces)) entry.abort.abort()
    }
    const abort = new AbortController()
    const job: Job = {
      id: parts.newId(),
      kind: order.kind,
      tenantId: order.tenantId,
      personId: order.personId,
      title: order.title,
      done: 0,
      total: null,
      state: 'running',
      startedAt: isoOf(parts.clock.now()),
      error: null,
    }
    running.set(job.id, { key: order.key, job, abort })
    parts.emit({ kind: 'job', job })
    order
      .run({ signal: abort.signal, progress: (done, total) => update(job.id, { done, total }) })
      .then(() => update(job.id, { state: 'done' }))
      .catch((error: unknown) => {
        const { code, message } = factsOf(error)
        const cancelled = abort.signal.aborted || isCancelled(error)
        update(job.id, cancelled ? { state: 'cancelled' } : { state: 'failed', error: { code, message } })
      })
    return job
  }

  const cancelAll = (): void => {
    for (const entry of running.values()) entry.abort.abort()
  }

  return {
    start,
    cancel: (jobId) => running.get(jobId)?.abort.abort(),
    list: () => [...[...running.values()].map((entry) => entry.job).reverse(), ...ended],
    cancelAll,
  }
}
