import { directorySource, type PersonRow } from './person-row'

/** One person as their sources have them: the row that names them first, then the others. */
export type MergedPerson = readonly [PersonRow, ...PersonRow[]]

/**
 * Groups rows by person. The source that is first in `order` names the person; one that no longer has them comes after all
 * that do. The directory names only whom no source has: mail goes to the address that the platform knows.
 */
export const mergePersonRows = (rows: readonly PersonRow[], order: readonly string[]): MergedPerson[] => {
  const rank = (row: PersonRow): number => {
    const place = order.indexOf(row.source_id)
    const last = row.source_id === directorySource ? order.length + 1 : order.length
    return (place === -1 ? last : place) + (row.source_status === 'removed' ? order.length + 2 : 0)
  }
  const people = new Map<string, [PersonRow, ...PersonRow[]]>()
  for (const row of rows) {
    const known = people.get(row.person_id)
    if (known) known.push(row)
    else people.set(row.person_id, [row])
  }
  for (const person of people.values()) if (person.length > 1) person.sort((a, b) => rank(a) - rank(b))
  return [...people.values()]
}
