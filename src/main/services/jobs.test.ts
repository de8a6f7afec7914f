import { expect, it } from 'vitest'
import type { AppEvent } from '../../shared/contract'
import { Failure } from '../../shared/model'
import { fakeClock, settle } from '../net/testing/fake-clock'
import { createJobs, type JobControl, type JobOrder } from './jobs'

const begin = () => {
  const events: AppEvent[] = []
  let lastId = 0
  const jobs = createJobs({
    emit: (event) => void events.push(event),
    clock: fakeClock(),
    newId: () => `job-${(lastId += 1)}`,
  })
  const states = () => events.flatMap((event) => (event.kind === 'job' ? [`${event.job.state} ${event.job.done}`] : []))
  return { jobs, states }
}

const order = (run: JobOrder['run'], change: Partial<JobOrder> = {}): JobOrder => ({
  kind: 'refresh-log',
  tenantId: 'tenant-1',
  personId: 'person-1',
  title: 'Reading',
  key: 'log|1|7 days',
  run,
  ...change,
})

/** Runs until it is cancelled. */
const endless = ({ signal }: JobControl): Promise<void> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Failure({ code: 'cancelled', message: 'Abandoned.' })))
  })

it('tells of the start, of progress and of the end', async () => {
  const { jobs, states } = begin()
  jobs.start(order(async ({ progress }) => progress(3, 9)))
  await settle()
  expect(states()).toEqual(['running 0', 'running 3', 'done 3'])
})

it('answers a second order for the same work with the job that runs', () => {
  const { jobs } = begin()
  const first = jobs.start(order(endless))
  expect(jobs.start(order(endless)).id).toBe(first.id)
  expect(jobs.list()).toHaveLength(1)
})

it('cancels the running job that a new one replaces', async () => {
  const { jobs, states } = begin()
  jobs.start(order(endless))
  jobs.start(order(endless, { key: 'log|1|30 days', replaces: 'log|1|' }))
  await settle()
  expect(states()).toContain('cancelled 0')
  expect(jobs.list().filter((job) => job.state === 'running')).toHaveLength(1)
})

it('ends a cancelled job as cancelled, never as failed', async () => {
  const { jobs, states } = begin()
  jobs.cancel(jobs.start(order(endless)).id)
  await settle()
  expect(states()).toEqual(['running 0', 'cancelled 0'])
})

it('keeps the code and the sentence of a failure', async () => {
  const { jobs } = begin()
  jobs.start(order(() => Promise.reject(new Failure({ code: 'source-unreachable', message: 'The log is away.' }))))
  await settle()
  expect(jobs.list()[0]).toMatchObject({
    state: 'failed',
    error: { code: 'source-unreachable', message: 'The log is away.' },
  })
})

it('says “bug” for what nobody expected, without its text', async () => {
  const { jobs } = begin()
  jobs.start(order(() => Promise.reject(new Error('secret details'))))
  await settle()
  expect(jobs.list()[0]?.error?.code).toBe('bug')
  expect(jobs.list()[0]?.error?.message).not.toContain('secret details')
})
