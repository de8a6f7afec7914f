import { expect, it } from 'vitest'
import { aTenant } from '../../testing/fake-api'
import { ownOrder, tagsInUse, type TenantsView, viewed } from './tenants-view'

const now = Date.parse('2026-11-24T12:00:00.000Z')
const tenants = [
  aTenant({ id: 'zeta', name: 'Zeta', domains: ['zeta.example'], tags: ['gold'] }),
  aTenant({ id: 'off', name: 'Off', domains: ['off.example'], disabled: true, lastOpenedAt: null }),
  aTenant({ id: 'soon', name: 'Soon', domains: ['soon.example'], signInExpiresAt: '2026-12-01T00:00:00.000Z' }),
  aTenant({ id: 'less', name: 'Less', domains: ['less.example'], tags: ['silver', 'gold'], favourite: true }),
]
const missing = { less: ['move'] } as const
const ids = (view: Partial<TenantsView>) =>
  viewed(tenants, { query: '', shown: 'all', state: 'any', tag: null, ...view }, { missing, now }).map(({ id }) => id)

it('shows all as they come, whoever is a favourite', () => {
  expect(ids({ sort: ownOrder })).toEqual(['zeta', 'off', 'soon', 'less'])
})

it('shows what needs a look, all of it or for one reason', () => {
  expect(ids({ state: 'attention' })).toEqual(['off', 'soon', 'less'])
  expect(ids({ state: 'disabled' })).toEqual(['off'])
  expect(ids({ state: 'expiry' })).toEqual(['soon'])
  expect(ids({ state: 'missing-right' })).toEqual(['less'])
})

it('shows what carries a tag, narrowed by everything else', () => {
  expect(ids({ tag: 'gold' })).toEqual(['zeta', 'less'])
  expect(ids({ tag: 'gold', state: 'attention' })).toEqual(['less'])
  expect(ids({ tag: 'gold', query: 'ze' })).toEqual(['zeta'])
  expect(ids({ shown: 'favourites' })).toEqual(['less'])
  expect(ids({ shown: 'recent' })).toEqual(['zeta', 'soon', 'less'])
})

it('finds a tenant by its tag, and lists the tags in use once each', () => {
  expect(ids({ query: 'silv' })).toEqual(['less'])
  expect(tagsInUse(tenants)).toEqual(['gold', 'silver'])
})
