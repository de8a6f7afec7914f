import { z } from 'zod'
import { tenantId, whitelisting, type Whitelisting, type WhitelistingComparison } from '../model'
import { answers } from './answers'

/** All of a manual tenant; every one refuses a synced tenant with `synced-tenant`. */
export const whitelistingCalls = {
  'whitelisting.read': { input: z.object({ tenantId }), ...answers<Whitelisting>() },
  /** Refuses with `bad-input` and the field of the change. */
  'whitelisting.change': {
    input: z.object({ tenantId, change: whitelisting.partial() }),
    ...answers<Whitelisting>(),
  },
  /** What became of the emails before and after the day it was done, from the ledger; null while there is no such day. */
  'whitelisting.compare': { input: z.object({ tenantId }), ...answers<WhitelistingComparison | null>() },
}
