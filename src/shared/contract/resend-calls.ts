import { z } from 'zod'
import type { Resend, ResendChoice, ResendPreview } from '../model'
import { personId, resendId, resendPaths, tenantId } from '../model'
import { answers } from './answers'

const aPerson = z.object({ tenantId, personId })
const order = z.object({
  path: z.enum(resendPaths),
  templateId: z.string().min(1).max(120),
  evenSuspended: z.boolean().default(false),
})

/** One email to one person, on an engineer's word. What becomes of it comes as `resend-changed` events. */
export const resendCalls = {
  'resends.templates': { input: z.object({ tenantId }), ...answers<ResendChoice>() },
  'resends.preview': { input: aPerson.extend({ order }), ...answers<ResendPreview>() },
  /** `id` is made by the caller; the same id is never sent twice. */
  'resends.send': { input: aPerson.extend({ order, id: resendId }), ...answers<Resend>() },
  /** Newest first. */
  'resends.list': { input: aPerson, ...answers<readonly Resend[]>() },
  /** What became of one that may have been sent, on the engineer's word. */
  'resends.decide': {
    input: aPerson.extend({ resendId, outcome: z.enum(['sent', 'not-sent']) }),
    ...answers<Resend>(),
  },
} as const
