import { describe, expect, it } from 'vitest'
import { createTimeReader, timesTell } from './dates'

const iso = (text: string, zone: string | null = null, order: 'day-first' | 'month-first' | null = null): string => {
  const time = createTimeReader(order, zone)(text)
  return typeof time === 'number' ? new Date(time).toISOString() : time.reason
}

describe('times of a log file', () => {
  it.each([
    ['2026-03-31T14:05:06.789Z', '2026-03-31T14:05:06.789Z'],
    ['2026-03-31 14:05:06 +02:00', '2026-03-31T12:05:06.000Z'],
    ['2026-03-31T14:05:06.123456789-0530', '2026-03-31T19:35:06.123Z'],
    ['Tue, 31 Mar 2026 14:05:06 +0000 (UTC)', '2026-03-31T14:05:06.000Z'],
    ['31-Mar-2026 14:05 GMT', '2026-03-31T14:05:00.000Z'],
    ['March 31, 2026 at 2:05 PM UTC', '2026-03-31T14:05:00.000Z'],
    ['3/31/2026, 12:05:06 a.m. Z', '2026-03-31T00:05:06.000Z'],
    ['1774965906', '2026-03-31T14:05:06.000Z'],
    ['1774965906789', '2026-03-31T14:05:06.789Z'],
  ])('reads %s, which names its zone', (text, expected) => {
    expect(iso(text)).toBe(expected)
  })

  it.each([
    ['31.03.2026 14:05', 'Europe/Berlin', '2026-03-31T12:05:00.000Z'],
    ['31.01.2026 14:05', 'Europe/Berlin', '2026-01-31T13:05:00.000Z'],
    ['2026-07-01 00:30', 'Asia/Kolkata', '2026-06-30T19:00:00.000Z'],
    ['2026-07-01', 'Pacific/Auckland', '2026-06-30T12:00:00.000Z'],
    // Twice on the clock: the first of the two.
    ['2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    // Never on the clock.
    ['2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29 03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ])('reads %s as a wall clock of %s', (text, zone, expected) => {
    expect(iso(text, zone)).toBe(expected)
  })

  it('asks for a zone where neither the text nor the engineer names one', () => {
    expect(iso('2026-03-31 14:05')).toContain('choose the zone')
  })

  it('asks for the order of day and month where both fit', () => {
    expect(iso('03/04/2026 10:00', 'UTC')).toContain('choose the order')
    expect(iso('03/04/2026 10:00', 'UTC', 'day-first')).toBe('2026-04-03T10:00:00.000Z')
    expect(iso('03/04/2026 10:00', 'UTC', 'month-first')).toBe('2026-03-04T10:00:00.000Z')
  })

  it('refuses a row that contradicts the order', () => {
    expect(iso('04/13/2026 10:00', 'UTC', 'day-first')).toContain('The month would be 13')
  })

  it.each([
    ['2026-02-30 10:00', 'no such day'],
    ['2026-03-31 25:00', 'no such day'],
    ['31/31/2026 10:00', 'no such day'],
    ['13:00 PM', 'no date and time'],
    ['yesterday', 'no date and time'],
    ['2026-03-31 14:05 CEST', 'zone by letters'],
    ['2026-03-31 14:05 +99:00', 'zone by letters'],
    ['0001-01-01T00:00:00Z', 'before 1990'],
    ['', 'no date and time'],
  ])('refuses %s', (text, reason) => {
    expect(iso(text, 'UTC')).toContain(reason)
  })

  it('tells the order from days beyond the twelfth, and that it can’t be told without', () => {
    expect(timesTell(['03/04/2026 10:00', '25/04/2026 10:00'])).toEqual({
      needsZone: true,
      order: 'day-first',
      needsOrder: false,
    })
    expect(timesTell(['03/25/2026 10:00 Z'])).toEqual({ needsZone: false, order: 'month-first', needsOrder: false })
    expect(timesTell(['03/04/2026 10:00'])).toMatchObject({ order: null, needsOrder: true })
    expect(timesTell(['2026-03-04 10:00'])).toEqual({ needsZone: true, order: null, needsOrder: false })
  })
})
