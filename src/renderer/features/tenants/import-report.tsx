import { useState } from 'react'
import type { TenantImportReport, TenantImportRow } from '../../../shared/model/connect'
import { providerNames } from '../../../shared/model/tenant'
import { useRowHeight } from '../../app/preferences'
import { Chip } from '../../ui/chip'
import { type Column, DataTable, type Sort } from '../../ui/data-table'
import { errorsText, outcomeWords, providerOf } from './import-words'

// What needs a look comes first.
const outcomeOrder: readonly TenantImportRow['outcome'][] = ['refused', 'change', 'add', 'same']

const columns: readonly Column<TenantImportRow>[] = [
  {
    id: 'line',
    head: 'Line',
    width: '46px',
    align: 'right',
    compare: (a, b) => a.line - b.line,
    cell: (row) => row.line.toLocaleString('en-GB'),
  },
  {
    id: 'name',
    head: 'Name',
    width: 'minmax(120px, 1fr)',
    compare: (a, b) => a.name.localeCompare(b.name),
    cell: (row) =>
      row.name === '' ? <span className="wb-hint">no name</span> : <bdi title={row.name}>{row.name}</bdi>,
  },
  {
    id: 'provider',
    head: 'Provider',
    width: '126px',
    cell: (row) => <span className="wb-muted">{providerOf(row.provider, providerNames)}</span>,
  },
  {
    id: 'outcome',
    head: 'Outcome',
    width: '92px',
    compare: (a, b) => outcomeOrder.indexOf(a.outcome) - outcomeOrder.indexOf(b.outcome) || a.line - b.line,
    cell: (row) => {
      const [word, tone] = outcomeWords[row.outcome]
      return (
        <Chip tone={tone} bare={row.outcome === 'same'}>
          {word}
        </Chip>
      )
    },
  },
  {
    id: 'errors',
    head: 'What is wrong',
    width: 'minmax(180px, 2fr)',
    cell: (row) => <span title={errorsText(row)}>{errorsText(row)}</span>,
  },
]

/** What each line of a file comes to, refused ones first. */
export const ImportReport = ({ report }: { readonly report: TenantImportReport }) => {
  const rowHeight = useRowHeight()
  const [sort, setSort] = useState<Sort>({ by: 'outcome', descending: false })
  return (
    <DataTable
      label="Lines of the file"
      columns={columns}
      rows={report.rows}
      rowKey={(row) => String(row.line)}
      rowHeight={rowHeight}
      sort={sort}
      onSort={setSort}
      onOpen={() => undefined}
    />
  )
}
