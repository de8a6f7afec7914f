import {
  IconActivity,
  IconBriefcase,
  IconBuilding,
  IconMailCheck,
  IconMailSearch,
  IconShieldHalf,
  IconUsers,
} from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { isSynced, type Tenant } from '../../shared/model/tenant'
import { useNow } from '../ui/use-now'
import { chooseTenant, goTo, type Route, useContextStore } from './context'
import { StandingIcon, standingOf } from './tenant-mark'
import { useRecentTenants, useTenant } from './tenants'

type RailKind = Exclude<Route['kind'], 'import' | 'tenant' | 'person' | 'connect'>

const entries: readonly { readonly kind: RailKind; readonly name: string; readonly Icon: typeof IconBuilding }[] = [
  { kind: 'tenants', name: 'Tenants', Icon: IconBuilding },
  { kind: 'log', name: 'Email Log', Icon: IconMailSearch },
  { kind: 'risk', name: 'Risk', Icon: IconShieldHalf },
  { kind: 'people', name: 'People', Icon: IconUsers },
  { kind: 'cases', name: 'Cases', Icon: IconBriefcase },
  { kind: 'status', name: 'Status', Icon: IconActivity },
]
/** Last, so that nothing moves when the tenant changes: a synced one has no such page. */
const ofManualTenants = { kind: 'whitelisting', name: 'Whitelisting', Icon: IconMailCheck } as const

/** The rail entry under which a page stands. */
export const railKind = (route: Route): RailKind =>
  route.kind === 'tenant' || route.kind === 'connect' || route.kind === 'import'
    ? 'tenants'
    : route.kind === 'person'
      ? route.from
      : route.kind

const follow = (act: () => void) => (event: MouseEvent) => {
  event.preventDefault()
  act()
}

/** Its name and, after a comma, what stands in its way. */
const named = (tenant: Tenant, now: number): string =>
  [tenant.name, standingOf(tenant, now)].filter((part) => part !== null).join(', ')

/** The way around: the places, and the tenants one comes from. */
export const Rail = () => {
  const current = useContextStore((state) => railKind(state.route))
  const recent = useRecentTenants(5)
  const tenant = useTenant()
  const now = useNow()
  return (
    <nav className="wb-rail" aria-label="Main">
      <ul>
        {(tenant === null || isSynced(tenant) ? entries : [...entries, ofManualTenants]).map(({ kind, name, Icon }) => (
          <li key={kind}>
            <a
              href={`#${kind}`}
              aria-current={kind === current ? 'page' : undefined}
              onClick={follow(() => goTo({ kind }))}
            >
              <Icon size={18} stroke={1.6} aria-hidden="true" />
              {name}
            </a>
          </li>
        ))}
      </ul>
      {recent.length > 0 ? (
        <>
          <h2 className="wb-rail-heading" id="wb-recent">
            Recent
          </h2>
          <ul aria-labelledby="wb-recent">
            {recent.map((tenant) => (
              <li key={tenant.id}>
                <a
                  href="#tenant"
                  className={tenant.disabled ? 'wb-rail-off' : undefined}
                  title={named(tenant, now)}
                  aria-label={`Recent tenant ${named(tenant, now)}`}
                  onClick={follow(() => chooseTenant(tenant.id))}
                >
                  <span className="wb-dot" style={{ background: tenant.colour }} aria-hidden="true" />
                  <span className="wb-clip">{tenant.name}</span>
                  <StandingIcon tenant={tenant} now={now} />
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </nav>
  )
}
