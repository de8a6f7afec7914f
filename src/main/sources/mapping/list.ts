import type { LogMapping, MappedList, MappedPaging } from '../../../shared/model'
import { pick, pickAll, textOf } from './pick'

/** The rows of an answer; null where there is no list at its path. */
export const itemsOf = (answer: unknown, path: string): readonly unknown[] | null => {
  const found = pickAll(answer, path)
  const [only] = found
  if (found.length === 1 && Array.isArray(only)) return only as unknown[]
  // A path that names each item has taken the list apart already.
  return path.includes('*') ? found : null
}

/** What names the page after this one; null on the last. `cursor` is what named this one. */
export const nextOf = (
  answer: unknown,
  paging: MappedPaging,
  { cursor, rows }: { readonly cursor: string | null; readonly rows: number },
): string | null => {
  switch (paging.kind) {
    case 'none':
      return null
    case 'link':
    case 'cursor':
      return textOf(pick(answer, paging.next)) ?? null
    case 'page':
      return rows < paging.rows ? null : String(Number(cursor ?? paging.first) + 1)
  }
}

export const totalOf = (answer: unknown, path: string | undefined): number | null => {
  const total = path === undefined ? Number.NaN : Number(textOf(pick(answer, path)) ?? Number.NaN)
  return Number.isSafeInteger(total) && total >= 0 ? total : null
}

/** The list of a mapping; undefined for events where it has none. */
export const listOf = (mapping: LogMapping, list: MappedList) => mapping[list] ?? undefined
