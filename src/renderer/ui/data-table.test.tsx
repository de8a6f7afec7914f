import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { type Column, DataTable, type Sort } from './data-table'

interface Row {
  readonly id: string
  readonly size: number
}

const columns: readonly Column<Row>[] = [
  { id: 'id', head: 'Name', width: '1fr', compare: (a, b) => a.id.localeCompare(b.id), cell: (row) => row.id },
  {
    id: 'size',
    head: 'Size',
    width: '80px',
    align: 'right',
    compare: (a, b) => a.size - b.size,
    cell: (row) => row.size,
  },
]

const Table = ({
  rows,
  onOpen = () => undefined,
}: {
  readonly rows: readonly Row[]
  readonly onOpen?: (row: Row) => void
}) => {
  const [sort, setSort] = useState<Sort>({ by: 'id', descending: false })
  return (
    <DataTable
      label="Things"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowHeight={30}
      sort={sort}
      onSort={setSort}
      onOpen={onOpen}
      empty={<p>No things.</p>}
    />
  )
}

const some: readonly Row[] = [
  { id: 'b', size: 1 },
  { id: 'a', size: 3 },
  { id: 'c', size: 2 },
]
const firstCells = (): readonly (string | null)[] =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[0]?.textContent ?? null)

it('orders rows by the column that is pressed, and back when it is pressed again', async () => {
  render(<Table rows={some} />)
  expect(firstCells()).toEqual(['a', 'b', 'c'])
  await userEvent.click(screen.getByRole('button', { name: 'Size' }))
  expect(firstCells()).toEqual(['b', 'c', 'a'])
  await userEvent.click(screen.getByRole('button', { name: 'Size' }))
  expect(firstCells()).toEqual(['a', 'c', 'b'])
})

it('moves with the arrows and opens with Enter', async () => {
  const onOpen = vi.fn()
  render(<Table rows={some} onOpen={onOpen} />)
  screen.getAllByRole('row')[1]?.focus()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}')
  expect(onOpen).toHaveBeenCalledExactlyOnceWith({ id: 'c', size: 2 })
})

it('draws a screenful of ten thousand rows, and tells their number', () => {
  render(
    <Table
      rows={Array.from({ length: 10_000 }, (_, index) => ({ id: String(index).padStart(5, '0'), size: index }))}
    />,
  )
  expect(screen.getAllByRole('row').length).toBeLessThan(60)
  expect(screen.getByRole('table', { name: 'Things' }).getAttribute('aria-rowcount')).toBe('10001')
})

it('shows why there are no rows, outside of the table', () => {
  render(<Table rows={[]} />)
  expect(screen.getByText('No things.').closest('[role="table"]')).toBeNull()
})

it('keeps the focus on its row when rows come above it', async () => {
  const { rerender } = render(<Table rows={some} />)
  screen.getAllByRole('row')[1]?.focus()
  await userEvent.keyboard('{ArrowDown}')
  expect(document.activeElement?.textContent).toBe('b1')
  rerender(<Table rows={[...some, { id: 'aa', size: 5 }]} />)
  expect(firstCells()).toEqual(['a', 'aa', 'b', 'c'])
  expect(document.activeElement?.textContent).toBe('b1')
})
