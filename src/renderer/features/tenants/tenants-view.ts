import { create } from 'zustand'
import type { Capability } from '../../../shared/model/grant'
import type { Tenant } from '../../../shared/model/tenant'
import { type Attention, attentionOf } from '../../app/attention'
import { findTenants } from '../../app/find-tenants'
import type { Sort } from '../../ui/data-table'

/** Which tenants are shown. */
export type Shown = 'all' | 'favourites' | 'recent'
export type StateFilter = 'any' | 'attention' | Attention

export interface TenantsView {
  readonly query: string
  readonly shown: Shown
  readonly state: StateFilter
  /** Null for every tag and none. */
  readonly tag: string | null
  readonly sort: Sort
}

/** In the engineer's own order. */
export const ownOrder: Sort = { by: 'order', descending: false }
const everything: TenantsView = { query: '', shown: 'all', state: 'any', tag: null, sort: ownOrder }

/** How the Tenants page is looked at; kept while the window is open, but for the query. */
export const useTenantsView = create<TenantsView>(() => everything)

export const setTenantsView = (change: Partial<TenantsView>): void => useTenantsView.setState(change)

/** Shows every tenant again, in the engineer's order. */
export const showAllTenants = (): void => useTenantsView.setState(everything)

const picks: Readonly<Record<Shown, (tenant: Tenant) => boolean>> = {
  all: () => true,
  favourites: (tenant) => tenant.favourite,
  recent: (tenant) => tenant.lastOpenedAt !== null,
}

/** What is known of the tenants at a moment. */
export interface KnownOfTenants {
  /** The rights that a tenant's latest reading lacks, by its id. */
  readonly missing: Readonly<Record<string, readonly Capability[]>>
  /** Epoch ms. */
  readonly now: number
}

/** The tenants that a view shows: with a query the best match first, else as they come. */
export const viewed = (
  tenants: readonly Tenant[],
  { query, shown, state, tag }: Omit<TenantsView, 'sort'>,
  { missing, now }: KnownOfTenants,
): readonly Tenant[] => {
  const found = query.trim() === '' ? tenants : findTenants(tenants, query)
  return found.filter((tenant) => {
    if (!picks[shown](tenant)) return false
    if (tag !== null && !tenant.tags.includes(tag)) return false
    if (state === 'any') return true
    const needs = attentionOf(tenant, missing[tenant.id] ?? [], now)
    return state === 'attention' ? needs.length > 0 : needs.includes(state)
  })
}

/** Every tag in use, by name. */
export const tagsInUse = (tenants: readonly Tenant[]): readonly string[] =>
  [...new Set(tenants.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b))
