import { expect, it } from 'vitest'
import { Failure } from '../../shared/model/failure'
import { aTenant, installFakeApi } from '../testing/fake-api'
import { call, factsOf } from './client'

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
