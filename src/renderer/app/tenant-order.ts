import { call, factsOf } from './client'
import { inOrder, readTenants, useTenantStore } from './tenants'
import { toast } from './toasts'

/** The order with one of its members put before another; at the end when that is null. */
export const movedBefore = (ids: readonly string[], id: string, before: string | null): readonly string[] => {
  const others = ids.filter((each) => each !== id)
  const at = before === null ? others.length : others.indexOf(before)
  return at < 0 ? ids : [...others.slice(0, at), id, ...others.slice(at)]
}

/**
 * Before whom a row comes that is moved by one among those shown (which may be a part of all); undefined when it stands at
 * that end already.
 */
export const neighbourBefore = (shown: readonly string[], id: string, by: -1 | 1): string | null | undefined => {
  const at = shown.indexOf(id)
  const to = at + by
  if (at < 0 || to < 0 || to >= shown.length) return undefined
  return by === -1 ? (shown[to] ?? null) : (shown[to + 1] ?? null)
}

let isSaving = false

/** Sends the latest order, and the next one when it changed meanwhile: keys pressed fast make few writes. */
const save = async (): Promise<void> => {
  if (isSaving) return
  isSaving = true
  let order = useTenantStore.getState().orderWanted
  while (order !== null) {
    try {
      await call('tenants.reorder', { tenantIds: [...order] })
    } catch (thrown) {
      toast({ tone: 'hot', text: factsOf(thrown).message, tenantId: null })
      useTenantStore.setState({ orderWanted: null })
      await readTenants()
    }
    const { orderWanted } = useTenantStore.getState()
    if (orderWanted === order) useTenantStore.setState({ orderWanted: null })
    order = orderWanted === order ? null : orderWanted
  }
  isSaving = false
}

/** Shows the tenants in another order at once, and keeps it. */
export const reorderTenants = (order: readonly string[]): void => {
  useTenantStore.setState(({ tenants }) => ({
    tenants: tenants === null ? null : inOrder(tenants, order),
    orderWanted: order,
  }))
  void save()
}
