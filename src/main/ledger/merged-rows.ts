import type { EmailRow } from './email-row'

/** One email as its sources told of it: the row that is shown, and the sources of all its rows, that row's first. */
export interface MergedRow {
  readonly row: EmailRow
  readonly sources: readonly string[]
}

const earlier = (a: EmailRow, b: EmailRow): number =>
  (a.kept_at ?? 0) - (b.kept_at ?? 0) || (a.source_id < b.source_id ? -1 : a.source_id > b.source_id ? 1 : 0)

/** The first row leads, for its sightings and rescues hang on it; the latest event of any source and any listing count. */
const mergedOf = (rows: readonly EmailRow[]): MergedRow => {
  const [lead, ...others] = [...rows].sort(earlier) as [EmailRow, ...EmailRow[]]
  const latest = others.reduce((a, b) => ((b.latest_event_at ?? -1) > (a.latest_event_at ?? -1) ? b : a), lead)
  const listed = rows.some((row) => row.listed === 1) ? 1 : 0
  return {
    row: {
      ...lead,
      listed,
      latest_event: latest.latest_event,
      latest_event_at: latest.latest_event_at,
    },
    sources: [lead.source_id, ...others.map((row) => row.source_id)],
  }
}

/**
 * Merges rows of one person by Message-ID across sources, in the order of the first row of each. Two rows of one source stay
 * two emails, whatever their Message-ID says: no row of a source is ever hidden by another of its own.
 */
export const mergeRows = (rows: readonly EmailRow[]): MergedRow[] => {
  const first = rows[0]?.source_id
  if (rows.every((row) => row.source_id === first)) {
    const sources = first === undefined ? [] : [first]
    return rows.map((row) => ({ row, sources }))
  }
  const groups: EmailRow[][] = []
  const byMessage = new Map<string, EmailRow[][]>()
  for (const row of rows) {
    const same = row.message_key === null ? [] : (byMessage.get(row.message_key) ?? [])
    const open = same.find((group) => group.every((other) => other.source_id !== row.source_id))
    if (open) {
      open.push(row)
      continue
    }
    const group = [row]
    groups.push(group)
    if (row.message_key !== null) byMessage.set(row.message_key, [...same, group])
  }
  return groups.map(mergedOf)
}
