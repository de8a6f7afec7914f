import { z } from 'zod'
import type { DirectoryPerson } from '../provider'

/** Directory API, users resource: what is read of a user. */
export const userShape = z.object({
  id: z.string().min(1),
  primaryEmail: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  nonEditableAliases: z.array(z.string()).default([]),
  suspended: z.boolean().default(false),
  archived: z.boolean().default(false),
  isMailboxSetup: z.boolean().optional(),
})

export type User = z.infer<typeof userShape>
export const userFields = Object.keys(userShape.shape).join(',')

/** What a user of Workspace says of a person. */
export const personFrom = (user: User, status: 'active' | 'removed'): DirectoryPerson => ({
  directoryId: user.id,
  address: user.primaryEmail,
  // People sign in to Google with their primary address.
  signInName: user.primaryEmail,
  aliases: [...new Set([...user.aliases, ...user.nonEditableAliases])],
  // An archived user can't sign in either; the mailbox is kept.
  status: status === 'active' && (user.suspended || user.archived) ? 'suspended' : status,
  mailbox: user.isMailboxSetup === undefined ? 'unknown' : user.isMailboxSetup ? 'present' : 'absent',
})
