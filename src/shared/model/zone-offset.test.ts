import { expect, it } from 'vitest'
import { createZone } from './zone-offset'

const read = (zone: string, wall: string): string => new Date(createZone(zone)(Date.parse(`${wall}Z`))).toISOString()

it.each([
  ['in summer', 'Europe/Berlin', '2026-07-01T12:00:00', '2026-07-01T10:00:00.000Z'],
  ['in winter', 'Europe/Berlin', '2026-01-01T12:00:00', '2026-01-01T11:00:00.000Z'],
  ['with its milliseconds', 'Europe/Berlin', '2026-01-01T12:00:00.250', '2026-01-01T11:00:00.250Z'],
  [
    'that was skipped, as if the clock had not been set',
    'Europe/Berlin',
    '2026-03-29T02:30:00',
    '2026-03-29T01:30:00.000Z',
  ],
  ['that came twice as the first', 'Europe/Berlin', '2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
  ['of half an hour', 'Asia/Kolkata', '2026-01-01T12:00:00', '2026-01-01T06:30:00.000Z'],
  ['before the clock was set inside an hour', 'America/St_Johns', '2010-11-07T00:00:30', '2010-11-07T02:30:30.000Z'],
  ['after the clock was set inside an hour', 'America/St_Johns', '2010-11-07T00:30:00', '2010-11-07T04:00:00.000Z'],
])('reads a time %s', (_, zone, wall, instant) => expect(read(zone, wall)).toBe(instant))

it('throws for a word that is no zone', () => {
  expect(() => createZone('Mars/Base')).toThrow(RangeError)
})
