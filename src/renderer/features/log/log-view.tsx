import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { useShallow } from 'zustand/react/shallow'
import type { Tenant } from '../../../shared/model'
import type { Command } from '../../app/commands'
import { useCommands } from '../../app/commands'
import { setWindow } from '../../app/context'
import { focusTarget } from '../../app/focus'
import { changePreferences, usePreferencesStore, useZone } from '../../app/preferences'
import type { Sort } from '../../ui/data-table'
import { Skeleton } from '../../ui/skeleton'
import { EmailDetail } from '../email'
import { RecoveryOffer, useIsSmtpSign } from '../recovery'
import { EmptyLog, NoMatch } from './empty-log'
import { FilterBar } from './filter-bar'
import { LogTable } from './log-table'
import { checkAgain, noteSighting, refreshLog, useLogStore } from './log-store'
import { Notes } from './notes'
import type { Filters, LogRow } from './rows'
import { filterRows, noFilters, sightingOf } from './rows'
import { ordered } from './sorting'
import { summaryText } from './summary'

interface LogViewProps {
  readonly tenant: Tenant
  readonly person: string
  /** Set when a person was just picked: the focus then goes to the table as soon as it has rows. */
  readonly tableWanted: React.RefObject<boolean>
}

const nobodyFound: ReadonlyMap<string, never> = new Map<string, never>()

/** The log of one person: notes, filters, table and detail. */
export const LogView = ({ tenant, person, tableWanted }: LogViewProps) => {
  const { page, rows, refresh, readFailure, locateFailure } = useLogStore(
    useShallow(({ page, rows, refresh, readFailure, locateFailure }) => ({
      page,
      rows,
      refresh,
      readFailure,
      locateFailure,
    })),
  )
  const zone = useZone()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Filters>(noFilters)
  const [sort, setSort] = useState<Sort>({ by: 'sent', descending: true })
  const [selectedId, setSelectedId] = useState<string | null>(null)
  const synced = tenant.provider !== 'manual'
  const isSmtpSign = useIsSmtpSign()

  // Only an order or a filter by folder has to know of every sighting. Ordered first: a keystroke then only leaves rows out.
  const sortSightings = useLogStore((state) => (sort.by === 'folder' ? state.sightings : nobodyFound))
  const inOrder = useMemo(
    () => ordered(rows, sort, tenant.provider, sortSightings),
    [rows, sort, tenant.provider, sortSightings],
  )
  const sightings = useLogStore((state) => (chosen.folders.length > 0 ? state.sightings : nobodyFound))
  const shown = useMemo(() => filterRows(inOrder, { ...chosen, text }, sightings), [inOrder, chosen, text, sightings])
  const selected = useMemo(() => rows.find(({ email }) => email.id === selectedId) ?? null, [rows, selectedId])

  const hasRows = rows.length > 0
  useEffect(() => {
    if (!hasRows || !tableWanted.current) return
    tableWanted.current = false
    focusTarget('table')
  }, [hasRows, tableWanted])

  const isOpen = selected !== null
  const onSelect = useCallback((row: LogRow) => isOpen && setSelectedId(row.email.id), [isOpen])
  const onOpen = useCallback((row: LogRow, by: 'key' | 'pointer') => {
    setSelectedId(row.email.id)
    if (by === 'key') focusTarget('detail')
  }, [])
  const close = useCallback(() => {
    setSelectedId(null)
    focusTarget('table')
  }, [])
  const clear = (): void => {
    setText('')
    setChosen(noFilters)
  }
  useCommands(logCommands)

  if (page === null)
    return (
      <div className="log-body">
        {readFailure === null ? <Skeleton rows={9} label="Reading the log" /> : null}
        {readFailure === null ? null : (
          <p className="log-failed log-note" role="alert">
            {readFailure.message} <code>{readFailure.code}</code>
          </p>
        )}
      </div>
    )
  const table = (
    <div className="log-main">
      <LiveFilters
        tenant={tenant}
        filters={chosen}
        onChange={setChosen}
        text={text}
        onText={setText}
        shown={shown}
        total={rows.length}
        isKnown={hasRows || page.refreshedAt !== null}
      />
      <div className="log-table-place">
        <LogTable
          tenant={tenant}
          rows={shown}
          sort={sort}
          onSort={setSort}
          selectedId={selectedId}
          onSelect={onSelect}
          onOpen={onOpen}
          onEscape={close}
        />
        {shown.length > 0 ? null : (
          <div className="log-nothing">
            {hasRows ? (
              <NoMatch onClear={clear} />
            ) : (
              <EmptyLog
                page={page}
                refresh={refresh}
                person={person}
                synced={synced}
                zone={zone}
                onRefresh={refreshLog}
                onWindow={setWindow}
              />
            )}
          </div>
        )}
      </div>
    </div>
  )
  return (
    <div className="log-body">
      <Notes
        page={page}
        rows={rows}
        refresh={refresh}
        readFailure={readFailure}
        locateFailure={selected === null ? locateFailure : null}
        saysSmtp={synced && !isSmtpSign}
      />
      {synced ? <RecoveryOffer /> : null}
      <BesideEachOther table={table}>
        {selected === null ? null : <Detail tenant={tenant} person={person} row={selected} onClose={close} />}
      </BesideEachOther>
    </div>
  )
}

