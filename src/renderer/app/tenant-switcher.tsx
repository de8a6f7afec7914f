import { useMemo, useState } from 'react'
import { providerNames, type Tenant } from '../../shared/model/tenant'
import { Picker, type PickerItem, type PickerSection } from '../ui/picker'
import { Square } from '../ui/square'
import { chooseTenant, useContextStore } from './context'
import { closeDialog } from './dialogs'
import { byUse, findTenants } from './find-tenants'
import { standingOf } from './tenant-mark'
import { recentFirst, useTenantStore } from './tenants'

/** A tenant as a line of a picker; choosing it opens its page. */
export const tenantItem = (tenant: Tenant): PickerItem => ({
  id: `tenant-${tenant.id}`,
  label: tenant.name,
  hint: [providerNames[tenant.provider], standingOf(tenant, Date.now())].filter((part) => part !== null).join(', '),
  isDim: tenant.disabled,
  icon: <Square name={tenant.name} colour={tenant.colour} size={20} />,
  run: () => chooseTenant(tenant.id),
})

const unasked = (tenants: readonly Tenant[]): readonly PickerSection[] => {
  const favourites = tenants.filter((tenant) => tenant.favourite).sort(byUse)
  const recent = recentFirst(tenants)
    .filter((tenant) => !tenant.favourite)
    .slice(0, 6)
  // The others stand in the engineer's own order.
  const above = new Set([...favourites, ...recent])
  const rest = tenants.filter((tenant) => !above.has(tenant))
  return [
    { heading: 'Favourites', items: favourites.map(tenantItem) },
    { heading: 'Recent', items: recent.map(tenantItem) },
    { heading: 'All tenants', items: rest.map(tenantItem) },
  ]
}

/** Switches the tenant: a shortcut, two letters, Enter. */
export const TenantSwitcher = () => {
  const [query, setQuery] = useState('')
  const tenants = useTenantStore((state) => state.tenants)
  const current = useContextStore((state) => state.tenantId)
  const sections = useMemo(() => {
    // The current one is no choice; with a query it still answers, so that nobody wonders where it went.
    const others = (tenants ?? []).filter((tenant) => tenant.id !== current)
    return query.trim() === ''
      ? unasked(others)
      : [{ heading: 'Tenants', items: findTenants(tenants ?? [], query).map(tenantItem) }]
  }, [tenants, current, query])
  return (
    <Picker
      label="Switch tenant"
      placeholder="Two letters of the tenant's name"
      query={query}
      onQuery={setQuery}
      sections={sections}
      nothing={tenants === null ? 'Reading the tenants…' : `No tenant is called “${query}”.`}
      onClose={closeDialog}
    />
  )
}
