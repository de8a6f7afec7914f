import type { EmailRow } from './email-row'

/** One email as its sources told of it: the row that is shown, and all its rows with their sources, that one's first. */
export interface MergedRow<Row extends EmailRow = EmailRow> {
  readonly row: Row
  readonly rows: readonly Row[]
  readonly sources: readonly string[]
}

const earlier = (a: EmailRow, b: EmailRow): number =>
  (a.kept_at ?? 0) - (b.kept_at ?? 0) || (a.source_id < b.source_id ? -1 : a.source_id > b.source_id ? 1 : 0)

/** The first row leads, for its sightings and rescues hang on it; the latest event of any source and any listing count. */
const mergedOf = <Row extends EmailRow>(rows: readonly Row[]): MergedRow<Row> => {
  const [lead, ...others] = [...rows].sort(earlier) as [Row, ...Row[]]
  const latest = others.reduce<Row>((a, b) => ((b.latest_event_at ?? -1) > (a.latest_event_at ?? -1) ? b : a), lead)
  const listed = rows.some((row) => row.listed === 1) ? 1 : 0
  return {
    row: {
      ...lead,
      listed,
      latest_event: latest.latest_event,
      latest_event_at: latest.latest_event_at,
    },
    rows: [lead, ...others],
    sources: [lead.source_id, ...others.map((row) => row.source_id)],
  }
}

/**
 * Merges rows of one person by Message-ID across sources, in the order of the first row of each. Two rows of one source stay
 * two emails, whatever their Message-ID says: no row of a source is ever hidden by another of its own.
 */
export const mergeRows = <Row extends EmailRow>(rows: readonly Row[]): MergedRow<Row>[] => {
  const first = rows[0]?.source_id
  if (rows.every((row) => row.source_id === first)) {
    const sources = first === undefined ? [] : [first]
    return rows.map((row) => ({ row, rows: [row], sources }))
  }
  const groups: Row[][] = []
  const byMessage = new Map<string, Row[][]>()
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
