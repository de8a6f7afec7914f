import { Failure } from '../../../shared/model'
import type { ChangesPage, LogSource } from '../../sources/source'
import type { ServiceParts } from '../parts'

type Changes = NonNullable<LogSource['changes']>

/**
 * Reads a tenant's feed of changes to its end; each page is kept before `kept` is told where to go on. A place that the
 * source has forgotten is read from the start. Resolves to how many rows came.
 */
export const readChanges = async (
  parts: ServiceParts,
  { tenantId, sourceId, changes }: { tenantId: string; sourceId: string; changes: Changes },
  start: string | null,
  { signal, kept }: { signal: AbortSignal; kept: (cursor: string, rows: number) => Promise<void> },
): Promise<number> => {
  const mark = parts.newId()
  let rows = 0

  const keep = async (page: ChangesPage): Promise<void> => {
    const merged = await parts.ledger.mergeChanges(tenantId, sourceId, page.emails, mark)
    const events = new Map(page.emails.map((email) => [email.ref, email.events]))
    for (const { ref, key } of merged.kept) {
      signal.throwIfAborted()
      await parts.ledger.putEvents(key, events.get(ref) ?? [])
    }
    rows += merged.kept.length
    for (const personId of new Set(merged.kept.map(({ key }) => key.personId)))
      parts.emit({ kind: 'log-changed', tenantId, personId })
    await kept(page.next, rows)
  }
  const readFrom = async (cursor: string | null): Promise<void> => {
    for await (const page of changes(cursor, signal)) {
      signal.throwIfAborted()
      await keep(page)
    }
  }

  try {
    await readFrom(start)
  } catch (error) {
    if (start === null || !(error instanceof Failure) || error.facts.field !== 'cursor') throw error
    await readFrom(null)
  }
  return rows
}
