import { useMemo } from 'react'
import { create } from 'zustand'
import type { CallInput } from '../../shared/contract'
import type { FailureFacts } from '../../shared/model/failure'
import type { Tenant } from '../../shared/model/tenant'
import { call, factsOf } from './client'
import { useContextStore } from './context'
import { toast } from './toasts'

interface TenantState {
  /** In the engineer's order; null until they were read once. */
  readonly tenants: readonly Tenant[] | null
  readonly failure: FailureFacts | null
  /** An order that was asked for and isn't kept yet: what main says meanwhile is shown in it. */
  readonly orderWanted: readonly string[] | null
}

export const useTenantStore = create<TenantState>(() => ({ tenants: null, failure: null, orderWanted: null }))

let turn = 0

/** Tenants in the order of these ids; those that it doesn't name follow. */
export const inOrder = (tenants: readonly Tenant[], ids: readonly string[]): readonly Tenant[] => {
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]))
  const named = ids.flatMap((id) => byId.get(id) ?? [])
  const rest = new Set(ids)
  return [...named, ...tenants.filter(({ id }) => !rest.has(id))]
}

/** Reads the tenants; a failure leaves those that were known. */
export const readTenants = async (): Promise<void> => {
  const mine = ++turn
  try {
    const tenants = await call('tenants.list', {})
    if (mine === turn)
      useTenantStore.setState(({ orderWanted }) => ({
        tenants: orderWanted === null ? tenants : inOrder(tenants, orderWanted),
        failure: null,
      }))
  } catch (thrown) {
    if (mine === turn) useTenantStore.setState({ failure: factsOf(thrown) })
  }
}

const putIn = (changed: Tenant): void =>
  useTenantStore.setState((before) => ({
    tenants: before.tenants?.map((each) => (each.id === changed.id ? changed : each)) ?? null,
  }))

/** Marks a tenant as a favourite or not. */
export const setFavourite = async (tenant: Tenant, favourite: boolean): Promise<void> => {
  try {
    putIn(await call('tenants.setFavourite', { tenantId: tenant.id, favourite }))
  } catch (thrown) {
    toast({ tone: 'hot', text: factsOf(thrown).message, tenantId: tenant.id })
  }
}

/** What can be changed of a tenant without connecting it anew. */
export type TenantEdit = CallInput<'tenants.edit'>['change']

/**
 * Changes a tenant and offers to take it back, in the words of `done`. Throws a Failure when main refuses; its field is
 * then one of the change.
 */
export const editTenant = async (tenant: Tenant, change: TenantEdit, done: string): Promise<void> => {
  putIn(await call('tenants.edit', { tenantId: tenant.id, change }))
  const before = Object.fromEntries(Object.keys(change).map((key) => [key, tenant[key as keyof Tenant]])) as TenantEdit
  const undo = (): void =>
    void call('tenants.edit', { tenantId: tenant.id, change: before }).then(putIn, (thrown: unknown) =>
      toast({ tone: 'hot', text: factsOf(thrown).message, tenantId: tenant.id }),
    )
  toast({ text: done, tenantId: tenant.id, action: { label: 'Undo', run: undo } })
}

/** A tenant that may be off or on: `disabled` keeps everything and reaches nothing. Says so when it fails. */
export const setDisabled = (tenant: Tenant, disabled: boolean): Promise<void> =>
  editTenant(
    tenant,
    { disabled },
    disabled ? 'Disabled: nothing of it is read or moved.' : 'Enabled: it is read again.',
  ).catch((thrown: unknown) => toast({ tone: 'hot', text: factsOf(thrown).message, tenantId: tenant.id }))

/** A tenant by its id, as far as it is known. */
export const useTenantById = (tenantId: string | null): Tenant | null =>
  useTenantStore((state) => state.tenants?.find((tenant) => tenant.id === tenantId) ?? null)

/** The tenant on screen. */
export const useTenant = (): Tenant | null => useTenantById(useContextStore((state) => state.tenantId))

/** The tenant on screen at this moment, for code outside components. */
export const currentTenant = (): Tenant | null => {
  const { tenantId } = useContextStore.getState()
  return useTenantStore.getState().tenants?.find((tenant) => tenant.id === tenantId) ?? null
}

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
