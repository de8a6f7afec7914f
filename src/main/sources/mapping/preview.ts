import {
  Failure,
  type LogMapping,
  type MappedList,
  type MappingPreview,
  type MappingProblem,
} from '../../../shared/model'
import { itemsOf, listOf, nextOf } from './list'
import { mapEmail, mapEvent, mapPerson } from './rows'

/** Rows that are shown; problems are counted over all of them. */
const shown = 20

const mapRow = { people: mapPerson, sentEmails: mapEmail, events: mapEvent } satisfies Record<MappedList, unknown>

/** What a mapping makes of an answer that was pasted. Throws `bad-input` with `json` for text that is no JSON. */
export const previewMapping = (mapping: LogMapping, list: MappedList, json: string): MappingPreview => {
  const answer = parse(json)
  const shape = listOf(mapping, list)
  if (shape === undefined)
    return {
      count: null,
      rows: [],
      problems: [{ field: 'events', message: 'This profile reads no events.', rows: 0 }],
      next: null,
    }
  const items = itemsOf(answer, shape.items)
  if (items === null) {
    const message = `There is no list at ${shape.items === '' ? 'the top of the answer' : shape.items}.`
    return { count: null, rows: [], problems: [{ field: 'items', message, rows: 0 }], next: null }
  }
  const rows = items.map((item) => {
    const mapped = mapRow[list](item, mapping)
    if ('problems' in mapped) return { values: {}, problems: mapped.problems, leftOut: false }
    return { values: valuesOf(mapped.row), problems: [], leftOut: mapped.row === null }
  })
  return {
    count: items.length,
    rows: rows.slice(0, shown),
    problems: counted(rows.flatMap(({ problems }) => problems)),
    next: nextOf(answer, shape.paging, { cursor: null, rows: items.length }),
  }
}

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json) as unknown
  } catch {
    throw new Failure({
      code: 'bad-input',
      message: 'This is no JSON: paste one whole answer of the platform.',
      field: 'json',
    })
  }
}

/** Our names and values of a row as text. */
const valuesOf = (row: object | null): Record<string, string> => {
  const shownAs = (name: string, value: unknown): [string, string][] => {
    if (value === null || value === undefined) return []
    if (name === 'sentAt' && typeof value === 'number') return [[name, new Date(value).toISOString()]]
    if (Array.isArray(value)) return value.length === 0 ? [] : [[name, value.join(', ')]]
    if (typeof value === 'object')
      return Object.entries(value).flatMap(([inner, one]) => shownAs(nested(name, inner), one))
    return [[names[name] ?? name, String(value as string | number | boolean)]]
  }
  return Object.fromEntries(Object.entries(row ?? {}).flatMap(([name, value]) => shownAs(name, value)))
}

/** As the profile names its fields. */
const names: Readonly<Record<string, string>> = { ref: 'id', personRef: 'person' }
const nested = (name: string, inner: string): string =>
  name === 'latestEvent' ? `latest${inner.charAt(0).toUpperCase()}${inner.slice(1)}` : inner

/** One line for each problem of a field, the most frequent first; a wrong value is quoted once. */
const counted = (problems: readonly MappingProblem[]): MappingPreview['problems'] => {
  const byField = new Map<string, MappingProblem & { rows: number }>()
  for (const problem of problems) {
    const known = byField.get(problem.field)
    if (known) known.rows += 1
    else byField.set(problem.field, { ...problem, rows: 1 })
  }
  return [...byField.values()].sort((one, other) => other.rows - one.rows)
}
