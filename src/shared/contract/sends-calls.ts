import { z } from 'zod'
import type { Peers, Sends } from '../model'
import { personId, tenantId, timeWindow } from '../model'
import { answers } from './answers'

/** What was sent by which method, as the ledger knows it; no call of these touches the network. */
export const sendsCalls = {
  'sends.ofTenant': { input: z.object({ tenantId, window: timeWindow }), ...answers<Sends>() },
  'sends.ofPerson': { input: z.object({ tenantId, personId, window: timeWindow }), ...answers<Sends>() },
  /** What was sent to the other people of the person's tenant. */
  'sends.peers': { input: z.object({ tenantId, personId, window: timeWindow }), ...answers<Peers>() },
} as const
