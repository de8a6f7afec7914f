import { describe, expect, it } from 'vitest'
import { Failure, type LogSourceSetup } from '../../src/shared/model'
import { tenantId } from '../../src/main/ledger/testing/records'
import type { LogSource } from '../../src/main/sources/source'
import { createMemoryVault } from '../../src/main/vault/vault'
import { setStage } from '../../src/main/services/testing/stage'
import { createSourceService } from '../../src/main/services/log-sources/log-sources'
import { createSourceReadings } from '../../src/main/services/log-sources/source-readings'

const gophish: LogSourceSetup = {
  kind: 'gophish',
  base: ' https://phish.example:3333/ ',
  campaignName: '',
  groupName: '',
}
const http: LogSourceSetup = {
  kind: 'http',
  base: 'https://log.example',
  platformTenantId: tenantId,
  auth: { kind: 'token' },
  mapping: null,
}
const typed = (setup: LogSourceSetup, change: object = {}) => ({
  sourceId: null,
  name: '',
  setup,
  secret: 'S3cret',
  ...change,
})

const begin = async (probe: LogSource['probe'] = () => Promise.resolve('It answers.')) => {
  const stage = await setStage()
  const vault = createMemoryVault()
  vault.put(tenantId, { clientSecret: 'other', logTokens: { http: 'held' } })
  const tried: { settings: unknown; token: string }[] = []
  const readings = createSourceReadings()
  const service = createSourceService({
    ledger: stage.ledger,
    vault,
    clock: stage.clock,
    newId: stage.parts.newId,
    readings,
    put: (settings) => stage.ledger.putTenant(settings),
    trying: (_, settings, token, use) => {
      tried.push({ settings, token: token() })
      return use({ probe } as LogSource)
    },
    reportBug: stage.parts.reportBug,
  })
  return { ...stage, service, vault, tried, readings }
}

