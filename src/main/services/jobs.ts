import type { Job, JobKind } from '../../shared/model'
import { factsOf, isBug, isCancelled, isoOf, type ServiceParts } from './parts'

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
  /** Cancels it when aborted. */
  readonly until?: AbortSignal
  run(control: JobControl): Promise<void>
}

export interface Jobs {
  start(order: JobOrder): Job
  cancel(jobId: string): void
  /** Running ones and those that ended in the last minutes, newest first. */
  list(): readonly Job[]
  cancelAll(): void
}

/** Why jobs end that nobody cancelled: the app is closed, or its ledger locked. */
export const closing = new DOMException('The app ends what is under way.', 'AbortError')

const keptEnded = 20

interface Running {
  readonly key: string
  readonly abort: AbortController
  /** Aborted when the job is to end, for whatever reason. */
  readonly signal: AbortSignal
  job: Job
}

/**
 * Runs work that may take longer than a second; tells of every step by a `job` event. Each start is a job with an id of its
 * own: a job that is replaced ends under its own id, after the one that replaces it has begun.
 */
export const createJobs = (parts: Pick<ServiceParts, 'emit' | 'clock' | 'newId' | 'reportBug'>): Jobs => {
  const running = new Map<string, Running>()
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
      if (entry.key === order.key && !entry.signal.aborted) return entry.job
    }
    if (order.replaces !== undefined) {
      for (const entry of [...running.values()]) if (entry.key.startsWith(order.replaces)) entry.abort.abort()
    }
    const abort = new AbortController()
    const signal = order.until ? AbortSignal.any([abort.signal, order.until]) : abort.signal
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
    running.set(job.id, { key: order.key, job, abort, signal })
    parts.emit({ kind: 'job', job })
    const progress = (done: number, total: number | null): void => {
      // Who cancelled it waits for its end and nothing else.
      if (!signal.aborted) update(job.id, { done, total })
    }
    order
      .run({ signal, progress })
      .then(() => update(job.id, { state: 'done' }))
      .catch((error: unknown) => {
        if (isBug(error)) parts.reportBug(error, `running ${order.kind}`)
        const { code, message } = factsOf(error)
        const cancelled = signal.aborted || isCancelled(error)
        update(job.id, cancelled ? { state: 'cancelled' } : { state: 'failed', error: { code, message } })
      })
    return job
  }

  const cancelAll = (): void => {
    for (const entry of running.values()) entry.abort.abort(closing)
  }

  return {
    start,
    cancel: (jobId) => running.get(jobId)?.abort.abort(),
    list: () => [...[...running.values()].map((entry) => entry.job).reverse(), ...ended],
    cancelAll,
  }
}
