import { IconGripVertical, IconStar } from '@tabler/icons-react'
import { providerNames, type Tenant } from '../../../shared/model/tenant'
import { attentionOf } from '../../app/attention'
import { byUse } from '../../app/find-tenants'
import { setFavourite } from '../../app/tenants'
import { Chip } from '../../ui/chip'
import type { Column } from '../../ui/data-table'
import { Square } from '../../ui/square'
import { Age, Instant } from '../../ui/time-text'
import { StateChips } from './state-chips'
import type { KnownOfTenants } from './tenants-view'

const Star = ({ tenant }: { readonly tenant: Tenant }) => (
  <button
    type="button"
    className="wb-star"
    aria-label={`Favourite: ${tenant.name}`}
    aria-pressed={tenant.favourite}
    onClick={(event) => {
      event.stopPropagation()
      void setFavourite(tenant, !tenant.favourite)
    }}
  >
    <IconStar size={16} stroke={1.6} aria-hidden="true" />
  </button>
)

const Name = ({ tenant }: { readonly tenant: Tenant }) => (
  <span className="wb-name-cell" title={[tenant.name, ...tenant.tags].join(', ')}>
    <Square name={tenant.name} colour={tenant.colour} size={20} />
    <a
      className="wb-clip wb-strong wb-quiet-link"
      href="#tenant"
      tabIndex={-1}
      onClick={(event) => event.preventDefault()}
    >
      {tenant.name}
    </a>
    {tenant.tags.length === 0 ? null : (
      <span className="wb-row-tags">
        {tenant.tags.map((tag) => (
          <Chip key={tag} tone="none">
            {tag}
          </Chip>
        ))}
      </span>
    )}
  </span>
)

const Never = () => <span className="wb-hint">never</span>

const byName = (a: Tenant, b: Tenant): number => a.name.localeCompare(b.name)

/** The columns of the list of tenants. `isMovable`: the rows stand in the engineer's order and can be dragged by their grip. */
export const tenantColumns = (zone: string, known: KnownOfTenants, isMovable: boolean): readonly Column<Tenant>[] => {
  const needs = (tenant: Tenant): number => attentionOf(tenant, known.missing[tenant.id] ?? [], known.now).length
  return [
    {
      id: 'order',
      head: 'Order',
      width: '50px',
      sortable: true,
      cell: () =>
        isMovable ? (
          <span className="wb-grip" draggable="true" title="Drag to another place, or press Alt ↑ and Alt ↓">
            <IconGripVertical size={15} stroke={1.6} aria-hidden="true" />
          </span>
        ) : null,
    },
    { id: 'favourite', head: 'Fav.', width: '36px', compare: byUse, cell: (tenant) => <Star tenant={tenant} /> },
    {
      id: 'name',
      head: 'Tenant',
      width: 'minmax(170px, 1.3fr)',
      compare: byName,
      cell: (tenant) => <Name tenant={tenant} />,
    },
    {
      id: 'provider',
      head: 'Provider',
      width: '124px',
      compare: (a, b) => providerNames[a.provider].localeCompare(providerNames[b.provider]),
      cell: (tenant) => providerNames[tenant.provider],
    },
    {
      id: 'domain',
      head: 'Domain',
      width: 'minmax(110px, 1fr)',
      cell: (tenant) => (
        <span className="wb-muted" title={tenant.domains.join(', ')}>
          {tenant.domains.join(', ')}
        </span>
      ),
    },
    {
      id: 'state',
      head: 'State',
      width: 'minmax(132px, 0.8fr)',
      compare: (a, b) => needs(b) - needs(a) || byName(a, b),
      cell: (tenant) => <StateChips tenant={tenant} missing={known.missing[tenant.id] ?? []} now={known.now} />,
    },
    {
      id: 'people',
      head: 'People',
      width: '58px',
      align: 'right',
      compare: (a, b) => a.peopleCount - b.peopleCount,
      cell: (tenant) => tenant.peopleCount.toLocaleString('en-GB'),
    },
    {
      id: 'refreshed',
      head: 'Last refresh',
      width: '92px',
      align: 'right',
      compare: (a, b) => (a.peopleRefreshedAt ?? '').localeCompare(b.peopleRefreshedAt ?? ''),
      cell: (tenant) => (tenant.peopleRefreshedAt === null ? <Never /> : <Age at={tenant.peopleRefreshedAt} />),
    },
    {
      id: 'opened',
      head: 'Last opened',
      width: '112px',
      align: 'right',
      compare: (a, b) => (a.lastOpenedAt ?? '').localeCompare(b.lastOpenedAt ?? ''),
      cell: (tenant) => (tenant.lastOpenedAt === null ? <Never /> : <Instant at={tenant.lastOpenedAt} zone={zone} />),
    },
  ]
}
