import './tenants.css'
import { IconBuilding, IconPlugConnectedX, IconPlus, IconSearch, IconStar } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { providerNames, type Tenant } from '../../../shared/model/tenant'
import { beginConnecting } from '../../app/begin-connecting'
import { chooseTenant, useContextStore } from '../../app/context'
import { byUse, findTenants } from '../../app/find-tenants'
import { Page } from '../../app/page'
import { useRowHeight, useZone } from '../../app/preferences'
import { readTenants, setFavourite, useTenantStore } from '../../app/tenants'
import { openWorkspace } from '../../app/workspace'
import { Button } from '../../ui/button'
import { type Column, DataTable, type Sort } from '../../ui/data-table'
import { Empty } from '../../ui/empty'
import { Notice } from '../../ui/notice'
import { SearchField } from '../../ui/search-field'
import { Segmented } from '../../ui/segmented'
import { Skeleton } from '../../ui/skeleton'
import { Square } from '../../ui/square'
import { Age, Instant } from '../../ui/time-text'
import { DraftsList } from './drafts-list'

type Shown = 'all' | 'favourites' | 'recent'

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

const Never = () => <span className="wb-hint">never</span>

const columnsFor = (zone: string): readonly Column<Tenant>[] => [
  { id: 'favourite', head: 'Fav.', width: '40px', compare: byUse, cell: (tenant) => <Star tenant={tenant} /> },
  {
    id: 'name',
    head: 'Tenant',
    width: 'minmax(180px, 1fr)',
    compare: (a, b) => a.name.localeCompare(b.name),
    cell: (tenant) => (
      <span className="wb-name-cell">
        <Square name={tenant.name} colour={tenant.colour} size={20} />
        <a
          className="wb-clip wb-strong wb-quiet-link"
          href="#tenant"
          tabIndex={-1}
          onClick={(event) => event.preventDefault()}
        >
          {tenant.name}
        </a>
      </span>
    ),
  },
  {
    id: 'provider',
    head: 'Provider',
    width: '150px',
    compare: (a, b) => providerNames[a.provider].localeCompare(providerNames[b.provider]),
    cell: (tenant) => providerNames[tenant.provider],
  },
  {
    id: 'domain',
    head: 'Domain',
    width: 'minmax(150px, 1.4fr)',
    cell: (tenant) => (
      <span className="wb-muted" title={tenant.domains.join(', ')}>
        {tenant.domains.join(', ')}
      </span>
    ),
  },
  {
    id: 'people',
    head: 'People',
    width: '70px',
    align: 'right',
    compare: (a, b) => a.peopleCount - b.peopleCount,
    cell: (tenant) => tenant.peopleCount.toLocaleString('en-GB'),
  },
  {
    id: 'refreshed',
    head: 'Last refresh',
    width: '110px',
    align: 'right',
    compare: (a, b) => (a.peopleRefreshedAt ?? '').localeCompare(b.peopleRefreshedAt ?? ''),
    cell: (tenant) => (tenant.peopleRefreshedAt === null ? <Never /> : <Age at={tenant.peopleRefreshedAt} />),
  },
  {
    id: 'opened',
    head: 'Last opened',
    width: '130px',
    align: 'right',
    compare: (a, b) => (a.lastOpenedAt ?? '').localeCompare(b.lastOpenedAt ?? ''),
    cell: (tenant) => (tenant.lastOpenedAt === null ? <Never /> : <Instant at={tenant.lastOpenedAt} zone={zone} />),
  },
]

const sentenceOf = (tenants: readonly Tenant[], zone: string): string => {
  const people = tenants.reduce((sum, tenant) => sum + tenant.peopleCount, 0)
  return `${tenants.length} ${tenants.length === 1 ? 'customer' : 'customers'} with ${people.toLocaleString('en-GB')} people. Times in ${zone}.`
}

const picks: Readonly<Record<Shown, (tenant: Tenant) => boolean>> = {
  all: () => true,
  favourites: (tenant) => tenant.favourite,
  recent: (tenant) => tenant.lastOpenedAt !== null,
}

/** Every customer: find one, open it. */
export const TenantsPage = () => {
  const { tenants, failure } = useTenantStore()
  const current = useContextStore((state) => state.tenantId)
  const zone = useZone()
  const rowHeight = useRowHeight()
  const [query, setQuery] = useState('')
  const [shown, setShown] = useState<Shown>('all')
  const [sort, setSort] = useState<Sort>({ by: 'favourite', descending: false })
  const columns = useMemo(() => columnsFor(zone), [zone])
  const rows = useMemo(() => findTenants(tenants ?? [], query).filter(picks[shown]), [tenants, query, shown])
  const tools = (
    <>
      <Button icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />} onClick={() => void beginConnecting()}>
        Connect a tenant
      </Button>
      <SearchField label="Search tenants" value={query} onChange={setQuery} />
      <Segmented
        label="Which tenants"
        value={shown}
        onChange={setShown}
        options={[
          { value: 'all', label: 'All' },
          { value: 'favourites', label: 'Favourites' },
          { value: 'recent', label: 'Recent' },
        ]}
      />
    </>
  )
  return (
    <Page title="Tenants" sentence={tenants === null ? undefined : sentenceOf(tenants, zone)} tools={tools} fill>
      {failure === null ? null : (
        <Notice
          tone="hot"
          icon={<IconPlugConnectedX size={17} stroke={1.6} />}
          actions={<Button onClick={() => void readTenants()}>Try again</Button>}
        >
          {failure.message}
        </Notice>
      )}
      <DraftsList />
      {tenants === null ? (
        <div className="wb-bleed">{failure === null ? <Skeleton label="Reading the tenants" /> : null}</div>
      ) : (
        <DataTable
          label="Tenants"
          columns={columns}
          rows={rows}
          rowKey={(tenant) => tenant.id}
          rowHeight={rowHeight}
          // With a query the best match comes first until a column is asked for.
          sort={query.trim() !== '' && sort.by === 'favourite' ? { by: '', descending: false } : sort}
          onSort={setSort}
          selectedKey={current}
          onOpen={(tenant) => chooseTenant(tenant.id)}
          empty={<NoRows tenants={tenants} query={query} shown={shown} />}
        />
      )}
    </Page>
  )
}

const NoRows = ({
  tenants,
  query,
  shown,
}: {
  readonly tenants: readonly Tenant[]
  readonly query: string
  readonly shown: Shown
}) => {
  if (tenants.length === 0) {
    return (
      <Empty
        icon={<IconBuilding size={20} stroke={1.6} />}
        title="No tenant is connected yet"
        actions={
          <>
            <Button look="primary" onClick={() => void beginConnecting()}>
              Connect a tenant
            </Button>
            <Button onClick={() => void openWorkspace('demo')}>Look around in the demo</Button>
          </>
        }
      >
        Connect the first customer: it takes about ten minutes, and what their admin has to do comes as a text to send.
      </Empty>
    )
  }
  if (query.trim() !== '') {
    return (
      <Empty icon={<IconSearch size={20} stroke={1.6} />} title={`No tenant matches “${query.trim()}”`}>
        Names, initials and domains are searched.
      </Empty>
    )
  }
  return (
    <Empty
      icon={<IconStar size={20} stroke={1.6} />}
      title={shown === 'favourites' ? 'No favourites yet' : 'None was opened yet'}
    >
      {shown === 'favourites'
        ? 'Press the star in front of a tenant to keep it here.'
        : 'Tenants that you open are listed here.'}
    </Empty>
  )
}
