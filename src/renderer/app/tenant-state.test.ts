import { describe, expect, it } from 'vitest'
import { daysLeftText, signInExpiry } from './tenant-state'

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
