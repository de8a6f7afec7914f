import { z } from 'zod'

// Every schema of the model stands in a file of its own (this one, preferences, time-window-schema), so that the screens can
// use the model's words without the schema library in their first paint.

export const tenantId = z.string().min(1).max(80)
export const personId = z.string().min(1).max(120)
export const emailId = z.string().min(1).max(120)
export const copyId = z.string().min(1).max(120)
export const rescueId = z.string().min(1).max(120)
/** Made in the window; also the key by which a server knows that it was asked before. */
export const resendId = z.string().regex(/^[\w-]{8,64}$/)
export const draftId = z.string().min(1).max(80)
export const applicationId = z.string().min(1).max(80)
