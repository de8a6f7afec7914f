import { z } from 'zod'

/** What an engineer can set. `engineer` is the name written into the audit trail. */
export const preferences = z.object({
  engineer: z.string().trim().min(1, 'Say who you are: the audit trail names you.').max(120),
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'comfortable']),
  /** IANA zone in which times are shown; `system` is the computer's own. */
  timeZone: z.string().min(1).max(60),
  /** Command id to key chord, only where it differs from the default. */
  keys: z.record(z.string().max(60), z.string().max(40)),
  lastTenantId: z.string().nullable(),
  lastPersonId: z.string().nullable(),
  /** The engineer paused reading in the background. */
  backgroundPaused: z.boolean(),
  /** Width of the detail beside the table, in percent of both. */
  detailShare: z.number().min(20).max(70),
})
export type Preferences = z.infer<typeof preferences>
