import './tenants.css'
import { IconFileImport, IconPlugConnectedX, IconPlus } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { Tenant } from '../../../shared/model/tenant'
import { beginConnecting } from '../../app/begin-connecting'
import { call } from '../../app/client'
import { useKeysOf } from '../../app/commands'
import { chooseTenant, useContextStore } from '../../app/context'
import { useReading } from '../../app/current'
import { openDialog } from '../../app/dialogs'
import { Page } from '../../app/page'
import { useRowHeight, useZone } from '../../app/preferences'
import { readTenants, useTenantStore } from '../../app/tenants'
import { Button } from '../../ui/button'
import { DataTable } from '../../ui/data-table'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { DraftsList } from './drafts-list'
import { ExpiryNotice } from './expiry-notice'
import { NoTenants } from './no-tenants'
import { Reordering } from './reordering'
import { tenantColumns } from './tenant-columns'
import { TenantsFilters } from './tenants-filters'
import { type KnownOfTenants, ownOrder, setTenantsView, useTenantsView, viewed } from './tenants-view'

const sentenceOf = (tenants: readonly Tenant[], zone: string): string => {
  const people = tenants.reduce((sum, tenant) => sum + tenant.peopleCount, 0)
  const count = tenants.length.toLocaleString('en-GB')
  return `${count} ${tenants.length === 1 ? 'customer' : 'customers'} with ${people.toLocaleString('en-GB')} people. Times in ${zone}.`
}

const everyTenant = {}
const nothingMissing: KnownOfTenants['missing'] = {}

/** Every customer: find one, open it, put them in order. */
export const TenantsPage = () => {
  const { tenants, failure } = useTenantStore()
  const zone = useZone()
  useEffect(() => void readTenants(), [])
  return (
    <Page
      title="Tenants"
      sentence={tenants === null ? undefined : sentenceOf(tenants, zone)}
      tools={
        <>
          <Button
            icon={<IconFileImport size={16} stroke={1.6} aria-hidden="true" />}
            onClick={() => openDialog('import-tenants')}
          >
            Import tenants…
          </Button>
          <Button
            look={tenants?.length === 0 ? 'plain' : 'primary'}
            icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />}
            keys={useKeysOf('tenant.connect')}
            onClick={() => void beginConnecting()}
          >
            Connect a tenant
          </Button>
        </>
      }
      fill
    >
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
        <TenantsList tenants={tenants} />
      )}
    </Page>
  )
}

const TenantsList = ({ tenants }: { readonly tenants: readonly Tenant[] }) => {
  const view = useTenantsView()
  const current = useContextStore((state) => state.tenantId)
  const zone = useZone()
  const rowHeight = useRowHeight()
  // Days are counted from when the page was opened: a clock that ticks would draw every row again.
  const [now] = useState(Date.now)
  const { value } = useReading(everyTenant, () => call('tenants.missingRights', {}))
  const missing = value ?? nothingMissing
  // A search is for once; how the list is filtered and sorted stays.
  useEffect(() => () => setTenantsView({ query: '' }), [])
  const known = useMemo(() => ({ missing, now }), [missing, now])
  const { query, sort } = view
  // What was searched for is forgotten with the page; how the list is filtered and sorted stays.
  useEffect(() => () => setTenantsView({ query: '' }), [])
  const isSearched = query.trim() !== ''
  // With a query the best match comes first until a column is asked for.
  const order = isSearched && (sort.by === 'order' || sort.by === 'favourite') ? { by: '', descending: false } : sort
  const isMovable = order.by === 'order'
  const rows = useMemo(() => viewed(tenants, view, known), [tenants, view, known])
  const columns = useMemo(() => tenantColumns(zone, known, isMovable), [zone, known, isMovable])
  return (
    <>
      {tenants.length === 0 ? null : <TenantsFilters tenants={tenants} known={known} />}
      <ExpiryNotice tenants={tenants} now={now} />
      <Reordering rows={isMovable ? rows : null}>
        {(rowClass) => (
          <DataTable
            label="Tenants"
            columns={columns}
            rows={rows}
            rowKey={(tenant) => tenant.id}
            rowHeight={rowHeight}
            sort={order}
            onSort={(next) => setTenantsView({ sort: next.by === 'order' ? ownOrder : next })}
            selectedKey={current}
            onOpen={(tenant) => chooseTenant(tenant.id)}
            rowClass={rowClass}
            empty={<NoTenants known={tenants.length} />}
          />
        )}
      </Reordering>
    </>
  )
}
