import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Handlers } from '../ipc/answer'
import { addPerson, openTestLedger, tempFiles } from '../ledger/testing/fixtures'
import { aTenant, tenantId } from '../ledger/testing/records'
import type { Ledger } from '../ledger/ledger'
import { createFirstAnswers } from './first-answers'

const folderWith = (preferences: object): string => {
  const folder = mkdtempSync(join(tmpdir(), 'first-answers-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'preferences.json'), JSON.stringify({ preferences }))
  return folder
}

const setUp = (ledger: Ledger, built = false) => {
  const service = vi.fn(() => 'from the services')
  const every = new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : service) }) as Handlers
  const answer = createFirstAnswers(folderWith({ lastTenantId: tenantId }), Promise.resolve(ledger), {
    built: () => built,
    handlers: () => Promise.resolve(every),
  })
  return { answer, service }
}
const lastDays = { kind: 'days', days: 30 }

it('reads what the first page shows without building a service', async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  const person = await addPerson(ledger)
  const { answer, service } = setUp(ledger)
  expect(await answer('preferences.read', {})).toMatchObject({ ok: true, value: { lastTenantId: tenantId } })
  expect(await answer('tenants.list', {})).toMatchObject({ ok: true, value: [{ id: tenantId }] })
  expect(await answer('people.read', person)).toMatchObject({ ok: true, value: { id: person.personId } })
  expect(await answer('log.read', { ...person, window: lastDays })).toMatchObject({ ok: true, value: { emails: [] } })
  expect(service).not.toHaveBeenCalled()
})

it('leaves to the services what is sealed, what is empty, and all once they are built', async () => {
  const sealed = await openTestLedger({ ...tempFiles(), keys: 'handed-in' })
  const whom = { tenantId, personId: 'p1' }
  const byServices = { ok: true, value: 'from the services' }
  expect(await setUp(sealed).answer('log.read', { ...whom, window: lastDays })).toEqual(byServices)
  expect(await setUp(sealed).answer('tenants.list', {})).toEqual(byServices)
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  expect(await setUp(ledger, true).answer('tenants.list', {})).toEqual(byServices)
  expect(await setUp(ledger).answer('jobs.list', {})).toEqual(byServices)
})

it('tells an expected failure and refuses bad input as the services would', async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  const { answer } = setUp(ledger)
  expect(await answer('people.read', { tenantId, personId: 'nobody' })).toMatchObject({
    ok: false,
    failure: { code: 'unknown-person', field: 'personId' },
  })
  expect(await answer('people.read', { tenantId })).toMatchObject({
    ok: false,
    failure: { code: 'bad-input', field: 'personId' },
  })
})
