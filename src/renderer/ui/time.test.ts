import { describe, expect, it } from 'vitest'
import { ageText, clockTime, dateRange, dayAndClock, longTime, shortTime, utcText } from './time'

const zone = 'Europe/Berlin'
const now = Date.parse('2026-11-23T13:03:22.000Z')

it('shows a time in the zone of the engineer and names it in UTC for the hover', () => {
  expect(clockTime('2026-11-23T13:03:22.000Z', zone)).toBe('14:03:22')
  expect(utcText('2026-11-23T13:03:22.000Z')).toBe('2026-11-23 13:03:22 UTC')
  expect(longTime('2026-11-17T08:00:12.000Z', zone)).toBe('Tue, 17 Nov 2026, 09:00:12')
})

describe('shortTime', () => {
  it('says today by the day of the zone, not of UTC', () => {
    expect(shortTime('2026-11-22T23:30:00.000Z', zone, now)).toBe('Today 00:30')
    expect(shortTime('2026-11-22T22:30:00.000Z', zone, now)).toBe('22 Nov 23:30')
  })
  it('adds the year where it is not this one', () => {
    expect(shortTime('2025-11-20T08:02:00.000Z', zone, now)).toBe('20 Nov 2025 09:02')
  })
})

it('gives a history day and clock, the day of the week where it is not today', () => {
  expect(dayAndClock('2026-11-23T08:00:12.000Z', zone, now)).toBe('Today 09:00:12')
  expect(dayAndClock('2026-11-17T08:00:12.000Z', zone, now)).toBe('Tue 17 Nov, 09:00:12')
  expect(dayAndClock('2025-11-17T08:00:12.000Z', zone, now)).toBe('Mon 17 Nov 2025, 09:00:12')
})

describe('ageText', () => {
  it.each([
    [5_000, '5 s'],
    [125_000, '2 min'],
    [3 * 3_600_000, '3 h'],
    [9 * 86_400_000, '9 days'],
  ])('says %i ms as %s', (ms, text) => {
    expect(ageText(new Date(now - ms).toISOString(), now)).toBe(text)
  })
  it('never goes below a second, also when the clocks disagree', () => {
    expect(ageText('2026-11-23T13:05:00.000Z', now)).toBe('1 s')
  })
})

it('gives a range its years once', () => {
  expect(dateRange('2026-10-24T08:00:00.000Z', '2026-11-23T08:00:00.000Z', zone).replace(/\s/gu, ' ')).toBe(
    '24 Oct – 23 Nov 2026',
  )
})
