import type { ImmovableReason } from '../../shared/model'
import type { PersonRecord } from '../ledger/ledger'
import type { Clock } from '../net/transport'

/** How long a tenant counts as not letting us move mail after it refused a move, in milliseconds. */
const rememberedMs = 10 * 60_000

/** What keeps any mail of a person from being moved, whichever copy it is. */
export interface Hindrances {
  of(person: Pick<PersonRecord, 'tenantId' | 'status'>): ImmovableReason | null
  /** The tenant refused a change for want of the permission: that holds until one succeeds, or for ten minutes. */
  refused(tenantId: string): void
  /** A change succeeded, or somebody wants to know anew. */
  forget(tenantId: string): void
}

export const createHindrances = (clock: Clock): Hindrances => {
  const refusedAt = new Map<string, number>()
  return {
    of: ({ tenantId, status }) => {
      if (status === 'suspended') return 'person-suspended'
      const at = refusedAt.get(tenantId)
      return at !== undefined && clock.now() - at < rememberedMs ? 'permission-missing' : null
    },
    refused: (tenantId) => void refusedAt.set(tenantId, clock.now()),
    forget: (tenantId) => void refusedAt.delete(tenantId),
  }
}
