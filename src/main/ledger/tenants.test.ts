import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openTestLedger, tempFiles } from './testing/fixtures'
import { aPerson, aTenant, isoAt, noon, sourceId, tenantId } from './testing/records'

it('lists tenants by name, with what was kept about each', async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant('t2', 'Zephyr'))
  await ledger.putTenant(aTenant('t1', 'Ångström'))
  await ledger.setFavourite('t2', true)
  await ledger.openedTenant('t2', noon)
  await ledger.mergePeople('t2', sourceId, [aPerson('p1'), aPerson('p2', { status: 'removed' })], 'm')
  await ledger.finishPeople('t2', sourceId, 'm', noon + 1)

  const tenants = await ledger.listTenants()
  expect(tenants.map((tenant) => tenant.name)).toEqual(['Ångström', 'Zephyr'])
  expect(tenants[0]).toMatchObject({ favourite: false, lastOpenedAt: null, peopleRefreshedAt: null, peopleCount: 0 })
  expect(await ledger.readTenant('t2')).toEqual({
    id: 't2',
    name: 'Zephyr',
    provider: 'manual',
    domains: ['northwind.example'],
    colour: '#3366aa',
    timeZone: 'Europe/Berlin',
    favourite: true,
    lastOpenedAt: isoAt(noon),
    peopleRefreshedAt: isoAt(noon + 1),
    peopleCount: 1,
    platform: { senderDomains: ['platform.example'], senderAddresses: [], headerMarks: [] },
    retentionDays: 400,
    signInExpiresAt: null,
    logSources: [{ id: sourceId, kind: 'http', name: 'Platform log' }],
    tags: [],
    disabled: false,
  })
  expect(await ledger.readTenant('unknown')).toBeNull()
})

it('replaces the settings of a tenant and keeps favourite and history', async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  await ledger.setFavourite(tenantId, true)
  await ledger.openedTenant(tenantId, noon)
  await ledger.putTenant(aTenant(tenantId, 'Renamed'))
  expect(await ledger.readTenant(tenantId)).toMatchObject({
    name: 'Renamed',
    favourite: true,
    lastOpenedAt: isoAt(noon),
  })
  expect(await ledger.readSettings(tenantId)).toEqual(aTenant(tenantId, 'Renamed'))
  expect(await ledger.readSettings('unknown')).toBeNull()
})

it('writes nothing that is no setting', async () => {
  const files = tempFiles()
  const ledger = await openTestLedger(files)
  await ledger.putTenant({ ...aTenant(), clientSecret: 'hush-hush' } as ReturnType<typeof aTenant>)
  await ledger.close()
  expect(readFileSync(files.file).includes('hush-hush')).toBe(false)
})

it('counts the people anew after each change of who is there', async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  const count = async () => (await ledger.listTenants())[0]?.peopleCount
  expect(await count()).toBe(0)
  await ledger.mergePeople(tenantId, sourceId, [aPerson('p1'), aPerson('p2')], 'first')
  expect(await count()).toBe(2)
  await ledger.mergePeople(tenantId, sourceId, [aPerson('p1', { status: 'suspended' }), aPerson('p3')], 'second')
  expect(await count()).toBe(3)
  await ledger.finishPeople(tenantId, sourceId, 'second', noon)
  expect(await count()).toBe(2)
  const [person] = await ledger.listPeople(tenantId)
  await ledger.erasePerson({ tenantId, personId: person?.id ?? '' }, 'engineer', noon)
  expect((await ledger.readTenant(tenantId))?.peopleCount).toBe(1)
})
