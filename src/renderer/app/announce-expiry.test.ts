import { beforeEach, expect, it } from 'vitest'
import { aTenant, installFakeApi } from '../testing/fake-api'
import { announceExpiry } from './announce-expiry'
import { context, restoreContext } from './context'
import { useTenantStore } from './tenants'
import { useToastStore } from './toasts'

const soon = aTenant({ signInExpiresAt: new Date(Date.now() + 5.5 * 86_400_000).toISOString() })
const said = () => useToastStore.getState().toasts.map(({ text }) => text)

beforeEach(() => {
  installFakeApi()
  restoreContext({ tenantId: 't1', route: { kind: 'log' } })
  useTenantStore.setState({ tenants: null, failure: null, orderWanted: null })
  useToastStore.setState({ toasts: [] })
})

it('says once per start whose sign-in expires, and leads to the tenants', () => {
  announceExpiry()
  expect(said()).toEqual([])
  useTenantStore.setState({ tenants: [soon] })
  useTenantStore.setState({ tenants: [{ ...soon }] })
  expect(said()).toEqual(['What Northwind Dental signs in with expires in 5 days: enter another before that.'])
  useToastStore.getState().toasts[0]?.action?.run()
  expect(context()).toMatchObject({ tenantId: 't1', route: { kind: 'tenants' } })
})

it('says nothing where none expires', () => {
  announceExpiry()
  useTenantStore.setState({ tenants: [aTenant()] })
  expect(said()).toEqual([])
})
