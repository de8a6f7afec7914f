import { expect, it } from 'vitest'
import { defaultWhitelisting } from '../../../shared/model'
import { addPerson, openTestLedger } from '../../ledger/testing/fixtures'
import { anEmail, aTenant, noon, tenantId } from '../../ledger/testing/records'
import { fakeClock } from '../../net/testing/fake-clock'
import { createWhitelistingService } from './whitelisting'

const synced = {
  ...aTenant('tenant-2', 'Contoso'),
  provider: 'microsoft' as const,
  connection: {
    provider: 'microsoft' as const,
    directory: 'contoso.example',
    clientId: 'c',
    endpoints: { login: 'https://login.example', graph: 'https://graph.example' },
    scopeHost: 'https://graph.example',
  },
}

const start = async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  await ledger.putTenant(synced)
  return { ledger, service: createWhitelistingService({ ledger, clock: fakeClock(noon) }) }
}

it('begins with the platform’s values, and keeps what an engineer changes', async () => {
  const { service } = await start()
  expect(await service.read(tenantId)).toEqual(defaultWhitelisting)
  const changed = await service.change(tenantId, { addresses: ['192.0.2.1'], gateway: 'mimecast' })
  expect(changed).toEqual({ ...defaultWhitelisting, addresses: ['192.0.2.1'], gateway: 'mimecast' })
  await service.change(tenantId, { doneOn: '2026-02-20', gateway: undefined })
  expect(await service.read(tenantId)).toEqual({ ...changed, doneOn: '2026-02-20' })
})

it('refuses a synced tenant, whatever is asked, even when it was manual before', async () => {
  const { service, ledger } = await start()
  await ledger.putWhitelisting('tenant-2', defaultWhitelisting)
  const refusal = { facts: { code: 'synced-tenant', field: 'tenantId' } }
  await expect(service.read('tenant-2')).rejects.toMatchObject(refusal)
  await expect(service.change('tenant-2', { doneOn: '2026-02-20' })).rejects.toMatchObject(refusal)
})

it('refuses an unknown tenant and one that was removed', async () => {
  const { service, ledger } = await start()
  await expect(service.read('nobody')).rejects.toMatchObject({ code: 'unknown-tenant' })
  await ledger.putTenant({ ...aTenant(), removed: true })
  await expect(service.read(tenantId)).rejects.toMatchObject({ code: 'unknown-tenant' })
})

it('refuses a day that has not come yet where the customer is', async () => {
  const { service } = await start()
  await expect(service.change(tenantId, { doneOn: '2026-03-02' })).rejects.toMatchObject({
    facts: { code: 'bad-input', field: 'doneOn' },
  })
  expect((await service.change(tenantId, { doneOn: '2026-03-01' })).doneOn).toBe('2026-03-01')
})

it('goes when the tenant is erased', async () => {
  const { service, ledger } = await start()
  await service.change(tenantId, { doneOn: '2026-02-20' })
  await ledger.eraseTenant(tenantId, noon)
  expect(await ledger.readWhitelisting(tenantId)).toBeNull()
})

it('compares thirty days on each side of the day it was done, in the customer’s zone and never beyond now', async () => {
  const { service, ledger } = await start()
  expect(await service.compare(tenantId)).toBeNull()
  await expect(service.compare('tenant-2')).rejects.toMatchObject({ code: 'synced-tenant' })
  const person = await addPerson(ledger)
  // Berlin is an hour ahead: the 20th begins at 23:00 UTC of the 19th.
  const sentAt = [
    '2026-01-20T22:59:59.000Z',
    '2026-01-20T23:00:00.000Z',
    '2026-02-19T22:59:59.000Z',
    '2026-02-20T09:00:00.000Z',
    '2026-02-20T23:00:00.000Z',
    '2026-03-01T12:00:01.000Z',
  ]
  await ledger.mergeEmails(
    person,
    'http',
    sentAt.map((at) => anEmail(at, Date.parse(at))),
    'm',
  )
  await service.change(tenantId, { doneOn: '2026-02-20' })
  expect(await service.compare(tenantId)).toMatchObject({
    doneOn: '2026-02-20',
    before: { from: '2026-01-20T23:00:00.000Z', to: '2026-02-19T23:00:00.000Z', counts: { sent: 2 } },
    after: { from: '2026-02-20T23:00:00.000Z', to: '2026-03-01T12:00:00.000Z', counts: { sent: 1, silent: 1 } },
  })
})
