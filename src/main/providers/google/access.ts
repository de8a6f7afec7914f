import { isFailure, type Connection } from './connection'
import { scopes, type Scope } from './tokens'

/** How long a refused scope is left alone, in milliseconds; after that an admin may have delegated it. */
const refusalLifeMs = 5 * 60_000

/** Which scope a mailbox is opened with. Locating needs only `gmail.readonly`; one token does for both where it can. */
export interface Access {
  /** `gmail.modify`, or `gmail.readonly` where that is all the tenant delegated. */
  forReading(address: string, signal: AbortSignal): Promise<Scope>
  /** Always asks, so that a repaired delegation takes effect at once. Throws `permission-missing`. */
  forMoving(address: string, signal: AbortSignal): Promise<Scope>
}

export const createAccess = (connection: Connection): Access => {
  // Delegation is granted to the service account as a whole, never for one mailbox.
  let refusedUntil = 0
  return {
    forReading: async (address, signal) => {
      if (connection.now() < refusedUntil) return scopes.read
      try {
        await connection.signIn(address, scopes.modify, signal)
        return scopes.modify
      } catch (thrown) {
        if (!isFailure(thrown, 'permission-missing')) throw thrown
        refusedUntil = connection.now() + refusalLifeMs
        return scopes.read
      }
    },
    forMoving: async (address, signal) => {
      await connection.signIn(address, scopes.modify, signal)
      refusedUntil = 0
      return scopes.modify
    },
  }
}
