import { agreementOf } from '../../../shared/model/directory'
import type { PersonLine } from '../../../shared/model/people-list'
import { isSynced, type Tenant } from '../../../shared/model/tenant'
import { Chip } from '../../ui/chip'
import type { Column } from '../../ui/data-table'
import { Instant } from '../../ui/time-text'
import { methodNames, PlaceChip, sightingWords, smtpHint } from '../email'
import { agreementWords, directorySentence, platformSentence } from './agreement-words'
import type { PeopleRow } from './people-rows'
import { mailboxWords, statusWords } from './person-words'

type Cell = (line: PersonLine) => React.ReactNode

const column = (facts: Omit<Column<PeopleRow>, 'cell'>, cell: Cell): Column<PeopleRow> => ({
  ...facts,
  // A place whose person isn't here yet keeps its height and its columns.
  cell: ({ line }) => (line === null ? <span className="people-blank" /> : cell(line)),
})

const statusCell: Cell = ({ person: { status } }) => {
  const [word, tone] = statusWords[status]
  return (
    <Chip tone={tone} bare={status === 'active'}>
      {word}
    </Chip>
  )
}

const mailboxCell: Cell = ({ person: { mailbox } }) => {
  const [word, tone] = mailboxWords[mailbox]
  if (mailbox === 'unknown') return <span className="wb-hint">{word.toLowerCase()}</span>
  return (
    <Chip tone={tone} bare={mailbox === 'present'}>
      {word}
    </Chip>
  )
}

const listsCell = (tenant: Tenant): Cell =>
  function Lists({ person }) {
    const agreement = agreementOf(person)
    const [word, tone] = agreementWords[agreement]
    const title = `${platformSentence(person, tenant)}\n${directorySentence(person)}`
    if (agreement === 'both')
      return (
        <span className="wb-hint" title={title}>
          agree
        </span>
      )
    return (
      <Chip tone={tone} title={title}>
        {word}
      </Chip>
    )
  }

const lastEmailCell = (tenant: Tenant, zone: string): Cell =>
  function LastEmail({ lastEmail }) {
    if (lastEmail === null) return <span className="wb-hint">none known</span>
    const isOdd = lastEmail.method === 'smtp' && isSynced(tenant)
    return (
      <span className="people-last">
        <Instant at={lastEmail.sentAt} zone={zone} />
        {isOdd ? (
          <Chip tone="warm" title={smtpHint}>
            {methodNames[lastEmail.method]}
          </Chip>
        ) : (
          <span className="wb-muted">{methodNames[lastEmail.method]}</span>
        )}
      </span>
    )
  }

const lastSeenCell = (tenant: Tenant): Cell =>
  function LastSeen({ lastSeen }) {
    if (lastSeen === null) return <span className="wb-hint">not looked for</span>
    return <PlaceChip words={sightingWords(lastSeen, tenant.provider)} />
  }

/** What the list of people shows of each; the two lists are compared once the directory was read. */
export const peopleColumns = (tenant: Tenant, zone: string, compared: boolean): readonly Column<PeopleRow>[] => [
  column({ id: 'name', head: 'Name', width: 'minmax(150px, 1fr)', sortable: true }, ({ person }) => (
    <bdi className="wb-strong" title={person.name}>
      {person.name}
    </bdi>
  )),
  column({ id: 'address', head: 'Address', width: 'minmax(190px, 1.3fr)', sortable: true }, ({ person }) => (
    <span className="wb-muted" title={[person.address, ...person.aliases].join('\n')}>
      {person.address}
      {person.aliases.length === 0 ? null : <span className="wb-hint"> +{person.aliases.length}</span>}
    </span>
  )),
  column({ id: 'unit', head: 'Groups or unit', width: 'minmax(90px, 0.7fr)', sortable: true }, ({ person }) => (
    <span className="wb-muted" title={person.unit ?? undefined}>
      {person.unit ?? ''}
    </span>
  )),
  column({ id: 'status', head: 'Status', width: '98px', sortable: true }, statusCell),
  ...(isSynced(tenant)
    ? [column({ id: 'mailbox', head: 'Mailbox', width: '108px', sortable: true }, mailboxCell)]
    : []),
  ...(compared ? [column({ id: 'lists', head: 'Lists', width: '148px' }, listsCell(tenant))] : []),
  column({ id: 'last-email', head: 'Last email', width: '190px' }, lastEmailCell(tenant, zone)),
  ...(isSynced(tenant) ? [column({ id: 'last-seen', head: 'Last folder', width: '120px' }, lastSeenCell(tenant))] : []),
]
