import { expect, it } from 'vitest'
import { defaultWhitelisting } from '../../../shared/model'
import { openTestLedger } from '../../ledger/testing/fixtures'
import { aTenant, noon, tenantId } from '../../ledger/testing/records'
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
