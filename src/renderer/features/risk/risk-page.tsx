import { useMemo, useState } from 'react'
import type { Person } from '../../../shared/model/person'
import { openPerson, useContextStore } from '../../app/context'
import { Page } from '../../app/page'
import { usePeople } from '../../app/people'
import { usePeopleMatching } from '../../app/people-search'
import { NoPeople, PeopleStates, RefreshPeople } from '../../app/people-states'
import { useRowHeight } from '../../app/preferences'
import { Chip } from '../../ui/chip'
import { type Column, DataTable, type Sort } from '../../ui/data-table'
import { SearchField } from '../../ui/search-field'

const clickRate = ({ risk }: Person): number => (risk.testsSent === 0 ? -1 : risk.testsClicked / risk.testsSent)

const count = (id: keyof Person['risk'], head: string): Column<Person> => ({
  id,
  head,
  width: '84px',
  align: 'right',
  compare: (a, b) => a.risk[id] - b.risk[id],
  cell: ({ risk }) => (risk[id] === 0 ? <span className="wb-hint">0</span> : risk[id]),
})

const columns: readonly Column<Person>[] = [
  {
    id: 'name',
    head: 'Name',
    width: 'minmax(180px, 1fr)',
    compare: (a, b) => a.name.localeCompare(b.name),
    cell: (person) => (
      <bdi className="wb-strong" title={person.name}>
        {person.name}
      </bdi>
    ),
  },
  {
    id: 'address',
    head: 'Address',
    width: 'minmax(220px, 1.3fr)',
    compare: (a, b) => a.address.localeCompare(b.address),
    cell: (person) => (
      <span className="wb-muted" title={person.address}>
        {person.address}
      </span>
    ),
  },
  count('testsSent', 'Tests sent'),
  count('testsClicked', 'Clicked'),
  count('testsReported', 'Reported'),
  {
    id: 'rate',
    head: 'Clicked, %',
    width: '84px',
    align: 'right',
    compare: (a, b) => clickRate(a) - clickRate(b),
    cell: (person) =>
      person.risk.testsSent === 0 ? <span className="wb-hint">none sent</span> : Math.round(100 * clickRate(person)),
  },
  {
    id: 'overdue',
    head: 'Overdue',
    width: '76px',
    align: 'right',
    compare: (a, b) => a.risk.trainingOverdue - b.risk.trainingOverdue,
    cell: ({ risk }) =>
      risk.trainingOverdue === 0 ? <span className="wb-hint">0</span> : <Chip tone="warm">{risk.trainingOverdue}</Chip>,
  },
]

const sentenceOf = (people: readonly Person[]): string => {
  const clicked = people.filter((person) => person.risk.testsClicked > 0).length
  const overdue = people.filter((person) => person.risk.trainingOverdue > 0).length
  return `${clicked} of ${people.length.toLocaleString('en-GB')} people clicked a phishing test; ${overdue} have training overdue.`
}

/** Who is at risk: the people with the platform's facts about them. */
export const RiskPage = () => {
  const { people } = usePeople()
  const current = useContextStore((state) => state.personId)
  const rowHeight = useRowHeight()
  const [query, setQuery] = useState('')
  const [sort, setSort] = useState<Sort>({ by: 'rate', descending: true })
  const rows = usePeopleMatching(people, query)
  const sentence = useMemo(() => (people === null ? undefined : sentenceOf(people)), [people])
  return (
    <Page
      title="Risk"
      sentence={sentence}
      tools={
        <>
          <SearchField label="Search people" value={query} onChange={setQuery} />
          <RefreshPeople />
        </>
      }
      fill
    >
      <PeopleStates>
        <DataTable
          label="People and their risk"
          columns={columns}
          rows={rows}
          rowKey={(person) => person.id}
          rowHeight={rowHeight}
          sort={sort}
          onSort={setSort}
          selectedKey={current}
          onOpen={(person) => openPerson(person.id, 'risk')}
          empty={<NoPeople query={query} />}
        />
      </PeopleStates>
    </Page>
  )
}
