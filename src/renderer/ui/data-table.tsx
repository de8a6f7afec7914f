import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { defaultRangeExtractor, type observeElementRect, useVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'

export interface Column<Row> {
  readonly id: string
  readonly head: string
  /** A CSS grid track: `120px`, `minmax(160px, 1fr)`. */
  readonly width: string
  readonly align?: 'right'
  /** Orders ascending; a column without it, and not `sortable`, can't be sorted by. */
  readonly compare?: (a: Row, b: Row) => number
  /** The rows come in the order of `sort` when it is by this column: the table needn't order them. */
  readonly sortable?: boolean
  readonly cell: (row: Row) => ReactNode
}

export interface Sort {
  readonly by: string
  readonly descending: boolean
}

interface DataTableProps<Row> {
  /** Name of the table. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** As they came; the table sorts a copy where the column has a `compare`. */
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly rowHeight: number
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  /** The row that is marked; null for none. */
  readonly selectedKey?: string | null
  /** The focus came to a row by arrow or click. */
  readonly onSelect?: (row: Row) => void
  /** Enter or click. */
  readonly onOpen: (row: Row) => void
  /** First and last row on screen, after scrolling and sorting. */
  readonly onVisible?: (rows: readonly Row[]) => void
  readonly rowClass?: (row: Row) => string | undefined
  /** Stands in the place of the rows when there are none. */
  readonly empty?: ReactNode
  /** For focusTarget. */
  readonly focusName?: string
}

/** Rows in the order that a sort asks for; ties keep the order they came in. */
export const sorted = <Row,>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort): readonly Row[] => {
  const compare = columns.find((column) => column.id === sort.by)?.compare
  if (compare === undefined) return rows
  return [...rows].sort((a, b) => (sort.descending ? compare(b, a) : compare(a, b)))
}

/** Height of the head with its line, in pixels; ui.css says the same. */
const headHeight = 31

/** As much as a window shows at most: drawn until the pane's own size is known. */
const screenful = (): { width: number; height: number } => ({ width: window.innerWidth, height: window.innerHeight })

/**
 * Tells the size of the scrolled box whenever it was laid out. It isn't asked for: that would have the page laid out twice
 * where it is drawn for the first time. A pane without a height (hidden, or a test without layout) counts as a screenful.
 */
const observeHeight: typeof observeElementRect = ({ scrollElement }, report) => {
  if (scrollElement === null) return undefined
  const observer = new ResizeObserver(([entry]) => {
    if (entry === undefined) return
    const { width, height } = entry.contentRect
    report(height === 0 ? screenful() : { width: Math.round(width), height: Math.round(height) })
  })
  observer.observe(scrollElement)
  return () => observer.disconnect()
}

/**
 * A table that draws only the rows on screen. One row is in the tab order; arrows, Page, Home and End move, Enter opens.
 */
