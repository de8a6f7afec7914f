import type { SourceReading } from '../../../shared/model'

/** What the last reading of each source came to, since the app was started. */
export interface SourceReadings {
  last(tenantId: string, sourceId: string): SourceReading | null
  note(tenantId: string, sourceId: string, reading: SourceReading): void
}

/** Keeps it in memory. */
export const createSourceReadings = (): SourceReadings => {
  const latest = new Map<string, SourceReading>()
  const keyOf = (tenantId: string, sourceId: string): string => JSON.stringify([tenantId, sourceId])
  return {
    last: (tenantId, sourceId) => latest.get(keyOf(tenantId, sourceId)) ?? null,
    note: (tenantId, sourceId, reading) => void latest.set(keyOf(tenantId, sourceId), reading),
  }
}
