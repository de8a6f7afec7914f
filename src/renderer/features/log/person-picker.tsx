import { Combobox, useCombobox } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { PersonHit } from '../../../shared/contract'
import type { FailureFacts, Person } from '../../../shared/model'
import { call, onEvent } from '../../app/client'
import { applyIfCurrent } from '../../app/current'
import { focusTarget } from '../../app/focus'
import { Chip } from '../../ui/chip'
import { statusNames } from '../email'
import { matchedAlias } from './matched-alias'

interface PersonPickerProps {
  readonly tenantId: string
  readonly person: Person | null
  readonly onPick: (personId: string) => void
}

interface Found {
  readonly query: string
  readonly hits: readonly PersonHit[]
  readonly failure: FailureFacts | null
}

const limit = 12

const Status = ({ status }: { readonly status: Person['status'] }) => (
  <Chip tone={status === 'active' ? 'calm' : 'warm'} bare={status === 'active'}>
    {statusNames[status]}
  </Chip>
)

/** Finds a person of the tenant while one types and picks with Enter; shows who is picked while nobody types. */
export const PersonPicker = ({ tenantId, person, onPick }: PersonPickerProps) => {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [query, setQuery] = useState<string | null>(null)
  const [found, setFound] = useState<Found | null>(null)
  const turn = useRef(0)
  // Enter pressed before the answer is here picks as soon as it is: nobody waits for a list they know.
  const pickFirst = useRef(false)
  const typed = query ?? ''

  const leave = (): void => {
    pickFirst.current = false
    turn.current += 1
    setQuery(null)
    setFound(null)
    combobox.closeDropdown()
  }
  const pick = (personId: string): void => {
    leave()
    onPick(personId)
  }

  const search = (text: string): void => {
    const mine = ++turn.current
    void applyIfCurrent({ tenantId }, call('people.search', { tenantId, query: text, limit }), {
      value: (hits) => {
        if (mine !== turn.current) return
        setFound({ query: text, hits, failure: null })
        const [first] = hits
        if (pickFirst.current && first !== undefined) pick(first.person.id)
        pickFirst.current = false
      },
      failure: (failure) => mine === turn.current && setFound({ query: text, hits: [], failure }),
    })
  }
  useEffect(() => leave(), [tenantId]) // eslint-disable-line react-hooks/exhaustive-deps

  const open = (text: string): void => {
    setQuery(text)
    // What was found for fewer letters must not be picked by an Enter that is meant for these.
    combobox.resetSelectedOption()
    combobox.openDropdown()
    search(text.trim())
  }
  // Nobody found yet: the people of a tenant just connected may still be on their way. A list with hits stays as it is.
  const waits = query !== null && found?.hits.length === 0
  useEffect(() => {
    if (!waits) return
    return onEvent((event) => {
      if (event.kind === 'people-changed' && event.tenantId === tenantId) search(typed.trim())
    })
  }, [waits, typed, tenantId]) // eslint-disable-line react-hooks/exhaustive-deps
  const settled = found !== null && found.query === typed.trim()
  useEffect(() => {
    if (settled && found.hits.length > 0) combobox.selectFirstOption()
  }, [settled, found]) // eslint-disable-line react-hooks/exhaustive-deps

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={pick}
      withinPortal={false}
      // A closed list would be measured and placed at every start all the same.
      keepMounted={false}
      width="target"
      offset={4}
    >
      <Combobox.DropdownTarget>
        <div className="log-person" data-picked={person !== null && query === null ? '' : undefined}>
          <Combobox.EventsTarget withExpandedAttribute>
            <input
              role="combobox"
              aria-label="Person"
              data-focus-target="person"
              type="text"
              spellCheck={false}
              autoComplete="off"
              placeholder={person === null ? 'Name, address or alias' : ''}
              value={query ?? person?.name ?? ''}
              onFocus={(event) => event.currentTarget.select()}
              onClick={() => query === null && open('')}
              onChange={(event) => open(event.currentTarget.value)}
              onBlur={() => query !== null && leave()}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown' && query === null) open('')
                if (event.key === 'Escape') {
                  event.stopPropagation()
                  if (query === null) focusTarget('table')
                  else leave()
                }
                if (event.key === 'Enter' && query !== null && !settled) {
                  event.preventDefault()
                  event.stopPropagation()
                  pickFirst.current = true
                }
              }}
            />
          </Combobox.EventsTarget>
          {person !== null && query === null ? (
            <span className="log-person-facts">
              <span className="wb-muted">{person.address}</span>
              <Status status={person.status} />
            </span>
          ) : null}
          <IconChevronDown size={15} stroke={1.6} aria-hidden="true" />
        </div>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown className="log-people">
        <Combobox.Options aria-label="People found">
          {found?.hits.map((hit) => (
            <Hit key={hit.person.id} hit={hit} query={typed} />
          ))}
        </Combobox.Options>
        {found === null ? (
          <p className="log-people-note">Looking…</p>
        ) : found.failure !== null ? (
          <p className="log-people-note log-failed" role="alert">
            {found.failure.message} <code>{found.failure.code}</code>
          </p>
        ) : found.hits.length === 0 ? (
          <p className="log-people-note" role="status">
            {found.query === ''
              ? 'No people of this tenant are known yet. Refresh them on the People page.'
              : `Nobody here is called “${found.query}”, nor is an address or alias like it known.`}
          </p>
        ) : null}
      </Combobox.Dropdown>
    </Combobox>
  )
}

const Hit = ({ hit, query }: { readonly hit: PersonHit; readonly query: string }) => {
  const { person } = hit
  const alias = hit.matched === 'alias' ? matchedAlias(person, query) : null
  return (
    <Combobox.Option value={person.id} className="log-hit">
      <span className="log-hit-name">
        <bdi>{person.name}</bdi>
      </span>
      <Status status={person.status} />
      <span className="log-hit-address">
        {person.address}
        {alias === null ? '' : ` · alias ${alias}`}
        {person.mailbox === 'absent' ? ' · no mailbox' : ''}
      </span>
    </Combobox.Option>
  )
}
