import { describe, expect, it } from 'vitest'
import type { CapabilityReading, CapabilityState, GrantReading } from '../../../shared/model'
import { withSpreading } from './spreading'

const noon = Date.parse('2026-11-24T12:00:00Z')
const reading = (state: CapabilityState, more: Partial<CapabilityReading> = {}): GrantReading => ({
  readAt: new Date(noon).toISOString(),
  rows: [{ capability: 'move', state, detail: '', remedy: null, providerCode: null, ms: 1, source: 'token', ...more }],
})
const spreadingAfter = (before: GrantReading | null, now: GrantReading, at = noon) =>
  withSpreading(before, now, at).rows[0]?.spreading
const after = (ms: number): string => new Date(noon + ms).toISOString()

describe('a right that changed', () => {
  it.each([
    ['declared', 'missing'],
    ['missing', 'granted'],
  ] as const)('from %s to %s may not have spread yet, and is read again after two minutes', (was, state) => {
    expect(spreadingAfter(reading(was), reading(state))).toEqual({ was, readAgainAt: after(120_000) })
  })

  it.each([
    ['declared', 'granted'],
    ['granted', 'unknown'],
    ['unknown', 'missing'],
    ['missing', 'missing'],
  ] as const)('is none from %s to %s', (was, state) => {
    expect(spreadingAfter(reading(was), reading(state))).toBeUndefined()
  })

  it('is none at the very first reading', () => {
    expect(spreadingAfter(null, reading('missing'))).toBeUndefined()
  })

  it('is settled by a second reading that says the same two minutes later, and not sooner', () => {
    const first = withSpreading(reading('declared'), reading('missing'), noon)
    const soon = withSpreading(first, reading('missing'), noon + 60_000)
    expect(soon.rows[0]?.spreading).toEqual({ was: 'declared', readAgainAt: after(120_000) })
    expect(spreadingAfter(soon, reading('missing'), noon + 120_000)).toBeUndefined()
  })

  it('never was when the second reading says what was there before', () => {
    const first = withSpreading(reading('declared'), reading('missing'), noon)
    expect(spreadingAfter(first, reading('declared'), noon + 120_000)).toBeUndefined()
  })

  it('stays spreading as long as the provider’s own directory is ahead of its tokens', () => {
    const ahead = reading('missing', { spreading: { was: null, readAgainAt: after(120_000) } })
    expect(spreadingAfter(ahead, ahead, noon + 120_000)).toMatchObject({ readAgainAt: expect.any(String) })
  })
})
