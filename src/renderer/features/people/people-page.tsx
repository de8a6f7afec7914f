import './people.css'
import { IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { PeopleOrder, PeoplePage as Rows, PeopleQuery } from '../../../shared/model/people-list'
import { isSynced } from '../../../shared/model/tenant'
import { call, factsOf } from '../../app/client'
import { openPerson, useContextStore } from '../../app/context'
import { Page } from '../../app/page'
import { NoPeople, PeopleStatesOf, RefreshPeople } from '../../app/people-states'
import { useRowHeight, useZone } from '../../app/preferences'
import { useTenant } from '../../app/tenants'
import { toast } from '../../app/toasts'
import { Button } from '../../ui/button'
import { DataTable } from '../../ui/data-table'
import { SearchField } from '../../ui/search-field'
import { peopleColumns } from './people-columns'
import { PeopleFilters } from './people-filters'
import { everybody, usePeopleRows } from './people-rows'
import { ResyncCard } from './resync-card'

const sentenceOf = ({ total, all, suspended, removed }: Rows): string => {
  const people = `${all.toLocaleString('en-GB')} people`
  const start = total === all ? people : `${total.toLocaleString('en-GB')} of ${people}`
  return `${start}, ${suspended.toLocaleString('en-GB')} suspended${removed === 0 ? '' : `, ${removed.toLocaleString('en-GB')} removed`}.`
}

const save = async (tenantId: string, query: PeopleQuery): Promise<void> => {
  try {
    const saved = await call('people.export', { tenantId, query })
    if (saved !== null)
      toast({ tone: 'calm', tenantId, text: `${saved.people.toLocaleString('en-GB')} people saved in ${saved.file}.` })
  } catch (thrown) {
    toast({ tone: 'hot', tenantId, text: factsOf(thrown).message })
  }
}

const isFiltered = (query: PeopleQuery): boolean =>
  query.status !== null || query.mailbox !== null || query.agreement !== null

/** Everybody of the tenant: the directory and the platform's own list as one. */
export const PeoplePage = () => {
  const tenant = useTenant()
  const current = useContextStore((state) => state.personId)
  const rowHeight = useRowHeight()
  const zone = useZone()
  const [query, setQuery] = useState(everybody)
  const { page, failure, rows, settled, onVisible, again } = usePeopleRows(tenant?.id ?? null, query)
  const compared = page !== null && page.agreements !== null
  const columns = useMemo(
    () => (tenant === null ? [] : peopleColumns(tenant, zone, compared)),
    [tenant, zone, compared],
  )
  const change = (changed: Partial<PeopleQuery>): void => setQuery((before) => ({ ...before, ...changed }))
  const synced = tenant !== null && isSynced(tenant)
  return (
    <Page
      title="People"
      sentence={page === null ? undefined : sentenceOf(page)}
      tools={
        <>
          <SearchField
            label="Search people"
            value={query.text}
            // The best hit comes first until another order is asked for.
            onChange={(text) => change({ text, by: text.trim() === '' ? 'name' : 'match', descending: false })}
          />
          <Button
            icon={<IconDownload size={16} stroke={1.6} aria-hidden="true" />}
            disabled={tenant === null || page === null || page.total === 0}
            title="Saves the people shown as a CSV file."
            onClick={() => tenant !== null && void save(tenant.id, query)}
          >
            Export
          </Button>
          <RefreshPeople />
        </>
      }
      fill
    >
      {synced ? <ResyncCard key={tenant.id} tenant={tenant} /> : null}
      <PeopleFilters query={query} onChange={change} agreements={page?.agreements ?? null} synced={synced} />
      <PeopleStatesOf isKnown={page !== null} failure={failure} onRetry={again}>
        <DataTable
          label="People"
          columns={columns}
          rows={rows}
          rowKey={({ index, line }) => line?.person.id ?? `place ${index}`}
          rowHeight={rowHeight}
          sort={{ by: query.by, descending: query.descending }}
          onSort={({ by, descending }) => change({ by: by as PeopleOrder, descending })}
          selectedKey={current}
          onVisible={onVisible}
          onOpen={({ line }) => settled && line !== null && openPerson(line.person.id, 'people')}
          empty={<NoPeople query={query.text !== '' ? query.text : isFiltered(query) ? 'these filters' : ''} />}
        />
      </PeopleStatesOf>
    </Page>
  )
}
