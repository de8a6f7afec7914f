import { describe, expect, it } from 'vitest'
import { evidenceOf, type SignFacts } from './signs'

const at = '2026-03-10T12:00:00.000Z'
const sent = (day: number, method: 'smtp' | 'microsoft-api' | 'gmail-api', listed = true) => ({
  method,
  listed,
  sentAt: `2026-03-0${day}T09:00:00.000Z`,
})
const facts = (over: Partial<SignFacts> = {}): SignFacts => ({
  emails: [],
  complete: true,
  toOthers: 0,
  at,
  ...over,
})

describe('the signs of a broken grant', () => {
  it('are there when the newest email went by SMTP, with the two emails around the break', () => {
    const emails = [sent(5, 'smtp'), sent(4, 'smtp'), sent(3, 'microsoft-api')]
    expect(evidenceOf(facts({ emails }))).toMatchObject({
      signs: ['smtp'],
      sent: 3,
      bySmtp: 2,
      breakPoint: { lastApi: emails[2]!.sentAt, firstSmtp: emails[1]!.sentAt, repaired: null },
    })
  })

  it('name no point where both ways were used in turns within the hour', () => {
    const at = (minute: string, method: 'smtp' | 'microsoft-api') => ({
      method,
      listed: true,
      sentAt: `2026-03-05T09:${minute}:00.000Z`,
    })
    const emails = [at('40', 'smtp'), at('30', 'microsoft-api'), at('20', 'smtp'), at('10', 'microsoft-api')]
    expect(evidenceOf(facts({ emails }))).toMatchObject({ signs: ['smtp'], breakPoint: null })
  })

  it('are gone once an email went by the API again', () => {
    expect(evidenceOf(facts({ emails: [sent(5, 'gmail-api'), sent(4, 'smtp')] })).signs).toEqual([])
  })

  it('are there when nothing was sent while others got mail', () => {
    expect(evidenceOf(facts({ toOthers: 3 })).signs).toEqual(['empty-log'])
    expect(evidenceOf(facts()).signs).toEqual([])
  })

  it('are not read from a log that was not read to its end', () => {
    expect(evidenceOf(facts({ toOthers: 2, complete: false })).signs).toEqual([])
  })

  it('leave out what the source no longer lists', () => {
    expect(evidenceOf(facts({ emails: [sent(5, 'smtp', false)] }))).toMatchObject({ signs: [], sent: 0, bySmtp: 0 })
  })
})