export const DataTable = <Row,>(props: DataTableProps<Row>) => {
  const { label, columns, rowKey, rowHeight, sort, onSort, selectedKey = null, onSelect, onOpen, onVisible } = props
  const rows = useMemo(() => sorted(props.rows, columns, sort), [props.rows, columns, sort])
  const scroller = useRef<HTMLDivElement>(null)
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const wantsFocus = useRef(false)
  const marked = activeKey ?? selectedKey
  const found = marked === null ? -1 : rows.findIndex((row) => rowKey(row) === marked)
  const active = found === -1 ? 0 : found

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    // The head is sticky inside the scrolled box: rows begin below it and it covers what scrolls under it.
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    // The row in the tab order stays drawn when it is scrolled away, so that the focus isn't lost.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), active])].sort((a, b) => a - b),
    observeElementRect: observeHeight,
    initialRect: screenful(),
  })
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight])

  const items = virtualizer.getVirtualItems()
  const range = virtualizer.range
  const first = range?.startIndex ?? 0
  const last = range?.endIndex ?? -1
  useEffect(() => {
    if (last >= first) onVisible?.(rows.slice(first, last + 1))
  }, [onVisible, rows, first, last])

  // With the drawing and not after it: until then the focus may have gone to another row, which is not strayed.
  useLayoutEffect(() => {
    const focused = document.activeElement
    // The element stays where it is when other rows come: the focus goes along with its row.
    const strayed =
      focused?.getAttribute('role') === 'row' &&
      scroller.current?.contains(focused) === true &&
      focused.getAttribute('data-index') !== String(active)
    if (!wantsFocus.current && !strayed) return
    const element = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)
    if (element === null || element === undefined) return
    wantsFocus.current = false
    element.focus({ preventScroll: true })
  })

  const moveTo = (index: number): void => {
    const target = Math.max(0, Math.min(rows.length - 1, index))
    const row = rows[target]
    if (row === undefined) return
    wantsFocus.current = true
    setActiveKey(rowKey(row))
    virtualizer.scrollToIndex(target)
    onSelect?.(row)
  }

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (
      !(event.target instanceof HTMLElement) ||
      event.target.getAttribute('role') !== 'row' ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return
    const page = Math.max(1, last - first - 1)
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: rows.length - 1,
    }[event.key]
    const row = rows[active]
    if (to !== undefined) moveTo(to)
    else if (event.key === 'Enter' && row !== undefined) onOpen(row)
    else return
    event.preventDefault()
  }

  const template = columns.map((column) => column.width).join(' ')
  return (
    <div className="wb-table" data-single-keys="">
      <div className="wb-table-scroll" ref={scroller} onKeyDown={onKeyDown}>
        <div role="table" aria-label={label} aria-rowcount={rows.length + 1}>
          <div className="wb-table-head" role="rowgroup">
            <div role="row" aria-rowindex={1} className="wb-table-row" style={{ gridTemplateColumns: template }}>
              {columns.map((column) => (
                <Head key={column.id} column={column} sort={sort} onSort={onSort} />
              ))}
            </div>
          </div>
          {rows.length === 0 ? null : (
            <div role="rowgroup" className="wb-table-body" style={{ height: virtualizer.getTotalSize() }}>
              {items.map((item) => {
                const row = rows[item.index]
                if (row === undefined) return null
                const key = rowKey(row)
                const isSelected = selectedKey !== null && key === selectedKey
                return (
                  // By its place and not by its row: other rows then change the text and not the elements.
                  <div
                    key={item.index}
                    role="row"
                    className={`wb-table-row wb-table-item ${props.rowClass?.(row) ?? ''}`}
                    aria-rowindex={item.index + 2}
                    aria-current={isSelected ? 'true' : undefined}
                    data-index={item.index}
                    data-focus-target={item.index === active ? props.focusName : undefined}
                    tabIndex={item.index === active ? 0 : -1}
                    style={{
                      gridTemplateColumns: template,
                      height: rowHeight,
                      top: item.start - headHeight,
                    }}
                    onFocus={() => setActiveKey(key)}
                    onClick={() => {
                      setActiveKey(key)
                      onOpen(row)
                    }}
                  >
                    <Cells columns={columns} row={row} />
                  </div>
                )
              })}
            </div>
          )}
        </div>
        {rows.length === 0 ? props.empty : null}
      </div>
    </div>
  )
}

interface CellsProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly row: Row
}

/** The cells of one row; drawn again only when the row or the columns are others, not when rows around it come and go. */
const Cells = memo(<Row,>({ columns, row }: CellsProps<Row>) =>
  columns.map((column) => (
    <div key={column.id} role="cell" className={column.align === 'right' ? 'wb-right' : undefined}>
      {column.cell(row)}
    </div>
  )),
) as <Row>(props: CellsProps<Row>) => ReactNode

const Head = <Row,>({ column, sort, onSort }: { column: Column<Row>; sort: Sort; onSort: (sort: Sort) => void }) => {
  const isSorted = sort.by === column.id
  const className = column.align === 'right' ? 'wb-right' : undefined
  if (column.compare === undefined && column.sortable !== true) {
    return (
      <div role="columnheader" className={className}>
        {column.head}
      </div>
    )
  }
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp
  return (
    <div
      role="columnheader"
      className={className}
      aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className="wb-sort"
        onClick={() => onSort({ by: column.id, descending: isSorted ? !sort.descending : false })}
      >
        {column.head}
        {isSorted ? <Arrow size={13} stroke={1.8} aria-hidden="true" /> : null}
      </button>
    </div>
  )
}
