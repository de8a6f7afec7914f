import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findBreak, type SendRow } from './break-point'

const day = 86_400_000
const start = Date.UTC(2026, 10, 1, 9)
const iso = (at: number): string => new Date(at).toISOString()
const row = (days: number, method: SendRow['method'], personId = 'ana'): SendRow => ({
  at: start + days * day,
  method,
  personId,
})
/** `A` is by the API, `S` by SMTP, `.` a day without mail. */
const daily = (text: string, personId = 'ana'): SendRow[] =>
  [...text].flatMap((letter, index) =>
    letter === '.' ? [] : [row(index, letter === 'A' ? 'microsoft-api' : 'smtp', personId)],
  )

describe('the break point', () => {
  it('lies between the last email by the API and the first by SMTP', () => {
    expect(findBreak(daily('AAA..SS'))).toEqual({
      breakPoint: { lastApi: iso(start + 2 * day), firstSmtp: iso(start + 5 * day), repaired: null },
      mixed: false,
    })
  })

  it('tells when the API came back', () => {
    expect(findBreak(daily('AASS.A')).breakPoint).toEqual({
      lastApi: iso(start + day),
      firstSmtp: iso(start + 2 * day),
      repaired: { lastSmtp: iso(start + 3 * day), firstApi: iso(start + 5 * day) },
    })
  })

  it('is the latest one of a grant that broke twice', () => {
    expect(findBreak(daily('AASSAASS')).breakPoint).toMatchObject({ lastApi: iso(start + 5 * day), repaired: null })
  })

  it.each(['', 'A', 'AAAA', 'SSSS', 'SSAA'])('is none where mail never fell to SMTP: "%s"', (text) => {
    expect(findBreak(daily(text))).toEqual({ breakPoint: null, mixed: false })
  })

  it('does not rest on emails whose method nobody told', () => {
    expect(findBreak([row(0, 'unknown'), ...daily('.AA'), row(4, 'unknown')])).toEqual({
      breakPoint: null,
      mixed: false,
    })
  })

  it('is none where both ways are used in turns', () => {
    expect(findBreak(daily('ASASAS'))).toEqual({ breakPoint: null, mixed: true })
  })

  it('is none for a tenant of which one mailbox alone is left out', () => {
    const rows = [...daily('A..A..A..A', 'ana'), ...daily('.A..S', 'ben'), ...daily('..A..A..A', 'cem')]
    expect(findBreak(rows)).toEqual({ breakPoint: null, mixed: true })
  })

  it('is none where an email of each way carries the same instant', () => {
    expect(findBreak([...daily('AA'), row(1, 'smtp'), row(2, 'smtp')])).toEqual({ breakPoint: null, mixed: true })
  })

  it('is none where the one email by SMTP went to somebody who never had any by the API', () => {
    expect(findBreak([...daily('AAA', 'ana'), row(3, 'smtp', 'new')])).toEqual({ breakPoint: null, mixed: true })
  })
})

const people = ['ana', 'ben', 'cem'] as const
const aPerson = fc.constantFrom(...people)
const minutes = fc.integer({ min: 1, max: 40 * 24 * 60 })

/** Mail to several people in time order, all by the API before an instant and all by SMTP from it on. */
const brokenOnce = fc.record({
  before: fc.array(fc.tuple(minutes, aPerson), { minLength: 1, maxLength: 30 }),
  after: fc.array(fc.tuple(minutes, aPerson), { minLength: 1, maxLength: 30 }),
  apiMethod: fc.constantFrom('microsoft-api' as const, 'gmail-api' as const),
})
const minute = 60_000

describe('whatever was sent', () => {
  it('names exactly the emails next to the break, in whatever order they come', () => {
    fc.assert(
      fc.property(brokenOnce, fc.infiniteStream(fc.nat()), ({ before, after, apiMethod }, orders) => {
        const api = before.map(([m, personId]): SendRow => ({ at: start - m * minute, method: apiMethod, personId }))
        // Everybody had mail by the API, so that whoever falls to SMTP is known to have fallen.
        for (const personId of people) api.push({ at: start - 41 * day, method: apiMethod, personId })
        const smtp = after.map(([m, personId]): SendRow => ({ at: start + m * minute, method: 'smtp', personId }))
        const shuffled = [...api, ...smtp]
          .map((each) => ({ each, order: orders.next().value as number }))
          .sort((a, b) => a.order - b.order)
          .map(({ each }) => each)
        expect(findBreak(shuffled)).toEqual({
          breakPoint: {
            lastApi: iso(Math.max(...api.map((each) => each.at))),
            firstSmtp: iso(Math.min(...smtp.map((each) => each.at))),
            repaired: null,
          },
          mixed: false,
        })
      }),
    )
  })

  it('never names a point that another email contradicts', () => {
    const anyRow = fc.record({
      at: minutes.map((m) => start + m * minute),
      method: fc.constantFrom('microsoft-api' as const, 'smtp' as const, 'unknown' as const),
      personId: aPerson,
    })
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 40 }), (rows) => {
        const { breakPoint, mixed } = findBreak(rows)
        if (breakPoint === null) return
        expect(mixed).toBe(false)
        const [from, to] = [Date.parse(breakPoint.lastApi), Date.parse(breakPoint.firstSmtp)]
        expect(from).toBeLessThan(to)
        const told = rows.filter((each) => each.method !== 'unknown')
        expect(told.filter((each) => each.at > from && each.at < to)).toEqual([])
        const end = breakPoint.repaired ? Date.parse(breakPoint.repaired.firstApi) : Infinity
        expect(told.filter((each) => each.at >= to && each.at < end && each.method !== 'smtp')).toEqual([])
        expect(told.filter((each) => each.at >= end && each.method === 'smtp')).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })
})
