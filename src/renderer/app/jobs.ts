import { useMemo } from 'react'
import { create } from 'zustand'
import type { Job } from '../../shared/model/job'
import { call, factsOf } from './client'
import { toast } from './toasts'

interface JobState {
  /** Those that run in the order they began, those that ended in the order of their end; twenty of these stay. */
  readonly jobs: readonly Job[]
}

export const useJobStore = create<JobState>(() => ({ jobs: [] }))

const known = (id: string): Job | undefined => useJobStore.getState().jobs.find((job) => job.id === id)

/** Takes in what main says of a job. */
export const noteJob = (job: Job): void =>
  useJobStore.setState(({ jobs: before }) => {
    const isNew = before.every((each) => each.id !== job.id)
    const jobs =
      job.state === 'running' && !isNew
        ? before.map((each) => (each.id === job.id ? job : each))
        : [...before.filter((each) => each.id !== job.id), job]
    const ended = jobs.filter((each) => each.state !== 'running').slice(-20)
    return { jobs: jobs.filter((each) => each.state === 'running' || ended.includes(each)) }
  })

const followed = new Map<object, string>()

/** True while somebody follows this very job, and so will say what became of it. */
export const isFollowed = (jobId: string): boolean => [...followed.values()].includes(jobId)

/**
 * Tells each state of this very job, and of no other that is about the same: at once the latest that is known (its end
 * may have come before the answer that named it), then every later one up to its end, or until the returned function is
 * called.
 */
export const followJob = (job: Job, tell: (job: Job) => void): (() => void) => {
  const follower = {}
  followed.set(follower, job.id)
  let told: Job | null = null
  const stop = (): void => {
    followed.delete(follower)
    unsubscribe()
  }
  const look = (): void => {
    const now = known(job.id) ?? job
    if (now === told || !followed.has(follower)) return
    told = now
    if (now.state !== 'running') stop()
    tell(now)
  }
  const unsubscribe = useJobStore.subscribe(look)
  look()
  return stop
}

/** Reads what is running, once, at start. */
export const readJobs = async (): Promise<void> => {
  // Newest first; what an event told meanwhile is newer than this answer.
  for (const job of [...(await call('jobs.list', {}))].reverse()) if (known(job.id) === undefined) noteJob(job)
}

/** Asks main to stop a job; says so when it can't. */
export const cancelJob = async (job: Job): Promise<void> => {
  try {
    await call('jobs.cancel', { jobId: job.id })
  } catch (thrown) {
    toast({ tone: 'hot', text: factsOf(thrown).message, tenantId: job.tenantId })
  }
}

/** Every job that main spoke of, newest first. */
export const useJobs = (): readonly Job[] => {
  const jobs = useJobStore((state) => state.jobs)
  return useMemo(() => [...jobs].reverse(), [jobs])
}

/** The running job of a kind for a tenant, or null. */
export const useRunningJob = (kind: Job['kind'], tenantId: string | null): Job | null =>
  useJobStore(
    (state) =>
      state.jobs.find((job) => job.kind === kind && job.tenantId === tenantId && job.state === 'running') ?? null,
  )

/** Why a job failed, as one sentence that says which. */
export const failureText = (job: Job): string => `${job.title}: ${job.error?.message ?? 'it failed. Try again.'}`

/** `12 of 60`, or `12` while the whole isn't known; nothing before the first is there. */
export const progressText = (job: Pick<Job, 'done' | 'total'>): string =>
  job.total === null
    ? job.done === 0
      ? ''
      : job.done.toLocaleString('en-GB')
    : `${job.done.toLocaleString('en-GB')} of ${job.total.toLocaleString('en-GB')}`
