import { describe, expect, it } from 'vitest'
import { aTenant } from '../testing/fake-api'
import { daysLeftText, expiryText, signInExpiry } from './tenant-state'

const now = Date.parse('2026-11-24T12:00:00.000Z')
const at = (days: number): string => new Date(now + days * 86_400_000).toISOString()
const expiry = (signInExpiresAt: string | null) => signInExpiry({ signInExpiresAt }, now)

describe('the expiry of a sign-in', () => {
  it('is not spoken of while it is unknown or more than 30 days away', () => {
    expect(expiry(null)).toBeNull()
    expect(expiry(at(30.01))).toBeNull()
  })

  it('is announced from 30 days before to the day itself, and stays once it is past', () => {
    expect(expiry(at(30))).toMatchObject({ state: 'soon', daysLeft: 30 })
    expect(expiry(at(0.5))).toMatchObject({ state: 'soon', daysLeft: 0 })
    expect(expiry(at(0))).toMatchObject({ state: 'past', daysLeft: 0 })
    expect(expiry(at(-40))).toMatchObject({ state: 'past', daysLeft: 0 })
  })

  it('counts its days in words', () => {
    expect([30, 1, 0].map((daysLeft) => daysLeftText({ daysLeft }))).toEqual(['in 30 days', 'in 1 day', 'today'])
  })
})

it('says in one sentence whose sign-in expires, or how many do', () => {
  const tenant = (name: string, signInExpiresAt: string | null) => aTenant({ id: name, name, signInExpiresAt })
  const say = (...of: readonly (readonly [string, string | null])[]) =>
    expiryText(
      of.map(([n, d]) => tenant(n, d)),
      now,
    )
  expect(say(['A', null], ['B', at(200)])).toBeNull()
  expect(say(['A', null], ['B', at(12.5)])).toBe('What B signs in with expires in 12 days: enter another before that.')
  expect(say(['A', at(-1)])).toMatch(/^What A signs in with expired: /)
  expect(say(['A', at(1)], ['B', at(2)])).toBe('The sign-ins of 2 tenants expire within 30 days.')
  expect(say(['A', at(1)], ['B', at(-2)])).toBe('The sign-ins of 1 tenant expire within 30 days, those of 1 expired.')
})
