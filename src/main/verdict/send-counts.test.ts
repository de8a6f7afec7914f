import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everySendMethod } from '../../shared/model'
import type { SendRow } from './break-point'
import { countMethods, lastByPerson, reachOf, sendsPerDay } from './send-counts'

const hour = 3_600_000
const aRow = (at: string, method: SendRow['method'] = 'smtp', personId = 'ana'): SendRow => ({
  at: Date.parse(at),
  method,
  personId,
})

describe('the sends of a day', () => {
  it('are counted by the days of the tenant’s zone', () => {
    const rows = [aRow('2026-11-12T22:59:59Z'), aRow('2026-11-12T23:00:00Z', 'microsoft-api')]
    const days = sendsPerDay(
      rows,
      Date.parse('2026-11-12T00:00:00Z'),
      Date.parse('2026-11-13T12:00:00Z'),
      'Europe/Berlin',
    )
    expect(days.map(({ day, from, counts }) => [day, from, counts.smtp, counts['microsoft-api']])).toEqual([
      ['2026-11-12', '2026-11-11T23:00:00.000Z', 1, 0],
      ['2026-11-13', '2026-11-12T23:00:00.000Z', 0, 1],
    ])
  })

  it('fill 23 and 25 hours where the clock is set', () => {
    const days = sendsPerDay(
      [],
      Date.parse('2026-03-28T12:00:00Z'),
      Date.parse('2026-10-27T00:00:00Z'),
      'Europe/Berlin',
    )
    const lengths = days.slice(1).map(({ from }, index) => (Date.parse(from) - Date.parse(days[index]!.from)) / hour)
    expect(lengths.filter((hours) => hours !== 24)).toEqual([23, 25])
  })

  it('hold every email of the window once, each under the day that a clock there shows', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC')
    const from = Date.UTC(2026, 0, 1)
    const to = Date.UTC(2027, 0, 1)
    const row = fc.record({
      at: fc.integer({ min: from - 5 * hour, max: to + 5 * hour }),
      method: fc.constantFrom(...everySendMethod),
      personId: fc.constantFrom('ana', 'ben'),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), zone, (rows, timeZone) => {
        const days = sendsPerDay(rows, from, to, timeZone)
        const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
        for (const { day, counts } of days) {
          const expected = rows.filter(({ at }) => at >= from && at < to && format.format(at) === day)
          expect(counts).toEqual(countMethods(expected))
        }
        const inAll = days.flatMap(({ counts }) => Object.values(counts)).reduce((a, b) => a + b, 0)
        expect(inAll).toBe(rows.filter(({ at }) => at >= from && at < to).length)
      }),
      { numRuns: 40 },
    )
  })
})

describe('other people of the tenant', () => {
  it('count by their last email, in whatever order they come', () => {
    const rows = [aRow('2026-11-13T09:00:00Z'), aRow('2026-11-12T09:00:00Z', 'microsoft-api')]
    for (const given of [rows, [...rows].reverse()]) expect(lastByPerson(given).get('ana')?.method).toBe('smtp')
  })

  it.each([
    ['smtp', { api: 0, smtp: 0 }, 'unknown'],
    ['smtp', { api: 9, smtp: 0 }, 'this-person'],
    ['microsoft-api', { api: 9, smtp: 0 }, 'nobody'],
    ['smtp', { api: 5, smtp: 5 }, 'some'],
    ['smtp', { api: 4, smtp: 5 }, 'most'],
    ['smtp', { api: 0, smtp: 5 }, 'everyone'],
  ] as const)('say of a person by %s, others %j: %s', (own, { api, smtp }, reach) => {
    expect(reachOf(own, { 'microsoft-api': api, 'gmail-api': 0, smtp, unknown: 3 })).toBe(reach)
  })
})