describe('the log sources of a tenant', () => {
  it('are listed with how they are set, whether a secret is held, and their last reading', async () => {
    const { service, readings } = await begin()
    const reading = { at: '2026-11-02T09:00:00.000Z', what: 'log', rows: 3, failure: 'It did not answer.' } as const
    readings.note(tenantId, 'http', reading)
    const list = await service.list(tenantId)
    expect(list).toMatchObject([
      { id: 'http', kind: 'http', name: 'Platform log', setup: http, holdsSecret: true, lastReading: reading },
    ])
    expect(JSON.stringify(list)).not.toContain('held"')
  })

  it('get one more at the end, with its secret in the vault and nowhere else', async () => {
    const { service, vault, ledger } = await begin()
    const list = await service.put(tenantId, typed(gophish, { name: ' Berlin ' }))
    expect(list.map(({ id, name, holdsSecret }) => [id, name, holdsSecret])).toEqual([
      ['http', 'Platform log', true],
      ['gophish', 'Berlin', true],
    ])
    expect(list[1]?.setup).toEqual({ ...gophish, base: 'https://phish.example:3333' })
    expect(vault.get(tenantId)).toEqual({ clientSecret: 'other', logTokens: { http: 'held', gophish: 'S3cret' } })
    expect(JSON.stringify([list, await ledger.readSettings(tenantId)])).not.toContain('S3cret')
    const again = await service.put(tenantId, typed(gophish))
    expect(again.map(({ id }) => id)).toEqual(['http', 'gophish', expect.stringMatching(/^gophish-.+/)])
  })

  it('change one in its place and keep its secret when none is typed', async () => {
    const { service, vault } = await begin()
    const list = await service.put(tenantId, {
      ...typed({ ...http, platformTenantId: 'other' }, { secret: null }),
      sourceId: 'http',
    })
    expect(list).toMatchObject([{ id: 'http', setup: { platformTenantId: 'other' } }])
    expect(vault.get(tenantId)?.logTokens).toEqual({ http: 'held' })
  })

  it.each([
    [{ ...gophish, base: 'phish.example' }, {}, 'base'],
    [{ ...gophish, base: 'http://phish.example' }, {}, 'base'],
    [{ ...http, platformTenantId: ' ' }, {}, 'platformTenantId'],
    [
      { ...http, auth: { kind: 'oauth-client-credentials', tokenUrl: '', clientId: 'c', scope: '' } },
      {},
      'auth.tokenUrl',
    ],
    [gophish, { secret: null }, 'secret'],
    [gophish, { sourceId: 'http' }, 'sourceId'],
    [{ kind: 'mailbox-scan', senders: [], marks: [] }, { secret: null }, 'senders'],
    [{ kind: 'mailbox-scan', senders: [], marks: [{ name: 'X Mark', value: '' }] }, { secret: null }, 'marks.0.name'],
    [
      { kind: 'mailbox-scan', senders: ['a@platform.example', 'platform.example'], marks: [] },
      { secret: null },
      'senders.1',
    ],
  ] as const)('refuse %j with %j and name the field %s', async (setup, change, field) => {
    const { service, vault, ledger } = await begin()
    await ledger.putTenant({ ...(await ledger.readSettings(tenantId))!, provider: 'google' })
    const refused = service.put(tenantId, typed(setup, change))
    await expect(refused).rejects.toMatchObject({ code: 'bad-input', facts: { field } })
    expect(vault.get(tenantId)?.logTokens).toEqual({ http: 'held' })
    expect(await service.list(tenantId)).toHaveLength(1)
  })

  it('take a mailbox scan without a secret, but not of a manual tenant', async () => {
    const { service, ledger } = await begin()
    const scan = typed({ kind: 'mailbox-scan', senders: [' Training@platform.example '], marks: [] }, { secret: null })
    await expect(service.put(tenantId, scan)).rejects.toMatchObject({ code: 'manual-tenant', facts: { field: 'kind' } })
    await ledger.putTenant({ ...(await ledger.readSettings(tenantId))!, provider: 'google' })
    const list = await service.put(tenantId, scan)
    expect(list.at(-1)).toMatchObject({ setup: { senders: ['training@platform.example'] }, holdsSecret: false })
  })

  it('lose one with its secret, and no row', async () => {
    const { service, vault, ledger, key } = await begin()
    expect(await service.remove(tenantId, 'http')).toEqual([])
    expect(vault.get(tenantId)).toEqual({ clientSecret: 'other', logTokens: {} })
    expect(await ledger.readEmail(key)).not.toBeNull()
    await expect(service.remove(tenantId, 'http')).rejects.toMatchObject({ facts: { field: 'sourceId' } })
  })

  it('are asked in the order wanted', async () => {
    const { service } = await begin()
    await service.put(tenantId, typed(gophish))
    expect((await service.reorder(tenantId, ['gophish'])).map(({ id }) => id)).toEqual(['gophish', 'http'])
  })
})

describe('testing a log source', () => {
  it('tries what was typed with its secret, else with the one that is held, and keeps nothing', async () => {
    const { service, tried, vault } = await begin()
    expect(await service.test(tenantId, typed(gophish))).toMatchObject({
      ok: true,
      message: 'It answers.',
      field: null,
    })
    await service.test(tenantId, { ...typed(http, { secret: null }), sourceId: 'http' })
    expect(tried.map(({ token }) => token)).toEqual(['S3cret', 'held'])
    expect(await service.list(tenantId)).toHaveLength(1)
    expect(vault.get(tenantId)?.logTokens).toEqual({ http: 'held' })
  })

  it('answers with what is wrong and where, also before anything is asked', async () => {
    const refused = new Failure({ code: 'token-rejected', message: 'The key is wrong.', field: 'secret' })
    const { service, tried } = await begin(() => Promise.reject(refused))
    expect(await service.test(tenantId, typed(gophish))).toMatchObject({
      ok: false,
      message: 'The key is wrong.',
      field: 'secret',
    })
    expect(await service.test(tenantId, typed({ ...gophish, base: '' }))).toMatchObject({ ok: false, field: 'base' })
    expect(tried).toHaveLength(1)
  })

  it('gives up after half a minute', async () => {
    const { service, clock } = await begin(
      (signal) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Failure({ code: 'cancelled', message: 'Abandoned.' }))),
        ),
    )
    const answer = service.test(tenantId, typed(gophish))
    for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setTimeout(done, 1))
    await clock.advance(30_000)
    expect(await answer).toMatchObject({ ok: false, ms: 30_000 })
  })
})
