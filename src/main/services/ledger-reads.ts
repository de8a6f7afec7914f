import type { LogPage } from '../../shared/contract'
import { windowBounds, type Person, type TimeWindow } from '../../shared/model'
import type { Ledger, PersonKey } from '../ledger/ledger'
import { isoOf, requirePerson } from './parts'
import { refAt } from './tenant-sources'

// What the ledger alone can tell: read by the services, and by the first page before they are built.

/** The earliest of some instants; null when there is none, or one is missing. */
export const oldest = (instants: readonly (number | null)[]): number | null =>
  instants.reduce<number | null>((a, b) => (a === null || b === null ? null : Math.min(a, b)), instants[0] ?? null)

/** The log of a person in a window that ends `now`, in epoch milliseconds, or at its own end. */
export const readLogPage = async (
  ledger: Ledger,
  key: PersonKey,
  window: TimeWindow,
  now: number,
): Promise<LogPage> => {
  const { from, to } = windowBounds(window, now)
  const [page, settings, person] = await Promise.all([
    ledger.readLog(key, from, to),
    ledger.readSettings(key.tenantId),
    ledger.readPerson(key),
  ])
  const concerned = (settings?.logSources ?? []).filter((source) => person !== null && refAt(source, person) !== null)
  const refreshedAt = oldest(concerned.map((source) => page.readAt[source.id] ?? null))
  return {
    ...key,
    emails: page.emails,
    refreshedAt: refreshedAt === null ? null : isoOf(refreshedAt),
    from: isoOf(from),
    to: isoOf(to),
    before: page.before === null ? null : isoOf(page.before),
    after: page.after === null ? null : isoOf(page.after),
  }
}

/** The person without what only main may know; throws `unknown-person` when they aren't one of this tenant. */
export const readPerson = async (ledger: Ledger, key: PersonKey): Promise<Person> => {
  const { sourceId: _, sourceRef: __, sourceRefs: ___, directoryId: ____, ...person } = await requirePerson(ledger, key)
  return person
}
