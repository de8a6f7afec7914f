import { useMemo } from 'react'
import { create } from 'zustand'
import type { FailureFacts } from '../../shared/model/failure'
import type { Tenant } from '../../shared/model/tenant'
import { call, factsOf } from './client'
import { useContextStore } from './context'
import { toast } from './toasts'

interface TenantState {
  /** Null until they were read once. */
  readonly tenants: readonly Tenant[] | null
  readonly failure: FailureFacts | null
}

export const useTenantStore = create<TenantState>(() => ({ tenants: null, failure: null }))

let turn = 0

/** Reads the tenants; a failure leaves those that were known. */
export const readTenants = async (): Promise<void> => {
  const mine = ++turn
  try {
    const tenants = await call('tenants.list', {})
    if (mine === turn) useTenantStore.setState({ tenants, failure: null })
  } catch (thrown) {
    if (mine === turn) useTenantStore.setState({ failure: factsOf(thrown) })
  }
}

/** Marks a tenant as a favourite or not. */
export const setFavourite = async (tenant: Tenant, favourite: boolean): Promise<void> => {
  try {
    const changed = await call('tenants.setFavourite', { tenantId: tenant.id, favourite })
    useTenantStore.setState((before) => ({
      tenants: before.tenants?.map((each) => (each.id === changed.id ? changed : each)) ?? null,
    }))
  } catch (thrown) {
    toast({ tone: 'hot', text: factsOf(thrown).message, tenantId: tenant.id })
  }
}

/** A tenant by its id, as far as it is known. */
export const useTenantById = (tenantId: string | null): Tenant | null =>
  useTenantStore((state) => state.tenants?.find((tenant) => tenant.id === tenantId) ?? null)

/** The tenant on screen. */
export const useTenant = (): Tenant | null => useTenantById(useContextStore((state) => state.tenantId))

/** Tenants in the order of their last opening, newest first; those never opened are left out. */
export const recentFirst = (tenants: readonly Tenant[]): readonly Tenant[] =>
  tenants
    .filter((tenant) => tenant.lastOpenedAt !== null)
    .sort((a, b) => (b.lastOpenedAt ?? '').localeCompare(a.lastOpenedAt ?? ''))

/** The last few tenants beside the current one. */
export const useRecentTenants = (limit: number): readonly Tenant[] => {
  const tenants = useTenantStore((state) => state.tenants)
  const current = useContextStore((state) => state.tenantId)
  return useMemo(
    () =>
      recentFirst(tenants ?? [])
        .filter((tenant) => tenant.id !== current)
        .slice(0, limit),
    [tenants, current, limit],
  )
}
