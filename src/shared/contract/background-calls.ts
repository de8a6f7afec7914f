import { z } from 'zod'
import type { BackgroundStatus } from '../model'
import { tenantId } from '../model'
import { answers } from './answers'

/** What is read while nobody asks. What changes comes as a `background-changed` event. */
export const backgroundCalls = {
  'background.status': { input: z.object({}), ...answers<BackgroundStatus>() },
  /** Stops it, over a restart too, until it is resumed. */
  'background.pause': { input: z.object({}), ...answers<BackgroundStatus>() },
  'background.resume': { input: z.object({}), ...answers<BackgroundStatus>() },
  /** Reads one tenant, or all with null, next; also while it is paused or the computer runs on battery. */
  'background.runNow': { input: z.object({ tenantId: tenantId.nullable() }), ...answers<BackgroundStatus>() },
} as const
