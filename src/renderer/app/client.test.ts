import { expect, it } from 'vitest'
import { Failure } from '../../shared/model/failure'
import { aPage } from '../features/log/testing'
import { aTenant, installFakeApi } from '../testing/fake-api'
import { askAhead, call, factsOf, takeAhead } from './client'

it('unwraps the answer of a call', async () => {
  installFakeApi({ 'tenants.list': () => [aTenant({ name: 'Contoso Clinics' })] })
  await expect(call('tenants.list', {})).resolves.toMatchObject([{ name: 'Contoso Clinics' }])
})

it('throws the facts of a refusal untouched', async () => {
  const facts = { code: 'bad-input', message: 'Say who you are.', field: 'engineer' } as const
  installFakeApi({
    'preferences.change': () => {
      throw new Failure(facts)
    },
  })
  await expect(call('preferences.change', { engineer: '' })).rejects.toMatchObject({ facts })
})

it('says what is no failure as a bug', () => {
  expect(factsOf(new TypeError('x is undefined'))).toMatchObject({
    code: 'bug',
    message: expect.stringContaining('x is undefined') as string,
  })
})

it('gives what was asked ahead once, and nothing for a refusal', async () => {
  const key = { tenantId: 't1', personId: 'p1', window: { kind: 'days', days: 30 } } as const
  let asked = 0
  installFakeApi({
    'log.read': () => {
      asked += 1
      if (asked > 1) throw new Failure({ code: 'ledger-busy', message: 'Try again.' })
      return aPage([])
    },
  })
  await askAhead('log.read', key)
  expect(takeAhead('log.read', key)).toMatchObject({ personId: 'p1' })
  expect(takeAhead('log.read', key)).toBeNull()
  await askAhead('log.read', key)
  expect(takeAhead('log.read', key)).toBeNull()
})
