import { describe, expect, it } from 'vitest'
import { addPerson } from '../ledger/testing/fixtures'
import { anEmail, aTenant, noon, sourceId, tenantId } from '../ledger/testing/records'
import { createSendsService } from './sends'
import { setStage } from './testing/stage'

const day = 86_400_000
const month = { kind: 'days', days: 30 } as const
const week = { kind: 'days', days: 7 } as const

/** Mail to each person on days counted from noon: `[day, method]`. The person of the stage has one email by the API on day 0. */
const setUp = async (mail: Record<string, readonly (readonly [number, 'microsoft-api' | 'smtp'])[]>) => {
  const stage = await setStage({ now: noon + 40 * day })
  // Synced: the tenant of the stage is manual.
  const connection = {
    provider: 'microsoft',
    directory: 'd',
    clientId: 'c',
    scopeHost: 'https://graph.microsoft.com',
    endpoints: { login: 'https://login.example', graph: 'https://graph.example' },
  } as const
  await stage.ledger.putTenant({ ...aTenant(), provider: 'microsoft', connection })
  const people: Record<string, string> = {}
  for (const [ref, rows] of Object.entries(mail)) {
    const key = ref === 'p1' ? stage.person : await addPerson(stage.ledger, ref)
    people[ref] = key.personId
    const emails = rows.map(([at, method], index) =>
      anEmail(`${ref}-${index}`, noon + at * day, { method, personRef: ref }),
    )
    await stage.ledger.mergeEmails(key, sourceId, emails, 'm')
  }
  return { ...stage, people, sends: createSendsService(stage.parts) }
}
const api = (...days: number[]) => days.map((at) => [at, 'microsoft-api'] as const)
const smtp = (...days: number[]) => days.map((at) => [at, 'smtp'] as const)
const isoAt = (days: number): string => new Date(noon + days * day).toISOString()

describe('the sends of a tenant', () => {
  it('are counted by day and method, with the point at which the grant broke', async () => {
    const { sends } = await setUp({ p1: [...api(12, 14), ...smtp(20)], p2: [...api(13), ...smtp(21, 22)] })
    const told = await sends.ofTenant(tenantId, month)
    expect(told.counts).toEqual({ 'microsoft-api': 3, 'gmail-api': 0, smtp: 3, unknown: 0 })
    expect(told.people).toMatchObject({ smtp: 2, 'microsoft-api': 0 })
    expect(told.breakPoint).toEqual({ lastApi: isoAt(14), firstSmtp: isoAt(20), repaired: null })
    expect(told.days).toHaveLength(31)
    expect(told.days.filter(({ counts }) => counts.smtp === 1)).toHaveLength(3)
  })

  it('name a break that lies before the window', async () => {
    const { sends } = await setUp({ p1: [...api(10, 12), ...smtp(15, 36)], p2: [...smtp(37)] })
    expect((await sends.ofTenant(tenantId, week)).breakPoint).toEqual({
      lastApi: isoAt(12),
      firstSmtp: isoAt(15),
      repaired: null,
    })
  })

  it('name no break where one person alone fell to SMTP', async () => {
    const { sends } = await setUp({ p1: [...api(12), ...smtp(20, 25)], p2: api(13, 21, 26), p3: api(13, 22, 27) })
    expect(await sends.ofTenant(tenantId, month)).toMatchObject({ breakPoint: null, mixed: true })
  })

  it('name no break for a manual tenant', async () => {
    const { sends, ledger } = await setUp({ p1: [...api(12), ...smtp(20)] })
    await ledger.putTenant(aTenant())
    expect(await sends.ofTenant(tenantId, month)).toMatchObject({ breakPoint: null, mixed: false, counts: { smtp: 1 } })
  })

  it('are refused for a tenant that is not connected', async () => {
    const { sends } = await setUp({})
    await expect(sends.ofTenant('other', month)).rejects.toMatchObject({ code: 'unknown-tenant' })
  })
})

describe('the sends of a person', () => {
  it('are theirs alone, with the break of their own mail', async () => {
    const { sends, person } = await setUp({ p1: [...api(12), ...smtp(20, 25)], p2: api(13, 21, 26) })
    const told = await sends.ofPerson(person, month)
    expect(told.counts).toMatchObject({ 'microsoft-api': 1, smtp: 2 })
    expect(told.breakPoint).toEqual({ lastApi: isoAt(12), firstSmtp: isoAt(20), repaired: null })
  })

  it('name a break of long before the window', async () => {
    const { sends, person } = await setUp({ p1: [...api(1), ...smtp(3, 36)] })
    expect((await sends.ofPerson(person, week)).breakPoint).toMatchObject({ lastApi: isoAt(1), firstSmtp: isoAt(3) })
  })
})

describe('the other people of the tenant', () => {
  it('are counted by their last email and listed, those by SMTP first', async () => {
    const { sends, person, people } = await setUp({
      p1: smtp(20),
      p2: [...api(12), ...smtp(21)],
      p3: [...smtp(22), ...api(23)],
      p4: [],
    })
    const told = await sends.peers(person, month)
    expect(told).toMatchObject({
      people: { smtp: 1, 'microsoft-api': 1 },
      emails: { smtp: 2, 'microsoft-api': 2 },
      reach: 'some',
    })
    expect(told.list).toEqual([
      {
        personId: people.p2,
        name: 'Person p2',
        address: 'p2@northwind.example',
        method: 'smtp',
        lastSentAt: isoAt(21),
      },
      expect.objectContaining({ personId: people.p3, method: 'microsoft-api' }),
    ])
  })

  it('say that it is this person alone', async () => {
    const { sends, person } = await setUp({ p1: smtp(20), p2: api(21) })
    expect((await sends.peers(person, month)).reach).toBe('this-person')
  })
})
