import { useMemo } from 'react'
import { create } from 'zustand'
import type { Job } from '../../shared/model/job'
import { call, factsOf } from './client'
import { toast } from './toasts'

interface JobState {
  /** Newest last; those that ended stay until they are twenty. */
  readonly jobs: readonly Job[]
}

export const useJobStore = create<JobState>(() => ({ jobs: [] }))

/** Takes in what main says of a job. */
export const noteJob = (job: Job): void =>
  useJobStore.setState((before) => {
    const known = before.jobs.some((each) => each.id === job.id)
    const jobs = known ? before.jobs.map((each) => (each.id === job.id ? job : each)) : [...before.jobs, job]
    const ended = jobs.filter((each) => each.state !== 'running').slice(-20)
    return { jobs: jobs.filter((each) => each.state === 'running' || ended.includes(each)) }
  })

/** Reads what is running, once, at start. */
export const readJobs = async (): Promise<void> => {
  for (const job of await call('jobs.list', {})) noteJob(job)
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

/** `12 of 60`, or `12` while the whole isn't known; nothing before the first is there. */
export const progressText = (job: Pick<Job, 'done' | 'total'>): string =>
  job.total === null
    ? job.done === 0
      ? ''
      : job.done.toLocaleString('en-GB')
    : `${job.done.toLocaleString('en-GB')} of ${job.total.toLocaleString('en-GB')}`
