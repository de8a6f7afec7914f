import type { Tenant } from '../../shared/model/tenant'
import { fold } from './fold'

/** How well a tenant answers a query, lower is better; null when it doesn't. */
const rank = (tenant: Tenant, query: string): number | null => {
  const name = fold(tenant.name)
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  if (
    words
      .map((word) => word[0])
      .join('')
      .startsWith(query)
  )
    return 0
  if (name.startsWith(query)) return 1
  if (words.some((word) => word.startsWith(query))) return 2
  if (name.includes(query)) return 3
  return [...tenant.domains, ...tenant.tags].some((word) => fold(word).includes(query)) ? 4 : null
}

/** Of equals, favourites come first, then what was opened last, then by name. */
export const byUse = (a: Tenant, b: Tenant): number =>
  Number(b.favourite) - Number(a.favourite) ||
  (b.lastOpenedAt ?? '').localeCompare(a.lastOpenedAt ?? '') ||
  a.name.localeCompare(b.name)

/** Tenants that a query means, best first: initials (`nd`), then beginnings, then any part of name, domain or tag. */
export const findTenants = (tenants: readonly Tenant[], query: string): readonly Tenant[] => {
  const wanted = fold(query.trim())
  if (wanted === '') return [...tenants].sort(byUse)
  return tenants
    .flatMap((tenant) => {
      const at = rank(tenant, wanted)
      return at === null ? [] : [{ tenant, at }]
    })
    .sort((a, b) => a.at - b.at || byUse(a.tenant, b.tenant))
    .map((each) => each.tenant)
}
