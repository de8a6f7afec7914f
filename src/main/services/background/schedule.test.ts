import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withOpened } from './lately'
import { afterFailure, afterSuccess, everyMs, shareOf, spreadMs } from './schedule'

describe('when a source is read', () => {
  it('spreads the tenants of a list over the whole span, always in the same way', () => {
    const shares = Array.from({ length: 300 }, (_, index) => shareOf(`tenant-${index}|http`, spreadMs))
    expect(shares).toEqual(Array.from({ length: 300 }, (_, index) => shareOf(`tenant-${index}|http`, spreadMs)))
    const perTenth = Array.from({ length: 10 }, (_, tenth) =>
      shares.filter((share) => Math.floor((share / spreadMs) * 10) === tenth),
    )
    for (const some of perTenth) expect(some.length).toBeGreaterThan(12)
  })

  it('is regular within a tenth, backs off to an hour, and no sooner than asked', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 500 }), fc.nat(10_000_000), (name, failures, askedMs) => {
        expect(Math.abs(afterSuccess(0, name) - everyMs)).toBeLessThanOrEqual(everyMs / 10)
        const wait = afterFailure(0, name, failures, askedMs)
        expect(wait).toBeGreaterThanOrEqual(askedMs)
        expect(wait).toBeLessThanOrEqual(Math.max(askedMs, 3_600_000) + 900_000)
      }),
    )
    const waits = [1, 2, 3, 4].map((failures) => afterFailure(0, 't', failures, 0))
    expect(waits).toEqual([...waits].sort((one, other) => one - other))
  })
})

it('knows the people opened in the last week, each once, the last one first', () => {
  const day = 86_400_000
  const opened = (personId: string, at: number) => ({ personId, at })
  const known = [opened('a', 3 * day), opened('b', 2 * day), opened('old', 0)]
  expect(withOpened(known, [opened('b', 8 * day)], 8 * day)).toEqual([opened('b', 8 * day), opened('a', 3 * day)])
  const many = Array.from({ length: 50 }, (_, index) => opened(`p${index}`, index))
  expect(withOpened([], many, 100)).toHaveLength(20)
})
