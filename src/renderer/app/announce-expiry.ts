import { goTo } from './context'
import { expiryText } from './tenant-state'
import { useTenantStore } from './tenants'
import { toast } from './toasts'

/**
 * Says once, when the tenants are first known, which sign-ins expire soon or did. Afterwards it stands on the Tenants page
 * and on each tenant's. Gives the function that stops waiting.
 */
export const announceExpiry = (): (() => void) => {
  const unsubscribe = useTenantStore.subscribe(({ tenants }) => {
    if (tenants === null || tenants.length === 0) return
    unsubscribe()
    const text = expiryText(tenants, Date.now())
    if (text === null) return
    toast({ text, tenantId: null, action: { label: 'Show tenants', run: () => goTo({ kind: 'tenants' }) } })
  })
  return unsubscribe
}
