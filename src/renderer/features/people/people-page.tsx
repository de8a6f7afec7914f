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
import { mailboxWords, statusWords } from './person-words'

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
  {
    id: 'aliases',
    head: 'Aliases',
    width: 'minmax(120px, 1fr)',
    cell: (person) => <span className="wb-muted">{person.aliases.join(', ')}</span>,
  },
  {
    id: 'status',
    head: 'Status',
    width: '100px',
    compare: (a, b) => a.status.localeCompare(b.status),
    cell: (person) => {
      const [word, tone] = statusWords[person.status]
      return (
        <Chip tone={tone} bare={person.status === 'active'}>
          {word}
        </Chip>
      )
    },
  },
  {
    id: 'mailbox',
    head: 'Mailbox',
    width: '120px',
    compare: (a, b) => a.mailbox.localeCompare(b.mailbox),
    cell: (person) => {
      const [word, tone] = mailboxWords[person.mailbox]
      if (person.mailbox === 'unknown') return <span className="wb-hint">{word.toLowerCase()}</span>
      return (
        <Chip tone={tone} bare={person.mailbox === 'present'}>
          {word}
        </Chip>
      )
    },
  },
]

const sentenceOf = (people: readonly Person[], shown: number): string => {
  const suspended = people.filter((person) => person.status === 'suspended').length
  const all = people.length.toLocaleString('en-GB')
  const start =
    shown === people.length ? `${all} people in the directory` : `${shown.toLocaleString('en-GB')} of ${all} people`
  return `${start}, ${suspended} suspended.`
}

/** The directory of the tenant. */
export const PeoplePage = () => {
  const { people } = usePeople()
  const current = useContextStore((state) => state.personId)
  const rowHeight = useRowHeight()
  const [query, setQuery] = useState('')
  const [sort, setSort] = useState<Sort>({ by: 'name', descending: false })
  const rows = usePeopleMatching(people, query)
  const sentence = useMemo(() => (people === null ? undefined : sentenceOf(people, rows.length)), [people, rows.length])
  return (
    <Page
      title="People"
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
          label="People"
          columns={columns}
          rows={rows}
          rowKey={(person) => person.id}
          rowHeight={rowHeight}
          sort={sort}
          onSort={setSort}
          selectedKey={current}
          onOpen={(person) => openPerson(person.id, 'people')}
          empty={<NoPeople query={query} />}
        />
      </PeopleStates>
    </Page>
  )
}
