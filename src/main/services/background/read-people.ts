import type { PersonKey } from '../../ledger/ledger'
import type { ServiceParts } from '../parts'
import { readLogOf } from '../read-log'
import { refAt, type TenantSource } from '../tenant-sources'

const week = { kind: 'days', days: 7 } as const

/**
 * Reads the last week of the log of some people, one after the other; for a source that doesn't tell what changed. Whoever
 * `isBusy` is left out: an engineer reads their log right now. `stop` gives the signal that ends the reading of one person.
 * Resolves to how many rows were read.
 */
export const readPeople = async (
  parts: ServiceParts,
  { tenantId, source, personIds }: { tenantId: string; source: TenantSource; personIds: readonly string[] },
  {
    signal,
    isBusy,
    stop,
  }: { signal: AbortSignal; isBusy: (key: PersonKey) => boolean; stop: (key: PersonKey) => AbortSignal },
): Promise<number> => {
  let rows = 0
  for (const personId of personIds) {
    signal.throwIfAborted()
    const key = { tenantId, personId }
    const person = await parts.ledger.readPerson(key)
    if (person === null || refAt(source, person) === null || isBusy(key)) continue
    const taken = stop(key)
    const control = { signal: AbortSignal.any([signal, taken]), progress: () => undefined }
    try {
      rows += await readLogOf(parts, key, person, source, week, control)
    } catch (error) {
      // The engineer came to this person: what they read is fresher.
      if (!taken.aborted || signal.aborted) throw error
    }
  }
  return rows
}
