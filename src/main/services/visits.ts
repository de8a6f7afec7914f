import type { PersonKey } from '../ledger/ledger'

/**
 * How long the engineer stays with a person. Work for them takes the visit's signal when it is asked for; leaving aborts
 * it, and whoever comes back begins a new visit.
 */
export interface Visits {
  signalOf(key: PersonKey): AbortSignal
  leave(key: PersonKey): void
}

export const createVisits = (): Visits => {
  const open = new Map<string, AbortController>()
  const nameOf = ({ tenantId, personId }: PersonKey): string => `${tenantId}|${personId}`
  return {
    signalOf: (key) => {
      const visit = open.get(nameOf(key)) ?? new AbortController()
      open.set(nameOf(key), visit)
      return visit.signal
    },
    leave: (key) => {
      open.get(nameOf(key))?.abort()
      open.delete(nameOf(key))
    },
  }
}
