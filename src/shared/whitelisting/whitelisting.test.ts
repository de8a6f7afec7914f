import { describe, expect, it } from 'vitest'
import { gateways, whitelisting } from '../model/whitelisting'
import { letterOf } from './letter'
import { filledIn, procedures } from './steps'

const values = { addresses: ['192.0.2.1', '198.51.100.0/28'], safeSenders: ['bounce@platform.example'] }

describe('the steps of each gateway', () => {
  it.each(gateways)('name a public document, and leave no place unfilled: %s', (gateway) => {
    expect(procedures[gateway].length).toBeGreaterThan(0)
    for (const { title, steps, notes, document } of procedures[gateway]) {
      expect(title).not.toBe('')
      expect(document.title).not.toBe('')
      expect(document.url).toMatch(/^https:\/\/[a-z0-9.-]+\//)
      for (const text of [...steps, ...notes]) expect(filledIn(text, values)).not.toMatch(/[{}]/)
    }
  })

  it.each(gateways)('say both the addresses and the sender or its domain: %s', (gateway) => {
    const all = procedures[gateway].flatMap(({ steps }) => steps.map((step) => filledIn(step, values))).join('\n')
    expect(all).toContain('192.0.2.1')
    if (gateway !== 'mimecast') expect(all).toContain('platform.example')
  })

  it('write single addresses as ranges where the gateway wants ranges', () => {
    expect(filledIn('{ranges}', values)).toBe('192.0.2.1/32, 198.51.100.0/28')
    expect(filledIn('{ranges}', { ...values, addresses: ['2001:db8::1'] })).toBe('2001:db8::1/128')
  })
})

describe('the request to the admin', () => {
  const facts = { tenant: 'Litware Legal', domains: ['litware.example'], engineer: 'Sam', values } as const

  it.each(gateways)('has tenant, every value, the steps and the documents: %s', (gateway) => {
    const letter = letterOf({ ...facts, gateway })
    expect(letter).toContain('Litware Legal')
    expect(letter).toContain('people at litware.example')
    for (const value of [...values.addresses, ...values.safeSenders]) expect(letter).toContain(`  - ${value}`)
    for (const { document } of procedures[gateway]) expect(letter).toContain(document.url)
    expect(letter.trimEnd().endsWith('Sam')).toBe(true)
  })

  it('names no other gateway’s steps', () => {
    const letter = letterOf({ ...facts, gateway: 'google' })
    expect(letter).toContain('let them through in Google Workspace')
    expect(letter).not.toContain('Mimecast')
  })
})

describe('what is whitelisted', () => {
  const given = { ...values, gateway: null, doneOn: null }

  it('is taken in one spelling', () => {
    const parsed = whitelisting.parse({
      ...given,
      addresses: [' 192.0.2.1 '],
      safeSenders: ['Bounce@Platform.example'],
    })
    expect(parsed).toMatchObject({ addresses: ['192.0.2.1'], safeSenders: ['bounce@platform.example'] })
  })

  it.each([
    [{ addresses: ['192.0.2.300'] }, 'addresses'],
    [{ addresses: [] }, 'addresses'],
    [{ safeSenders: ['platform.example'] }, 'safeSenders'],
    [{ safeSenders: ['a@b.example, c@d.example'] }, 'safeSenders'],
    [{ doneOn: '2026-02-30' }, 'doneOn'],
    [{ gateway: 'cisco' }, 'gateway'],
  ])('is refused where it is something else: %j', (change, field) => {
    const { error } = whitelisting.safeParse({ ...given, ...change })
    expect(error?.issues[0]?.path[0]).toBe(field)
  })
})
