import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from './dates'

const iso = (value: unknown, format: string, zone: string): string | null => {
  const at = instantOf(value, format, zone)
  return at === null ? null : new Date(at).toISOString()
}

describe('a date of a platform', () => {
  it.each([
    ['2026-11-02T09:00:00Z', 'iso', 'Europe/Berlin', '2026-11-02T09:00:00.000Z'],
    ['2026-11-02T09:00:00+02:00', 'iso', 'UTC', '2026-11-02T07:00:00.000Z'],
    ['2026-11-02 09:00', 'iso', 'Europe/Berlin', '2026-11-02T08:00:00.000Z'],
    ['2026-07-02 09:00', 'iso', 'Europe/Berlin', '2026-07-02T07:00:00.000Z'],
    ['2026-11-02', 'iso', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    ['2026-11-02T09:00:00.123456', 'iso', 'UTC', '2026-11-02T09:00:00.123Z'],
    [1793610000, 'seconds', 'Europe/Berlin', '2026-11-02T09:00:00.000Z'],
    ['1793610000000', 'ms', 'Europe/Berlin', '2026-11-02T09:00:00.000Z'],
    ['02.11.2026 09:00', 'dd.MM.yyyy HH:mm', 'Europe/Berlin', '2026-11-02T08:00:00.000Z'],
    ['11/2/2026 9:05:07 PM', 'M/d/yyyy h:mm:ss a', 'America/New_York', '2026-11-03T02:05:07.000Z'],
    ['02 Nov 2026 00:00:00', 'dd MMM yyyy HH:mm:ss', 'UTC', '2026-11-02T00:00:00.000Z'],
    ['2026-11-02 09:00 +0530', 'yyyy-MM-dd HH:mm XXX', 'UTC', '2026-11-02T03:30:00.000Z'],
  ])('reads %s as %s in %s', (value, format, zone, expected) => expect(iso(value, format, zone)).toBe(expected))

  it('takes the first of an hour that comes twice, and the offset before one that is skipped', () => {
    expect(iso('2026-10-25 02:30', 'iso', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
    expect(iso('2026-03-29 02:30', 'iso', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  })

  it.each([
    ['31.02.2026 09:00', 'dd.MM.yyyy HH:mm'],
    ['2026-13-01', 'iso'],
    ['2026-11-02T24:00', 'iso'],
    ['11/2/2026 13:05 PM', 'M/d/yyyy h:mm a'],
    ['yesterday', 'iso'],
    ['', 'seconds'],
    [null, 'ms'],
    [1793610000, 'iso'],
    ['09:00', 'HH:mm'],
  ])('refuses %s as %s', (value, format) => expect(instantOf(value, format, 'UTC')).toBeNull())

  it('reads back every instant that it was given in a zone, outside the hour that comes twice', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia')
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 4_102_444_800 }), (zone, seconds) => {
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
        const wall = format.format(seconds * 1000)
        const read = instantOf(wall, 'iso', zone)
        expect(read === null ? null : format.format(read)).toBe(wall)
      }),
    )
  })
})
