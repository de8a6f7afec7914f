import { invalidParameter, type Problem } from './problems'

const standardLimit = 100
const largestLimit = 200

/** One page of a list: the rows and the cursor of the next page. */
export interface Page<Row> {
  readonly items: readonly Row[]
  readonly next: string | null
  readonly total: number
}

/**
 * Cuts the page that a request asks for out of sorted rows. A cursor names the last row it passed, not a position: rows
 * that are added or taken away meanwhile neither shift nor repeat the rest. `about` ties it to its list.
 */
export const cutPage = <Row>(
  rows: readonly Row[],
  query: URLSearchParams,
  about: string,
  order: { readonly keyOf: (row: Row) => readonly [number | string, string]; readonly newestFirst?: boolean },
): Page<Row> | Problem => {
  const limit = readLimit(query)
  if (typeof limit !== 'number') return limit
  const cursor = query.get('cursor')
  const passed = cursor === null ? null : readCursor(cursor, about)
  if (passed === undefined)
    return invalidParameter('cursor', 'The cursor does not belong to this list and window. Start again without one.')

  const start =
    passed === null ? 0 : firstAfter(rows, (row) => isAfter(order.keyOf(row), passed, order.newestFirst ?? false))
  const items = rows.slice(start, start + limit)
  const last = items.at(-1)
  return {
    items,
    next: last !== undefined && start + limit < rows.length ? writeCursor(order.keyOf(last), about) : null,
    total: rows.length,
  }
}

/** How many rows a request wants on a page. */
export const readLimit = (query: URLSearchParams): number | Problem => {
  const text = query.get('limit')
  const limit = text === null ? standardLimit : Number(text)
  if (!/^\d+$/.test(text ?? '0') || limit < 1 || limit > largestLimit)
    return invalidParameter('limit', `The limit must be a whole number from 1 to ${largestLimit}.`)
  return limit
}

export const isProblem = <Value extends object>(value: Value | Problem): value is Problem =>
  'kind' in value && 'title' in value

type Key = readonly [number | string, string]

/** Position of the first row that `test` accepts, in rows sorted so that all later ones pass too. */
const firstAfter = <Row>(rows: readonly Row[], test: (row: Row) => boolean): number => {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row === undefined || test(row)) high = middle
    else low = middle + 1
  }
  return low
}

/** Rows are sorted by their first key (descending when newest first), then by the second, ascending. */
const isAfter = (key: Key, passed: Key, newestFirst: boolean): boolean => {
  if (key[0] === passed[0]) return key[1] > passed[1]
  return newestFirst ? key[0] < passed[0] : key[0] > passed[0]
}

const writeCursor = (key: Key, about: string): string =>
  Buffer.from(JSON.stringify([...key, about])).toString('base64url')

const readCursor = (text: string, about: string): Key | undefined => {
  try {
    const [first, second, owner] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (owner !== about || typeof second !== 'string') return undefined
    return typeof first === 'number' || typeof first === 'string' ? [first, second] : undefined
  } catch {
    return undefined
  }
}
