import type { FailureCode } from './failure'

/** Why nothing is read in the background at the moment. */
export const backgroundHolds = ['engineer', 'battery', 'offline', 'asleep', 'locked'] as const
export type BackgroundHold = (typeof backgroundHolds)[number]

/** How the log of one source is kept fresh while nobody asks. Instants are ISO in UTC. */
export interface BackgroundSource {
  readonly tenantId: string
  readonly tenantName: string
  readonly sourceId: string
  readonly sourceName: string
  readonly running: boolean
  /** When it was last read to its end; null when it never was. */
  readonly readAt: string | null
  /** How many rows that brought, and changed. */
  readonly rows: number
  readonly failure: { readonly code: FailureCode; readonly message: string } | null
  readonly nextAt: string
}

export interface BackgroundStatus {
  readonly holds: readonly BackgroundHold[]
  /** By tenant in the engineer's order. Tenants that are disabled, or locked, have none. */
  readonly sources: readonly BackgroundSource[]
}
