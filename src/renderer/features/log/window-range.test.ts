import { describe, expect, it } from 'vitest'
import { rangeOf, startOfDay, widen } from './window-range'

const now = Date.parse('2026-11-23T12:00:00Z')

describe('startOfDay', () => {
  it('is midnight in the zone, in winter and in summer', () => {
    expect(new Date(startOfDay('2026-01-10', 'Europe/Berlin')).toISOString()).toBe('2026-01-09T23:00:00.000Z')
    expect(new Date(startOfDay('2026-07-10', 'Europe/Berlin')).toISOString()).toBe('2026-07-09T22:00:00.000Z')
  })

  it('is right on the days on which clocks change', () => {
    expect(new Date(startOfDay('2026-10-25', 'Europe/Berlin')).toISOString()).toBe('2026-10-24T22:00:00.000Z')
    expect(new Date(startOfDay('2026-10-26', 'Europe/Berlin')).toISOString()).toBe('2026-10-25T23:00:00.000Z')
    expect(new Date(startOfDay('2026-03-08', 'America/New_York')).toISOString()).toBe('2026-03-08T05:00:00.000Z')
  })
})

describe('rangeOf', () => {
  it('includes both days', () => {
    expect(rangeOf('2026-11-01', '2026-11-02', 'UTC', now)).toEqual({
      kind: 'range',
      window: { kind: 'custom', from: '2026-11-01T00:00:00.000Z', to: '2026-11-03T00:00:00.000Z' },
    })
  })

  it.each([
    ['', '2026-11-02', 'Choose both days.'],
    ['2026-11-03', '2026-11-02', 'The first day lies after the last one.'],
    ['2027-01-01', '2027-01-02', 'The first day lies in the future.'],
    ['2001-01-01', '2026-11-02', 'Choose a window of at most ten years.'],
  ])('refuses %s to %s with a sentence', (from, to, reason) => {
    expect(rangeOf(from, to, 'UTC', now)).toEqual({ kind: 'wrong', reason })
  })
})

describe('widen', () => {
  const page = { from: '2026-10-24T12:00:00Z', to: '2026-11-23T12:00:00Z', before: null, after: null }

  it('takes the smallest preset that reaches the email before', () => {
    expect(widen({ ...page, before: '2026-10-01T00:00:00Z' }, now, 'UTC')).toEqual({
      window: { kind: 'days', days: 90 },
      label: 'Widen to 90 days',
    })
  })

  it('starts on the day of an email that no preset reaches', () => {
    expect(widen({ ...page, before: '2024-05-05T10:00:00Z' }, now, 'UTC')?.window).toEqual({
      kind: 'custom',
      from: '2024-05-05T00:00:00.000Z',
      to: page.to,
    })
  })

  it('stretches to the email after when there is none before, and offers nothing when there is none at all', () => {
    const window = widen({ ...page, to: '2026-10-30T00:00:00Z', after: '2026-11-02T10:00:00Z' }, now, 'UTC')?.window
    expect(window).toMatchObject({ kind: 'custom', to: '2026-11-03T00:00:00.000Z' })
  })
  it('offers the next larger window when no email outside is known, up to a year', () => {
    const from = (days: number): string => new Date(now - days * 86_400_000).toISOString()
    expect(widen({ ...page, from: from(7) }, now, 'UTC')?.window).toEqual({ kind: 'days', days: 30 })
    expect(widen({ ...page, from: from(30) }, now, 'UTC')?.window).toEqual({ kind: 'days', days: 90 })
    expect(widen({ ...page, from: from(90) }, now, 'UTC')?.label).toBe('Widen to 1 year')
    expect(widen({ ...page, from: from(365) }, now, 'UTC')).toBeNull()
  })
})
