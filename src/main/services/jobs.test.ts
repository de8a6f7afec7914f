import { expect, it } from 'vitest'
import type { AppEvent } from '../../shared/contract'
import { Failure } from '../../shared/model'
import { fakeClock, settle } from '../net/testing/fake-clock'
import { createJobs, type JobControl, type JobOrder } from './jobs'

const begin = () => {
  const events: AppEvent[] = []
  const bugs: unknown[] = []
  let lastId = 0
  const jobs = createJobs({
    emit: (event) => void events.push(event),
    clock: fakeClock(),
    newId: () => `job-${(lastId += 1)}`,
    reportBug: (error) => void bugs.push(error),
  })
  const told = () => events.flatMap((event) => (event.kind === 'job' ? [event.job] : []))
  const states = () => told().map((job) => `${job.state} ${job.done}`)
  return { jobs, told, states, bugs }
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

it('gives the job that replaces another an id of its own, under which the other never ends', async () => {
  const { jobs, told } = begin()
  const first = jobs.start(order(endless))
  const second = jobs.start(order(endless, { key: 'log|1|30 days', replaces: 'log|1|' }))
  jobs.cancel(second.id)
  const third = jobs.start(order(endless, { key: 'log|1|30 days', replaces: 'log|1|' }))
  await settle()
  expect(told().map(({ id, state }) => [id, state])).toEqual([
    [first.id, 'running'],
    [second.id, 'running'],
    [third.id, 'running'],
    [first.id, 'cancelled'],
    [second.id, 'cancelled'],
  ])
  expect(new Set([first.id, second.id, third.id]).size).toBe(3)
})

it('tells of no progress of a job that was cancelled', async () => {
  const { jobs, states } = begin()
  const late = async (control: JobControl): Promise<void> => {
    await endless(control).catch(() => undefined)
    control.progress(5, 9)
    throw new Failure({ code: 'cancelled', message: 'Abandoned.' })
  }
  jobs.cancel(jobs.start(order(late)).id)
  await settle()
  expect(states()).toEqual(['running 0', 'cancelled 0'])
})

it('cancels a job when what it was started for is over', async () => {
  const { jobs, states } = begin()
  const visit = new AbortController()
  jobs.start(order(endless, { until: visit.signal }))
  visit.abort()
  await settle()
  expect(states()).toEqual(['running 0', 'cancelled 0'])
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

it('says “bug” for what nobody expected, without its text, and reports it', async () => {
  const { jobs, bugs } = begin()
  const bug = new Error('secret details')
  jobs.start(order(() => Promise.reject(bug)))
  await settle()
  expect(jobs.list()[0]?.error?.code).toBe('bug')
  expect(jobs.list()[0]?.error?.message).not.toContain('secret details')
  expect(bugs).toEqual([bug])
})

it('reports neither an expected failure nor cancelling', async () => {
  const { jobs, bugs } = begin()
  jobs.start(order(() => Promise.reject(new Failure({ code: 'offline', message: 'No network.' }))))
  const work = async ({ signal }: JobControl): Promise<void> => {
    await settle()
    signal.throwIfAborted()
  }
  jobs.cancel(jobs.start(order(work, { key: 'another' })).id)
  for (let turn = 0; turn < 4; turn += 1) await settle()
  expect(jobs.list().map(({ state }) => state)).toEqual(['cancelled', 'failed'])
  expect(bugs).toEqual([])
})
