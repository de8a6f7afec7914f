import { expect, it } from 'vitest'
import { Failure } from '../../shared/model'
import { fakeClock, settle } from '../net/testing/fake-clock'
import { inBackground, within } from './parts'

/** Ends only when its signal is aborted. */
const endless = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Failure({ code: 'cancelled', message: 'Abandoned.' })))
  })

it('ends work as timed out when the handed-in clock says so, not before', async () => {
  const clock = fakeClock()
  let code: string | null = null
  const work = within(clock, 60_000, endless).catch((error: unknown) => (code = (error as Failure).code))
  await clock.advance(59_999)
  expect(code).toBeNull()
  await clock.advance(1)
  await work
  expect(code).toBe('timeout')
})

it('leaves no timer behind when the work ends first', async () => {
  const clock = fakeClock()
  expect(await within(clock, 60_000, () => Promise.resolve('done'))).toBe('done')
  const failure = new Failure({ code: 'offline', message: 'No network.' })
  await expect(within(clock, 60_000, () => Promise.reject(failure))).rejects.toBe(failure)
  expect(clock.sleeping()).toBe(0)
})

it('reports only bugs of what runs in the background', async () => {
  const bugs: { error: unknown; what: string }[] = []
  const parts = { reportBug: (error: unknown, what: string) => void bugs.push({ error, what }) }
  const bug = new TypeError('nobody expected this')
  inBackground(parts, 'reading', Promise.reject(new Failure({ code: 'offline', message: 'No network.' })))
  inBackground(parts, 'waiting', Promise.reject(AbortSignal.abort().reason as Error))
  inBackground(parts, 'writing', Promise.reject(bug))
  await settle()
  expect(bugs).toEqual([{ error: bug, what: 'writing' }])
})
