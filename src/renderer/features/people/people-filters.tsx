import type { Agreement } from '../../../shared/model/directory'
import type { PeoplePage, PeopleQuery } from '../../../shared/model/people-list'
import { mailboxStates, personStatuses } from '../../../shared/model/person'
import { agreementWords } from './agreement-words'
import { mailboxWords, statusWords } from './person-words'

/** What the two lists can differ in; those that agree are no list anybody asks for. */
const differences = ['platform-only', 'directory-only', 'address-differs'] as const satisfies readonly Agreement[]

interface PeopleFiltersProps {
  readonly query: PeopleQuery
  readonly onChange: (change: Partial<PeopleQuery>) => void
  readonly agreements: PeoplePage['agreements']
  readonly synced: boolean
}

const Choice = <Value extends string>({
  label,
  any,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly any: string
  readonly value: Value | null
  readonly options: readonly (readonly [value: Value, word: string])[]
  readonly onChange: (value: Value | null) => void
}) => (
  <select
    className="wb-input"
    aria-label={label}
    value={value ?? ''}
    data-active={value === null ? undefined : ''}
    onChange={(event) => onChange((event.currentTarget.value || null) as Value | null)}
  >
    <option value="">{any}</option>
    {options.map(([each, word]) => (
      <option key={each} value={each}>
        {word}
      </option>
    ))}
  </select>
)

/** Narrows the list of people: by status, by mailbox, by where the platform's list and the directory differ. */
export const PeopleFilters = ({ query, onChange, agreements, synced }: PeopleFiltersProps) => (
  <div className="people-filters" role="group" aria-label="Which people are shown">
    <Choice
      label="Status"
      any="Any status"
      value={query.status}
      options={personStatuses.map((status) => [status, statusWords[status][0]])}
      onChange={(status) => onChange({ status })}
    />
    {synced ? (
      <Choice
        label="Mailbox"
        any="Any mailbox"
        value={query.mailbox}
        options={mailboxStates.map((mailbox) => [mailbox, `Mailbox: ${mailboxWords[mailbox][0].toLowerCase()}`])}
        onChange={(mailbox) => onChange({ mailbox })}
      />
    ) : null}
    {agreements === null && query.agreement === null ? null : (
      <Choice
        label="Platform and directory"
        any="Platform and directory"
        value={query.agreement}
        options={differences.map((each) => [each, `${agreementWords[each][0]} (${agreements?.[each] ?? 0})`])}
        onChange={(agreement) => onChange({ agreement })}
      />
    )}
  </div>
)
