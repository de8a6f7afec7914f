import { describe, expect, it } from 'vitest'
import { addEmail, addPerson, addSighting, openTestLedger } from './testing/fixtures'
import {
  anAuditLine,
  anEmail,
  aResend,
  aRescue,
  aTenant,
  day,
  junk,
  noon,
  seenIn,
  sourceId,
  tenantId,
} from './testing/records'

const noCeilings = { since: 0, person: 9, tenant: 9 }

describe('erasing a person', () => {
  it('removes all that is kept of them and leaves a line that names nobody', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const other = await addPerson(ledger, 'p2')
    await addSighting(ledger, key, seenIn(junk, noon))
    await ledger.putRescue(aRescue(key, 'r', { state: 'done' }), anAuditLine(key, 'r'))
    await ledger.searchPeople(tenantId, 'person', 9)
    await ledger.beginResend(aResend(key, 'resend-1'), noCeilings, anAuditLine(key, 'r'))
    await expect(ledger.erasePerson(key, 'Erin Engineer', noon)).rejects.toMatchObject({ code: 'conflict' })
    await ledger.changeResend(aResend(key, 'resend-1', { state: 'sent' }), ['intended'], null)

    expect(await ledger.erasePerson(key, 'Erin Engineer', noon)).toEqual({ emails: 1, sightings: 1, rescues: 1 })

    expect(await ledger.readPerson(key)).toBeNull()
    expect(await ledger.readResends(key)).toEqual([])
    expect((await ledger.readLog(key, 0, noon * 2)).emails).toEqual([])
    expect(await ledger.searchPeople(tenantId, 'person', 9)).toMatchObject([{ person: { id: other.personId } }])
    const trail = await ledger.listAudit(tenantId, null, 9)
    expect(trail).toMatchObject([
      {
        action: 'erase-person',
        engineer: 'Erin Engineer',
        personId: null,
        detail: expect.stringContaining('1 emails'),
      },
    ])
    expect(JSON.stringify(trail)).not.toMatch(/p1|northwind|Subject|Junk/)
  })

  it('is refused while an email of theirs is being moved', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    await ledger.putRescue(aRescue(key, 'r'), null)
    await expect(ledger.erasePerson(key, 'E', noon)).rejects.toMatchObject({ code: 'conflict' })
    expect(await ledger.readEmail(key)).not.toBeNull()
  })
})

describe('erasing a tenant', () => {
  it('removes it whole, leaves the others, and notes when and how much', async () => {
    const ledger = await openTestLedger()
    await ledger.putTenant(aTenant())
    await ledger.putTenant(aTenant('tenant-2', 'Contoso'))
    const key = await addEmail(ledger, await addPerson(ledger))
    await ledger.appendAudit(anAuditLine(key, 'r'))
    await addPerson(ledger, 'p1', 'tenant-2')
    await ledger.beginResend(aResend(key, 'resend-1'), noCeilings, anAuditLine(key, 'r'))
    await ledger.lockTenant(tenantId)

    await ledger.eraseTenant(tenantId, noon)

    expect(await ledger.listTenants()).toMatchObject([{ id: 'tenant-2', peopleCount: 1 }])
    expect(await ledger.counts()).toMatchObject({ people: 1, sentEmails: 0 })
    expect(await ledger.listPeople(tenantId)).toEqual([])
    expect(await ledger.listAudit(tenantId, null, 9)).toMatchObject([
      { action: 'erase-tenant', personId: null, detail: '3 rows', engineer: '' },
    ])
  })
})

describe('retention', () => {
  it('removes emails sent before the instant with their sightings, of this tenant only', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const elsewhere = await addPerson(ledger, 'p1', 'tenant-2')
    const emails = [anEmail('old', noon - day), anEmail('edge', noon), anEmail('new', noon + day)]
    for (const key of [person, elsewhere]) await ledger.mergeEmails(key, sourceId, emails, 'm')
    const [, , old] = (await ledger.readLog(person, 0, noon * 2)).emails
    await addSighting(ledger, { ...person, emailId: old!.id }, seenIn(junk, noon))

    await ledger.beginResend(
      aResend(person, 'resend-1', { startedAt: noon - 1 }),
      noCeilings,
      anAuditLine({ ...person, emailId: old!.id }, 'r'),
    )
    expect(await ledger.expire(tenantId, noon)).toBe(1)
    expect(await ledger.readResends(person)).toEqual([])

    const subjects = async (key: typeof person) => (await ledger.readLog(key, 0, noon * 2)).emails.map((e) => e.subject)
    expect(await subjects(person)).toEqual(['Subject new', 'Subject edge'])
    expect(await subjects(elsewhere)).toHaveLength(3)
    expect(await ledger.readSightings({ ...person, emailId: old!.id }, 9)).toEqual([])
    expect(await ledger.expire(tenantId, noon)).toBe(0)
  })
})