const logCommands: readonly Command[] = [
  {
    id: 'log.filter',
    name: 'Filter the log by subject',
    group: 'Email',
    keys: '/',
    run: () => focusTarget('log-subject'),
  },
  { id: 'log.refresh', name: 'Read the log again', group: 'Email', keys: null, run: refreshLog },
]

interface LiveFiltersProps {
  readonly tenant: Tenant
  readonly filters: Filters
  readonly onChange: (filters: Filters) => void
  readonly text: string
  readonly onText: (text: string) => void
  readonly shown: readonly LogRow[]
  readonly total: number
  /** False while nobody has read the log: how many emails there are is not known, and not none. */
  readonly isKnown: boolean
}

/** The filter bar with its live summary: it follows every sighting, so that the view around it needn't. */
const LiveFilters = ({ tenant, shown, total, isKnown, ...bar }: LiveFiltersProps) => {
  // Counting thousands of rows must not hold up a keystroke.
  const sightings = useDeferredValue(useLogStore((state) => state.sightings))
  const counted = useDeferredValue(shown)
  const checking = useLogStore((state) => state.checking.size)
  const asked = useLogStore((state) => state.asked)
  const answered = useLogStore((state) => state.answered)
  const summary = useMemo(
    () => (isKnown ? summaryText(counted, total, tenant.provider, sightings) : ''),
    [counted, total, isKnown, tenant.provider, sightings],
  )
  const progress = checking > 0 ? `${answered} of ${asked} checked` : null
  return <FilterBar provider={tenant.provider} {...bar} summary={summary} progress={progress} />
}

interface DetailProps {
  readonly tenant: Tenant
  readonly person: string
  readonly row: LogRow
  readonly onClose: () => void
}

/** The detail of the selected row; like a cell of the table it listens for its own email. */
const Detail = ({ tenant, person, row: { email }, onClose }: DetailProps) => {
  const sighting = useLogStore((state) => sightingOf(email, state.sightings))
  const checking = useLogStore((state) => state.checking.has(email.id))
  const checkFailure = useLogStore((state) => state.locateFailure)
  const check = useCallback(() => checkAgain(email.id), [email.id])
  return (
    <div
      className="log-detail"
      role="presentation"
      onKeyDown={(event) => {
        if (event.key === 'Escape') focusTarget('table')
      }}
    >
      <EmailDetail
        tenant={tenant}
        person={person}
        email={email}
        sighting={sighting}
        checking={checking}
        checkFailure={checkFailure}
        onCheck={check}
        onSighting={noteSighting}
        onClose={onClose}
      />
    </div>
  )
}

/** Table and detail with a movable edge; where it stands is remembered. */
const BesideEachOther = ({
  table,
  children,
}: {
  readonly table: React.ReactNode
  readonly children: React.ReactNode
}) => {
  const share = usePreferencesStore((state) => state.preferences?.detailShare) ?? 36
  return (
    <Group
      className="log-panels"
      orientation="horizontal"
      onLayoutChanged={(layout, meta) => {
        const detailShare = Math.min(70, Math.max(20, Math.round(layout['detail'] ?? share)))
        if (meta.isUserInteraction && detailShare !== share) changePreferences({ detailShare }).catch(() => undefined)
      }}
    >
      <Panel id="table" minSize="30%">
        {table}
      </Panel>
      {children === null ? null : (
        <>
          <Separator className="log-edge" aria-label="Width of the detail" />
          <Panel id="detail" defaultSize={`${share}%`} minSize="376px" maxSize="70%">
            {children}
          </Panel>
        </>
      )}
    </Group>
  )
}
