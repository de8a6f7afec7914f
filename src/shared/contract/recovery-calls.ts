import { z } from 'zod'
import type { Recovery, RecoveryEvidence } from '../model'
import { personId, recoveryId, resendId, resendPaths, tenantId, timeWindow } from '../model'
import { answers } from './answers'

const aPerson = z.object({ tenantId, personId })
const aRecovery = aPerson.extend({ recoveryId })

/** What there is to know about the way back on opening the log of a person. */
export interface RecoveryView {
  /** As of now; null for a manual tenant, which has no grant that could break. */
  readonly evidence: RecoveryEvidence | null
  /** The last one that was begun, open or closed; null when none ever was. */
  readonly recovery: Recovery | null
}

/** The way back from a broken grant. What changes comes as `recovery-changed` events too. */
export const recoveryCalls = {
  /** From the ledger alone. */
  'recovery.read': { input: aPerson.extend({ window: timeWindow }), ...answers<RecoveryView>() },
  /** Those that nobody has closed, of all tenants, oldest first. */
  'recovery.open': { input: z.object({}), ...answers<readonly Recovery[]>() },
  /** Goes on with the one that is open, else begins one. */
  'recovery.begin': { input: aPerson.extend({ window: timeWindow }), ...answers<Recovery>() },
  /** Begins a step that needs no choice; it goes on when the page is left. */
  'recovery.run': { input: aRecovery.extend({ step: z.enum(['resync', 'watch']) }), ...answers<Recovery>() },
  /** Sends again. `resendId` is made by whoever asks: the same one again never sends twice. */
  'recovery.resend': {
    input: aRecovery.extend({
      resendId,
      path: z.enum(resendPaths),
      templateId: z.string().min(1).max(200),
    }),
    ...answers<Recovery>(),
  },
  'recovery.skip': {
    input: aRecovery.extend({ step: z.enum(['resync', 'resend', 'watch']), reason: z.string().max(500) }),
    ...answers<Recovery>(),
  },
  /** Ends what is running in it. */
  'recovery.stopRunning': { input: aRecovery, ...answers<Recovery>() },
  'recovery.close': { input: aRecovery, ...answers<Recovery>() },
} as const
