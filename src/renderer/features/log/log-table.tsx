import { useElementSize } from '@mantine/hooks'
import { memo, useCallback, useMemo, useRef } from 'react'
import type { Tenant } from '../../../shared/model'
import { copyText } from '../../app/copy'
import { useRowHeight, useZone } from '../../app/preferences'
import { toast } from '../../app/toasts'
import type { Column, Sort } from '../../ui/data-table'
import { DataTable } from '../../ui/data-table'
import { Instant } from '../../ui/time-text'
import { EventCell, FolderCell, MethodCell, SubjectCell, TypeCell } from './cells'
import { showRows, useLogStore } from './log-store'
import { rowText } from './row-text'
import type { LogRow } from './rows'
import { sightingOf } from './rows'

interface LogTableProps {
  readonly tenant: Tenant
  /** In the order of `sort`. */
  readonly rows: readonly LogRow[]
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  readonly selectedId: string | null
  /** The focus came to a row while a detail is open, or a row was clicked or entered. */
  readonly onSelect: (row: LogRow) => void
  readonly onOpen: (row: LogRow, by: 'key' | 'pointer') => void
  readonly onEscape: () => void
}

/** Below this width the type is its icon only, in pixels: the subject needs the room. */
const narrowBelow = 960

const rowKey = ({ email }: LogRow): string => email.id
const rowClass = ({ email }: LogRow): string | undefined => (email.listed ? undefined : 'log-unlisted')

/** The table of sent emails. Cells that fill in live listen by themselves, so an arriving sighting redraws one cell. */
export const LogTable = memo((props: LogTableProps) => {
  const { tenant, rows, sort, onSort, selectedId, onSelect, onOpen, onEscape } = props
  const { provider } = tenant
  const zone = useZone()
  const rowHeight = useRowHeight()
  const { ref, width } = useElementSize()
  const narrow = width > 0 && width < narrowBelow
  const columns = useMemo(
    (): readonly Column<LogRow>[] => [
      {
        id: 'type',
        head: 'Type',
        width: narrow ? '28px' : '104px',
        sortable: true,
        cell: ({ email }) => <TypeCell type={email.type} narrow={narrow} />,
      },
      {
        id: 'subject',
        head: 'Subject',
        width: 'minmax(160px, 1fr)',
        sortable: true,
        cell: ({ email }) => <SubjectCell email={email} narrow={narrow} />,
      },
      {
        id: 'sent',
        head: 'Sent',
        width: narrow ? '86px' : '112px',
        align: 'right',
        sortable: true,
        cell: ({ email }) => <Instant at={email.sentAt} zone={zone} />,
      },
      {
        id: 'method',
        head: 'Send method',
        width: narrow ? '82px' : '88px',
        sortable: true,
        cell: ({ email }) => <MethodCell method={email.method} synced={provider !== 'manual'} />,
      },
      {
        id: 'event',
        head: 'Latest event',
        width: narrow ? '72px' : '104px',
        sortable: true,
        cell: ({ email }) => <EventCell event={email.latestEvent} narrow={narrow} />,
      },
      {
        id: 'folder',
        head: 'Current folder',
        width: narrow ? '142px' : '206px',
        sortable: true,
        cell: ({ email }) => <FolderCell email={email} provider={provider} />,
      },
    ],
    [narrow, zone, provider],
  )

  const copyRow = (row: LogRow): void => {
    const sighting = sightingOf(row.email, useLogStore.getState().sightings)
    void copyText(rowText(row.email, sighting, provider, zone)).then(
      () => toast({ text: 'Row copied.' }),
      () => undefined,
    )
  }
  const lastInput = useRef<'key' | 'pointer'>('pointer')
  const open = useCallback((row: LogRow) => onOpen(row, lastInput.current), [onOpen])
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape') return onEscape()
    if (event.key.toLowerCase() !== 'c' || !(event.ctrlKey || event.metaKey)) return
    const { target } = event
    if (!(target instanceof HTMLElement) || target.getAttribute('role') !== 'row') return
    // Text that somebody marked is what they want to copy.
    if ((globalThis.getSelection()?.toString() ?? '') !== '') return
    const row = rows[Number(target.dataset['index'])]
    if (row !== undefined) copyRow(row)
  }

  return (
    <div
      ref={ref}
      className="log-table"
      role="presentation"
      onKeyDownCapture={() => (lastInput.current = 'key')}
      onPointerDownCapture={() => (lastInput.current = 'pointer')}
      onKeyDown={onKeyDown}
    >
      <DataTable
        label="Sent Email Log"
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        rowHeight={rowHeight}
        sort={sort}
        onSort={onSort}
        selectedKey={selectedId}
        onSelect={onSelect}
        onOpen={open}
        onVisible={showRows}
        rowClass={rowClass}
        focusName="table"
      />
    </div>
  )
})
LogTable.displayName = 'LogTable'
