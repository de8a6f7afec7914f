import { expect, it } from 'vitest'
import { aTenant } from '../testing/fake-api'
import { findTenants } from './find-tenants'

const named = (name: string, over = {}) => aTenant({ id: name, name, domains: [], lastOpenedAt: null, ...over })
const names = (tenants: readonly { name: string }[]): readonly string[] => tenants.map((tenant) => tenant.name)

it('takes two letters as initials before anything else', () => {
  const tenants = [named('Ndola Mining'), named('Standard Life'), named('Northwind Dental')]
  expect(names(findTenants(tenants, 'nd'))).toEqual(['Northwind Dental', 'Ndola Mining', 'Standard Life'])
})

it('finds names without their accents, and domains', () => {
  const tenants = [named('Société Générale'), named('Acme', { domains: ['societe.example'] })]
  expect(names(findTenants(tenants, 'societe'))).toEqual(['Société Générale', 'Acme'])
})

it('puts favourites first, then the last opened, when nothing is asked', () => {
  const tenants = [
    named('A'),
    named('B', { lastOpenedAt: '2026-11-01T00:00:00.000Z' }),
    named('C', { lastOpenedAt: '2026-11-02T00:00:00.000Z' }),
    named('D', { favourite: true }),
  ]
  expect(names(findTenants(tenants, ''))).toEqual(['D', 'C', 'B', 'A'])
})
