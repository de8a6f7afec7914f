import { z } from 'zod'
import { Failure } from '../../../shared/model'
import type { DirectoryPerson } from '../provider'
import { isFailure, type Connection } from './connection'
import { loadDirectory } from './sdk'
import { scopes } from './tokens'

const userShape = z.object({
  id: z.string().min(1),
  primaryEmail: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  nonEditableAliases: z.array(z.string()).default([]),
  suspended: z.boolean().default(false),
  archived: z.boolean().default(false),
  isMailboxSetup: z.boolean().optional(),
})

type User = z.infer<typeof userShape>
const listShape = z.object({ users: z.array(userShape).default([]) })

const fields = Object.keys(userShape.shape).join(',')

/**
 * Looks an address up in the directory as the tenant's admin: users.get takes the primary address, an alias or the id.
 * Who isn't there may be among those deleted in the last 20 days (users.list, showDeleted). Two requests at most after the
 * token.
 */
export const resolvePerson = async (
  connection: Connection,
  adminAddress: string,
  address: string,
  signal: AbortSignal,
): Promise<DirectoryPerson> => {
  const base = {
    subject: adminAddress,
    scope: scopes.directory,
    lane: { mailbox: null, effect: 'read', batch: false, purpose: 'look up a person' },
  } as const
  const current = (): Promise<User> =>
    connection.call(
      {
        ...base,
        make: async (jwt, options) => {
          const { admin } = await loadDirectory()
          return admin({ version: 'directory_v1', auth: jwt }).users.get({ userKey: address, fields }, options)
        },
        read: (answer) => userShape.safeParse(answer.data).data ?? null,
      },
      signal,
    )
  const deleted = (): Promise<readonly User[]> =>
    connection.call(
      {
        ...base,
        make: async (jwt, options) => {
          const { admin } = await loadDirectory()
          const params = {
            customer: 'my_customer',
            showDeleted: 'true',
            query: `email:${address}`,
            fields: `users(${fields})`,
          }
          return admin({ version: 'directory_v1', auth: jwt }).users.list(params, options)
        },
        read: (answer) => listShape.safeParse(answer.data).data?.users ?? null,
      },
      signal,
    )

  try {
    return person(await current(), 'active')
  } catch (thrown) {
    if (!isFailure(thrown, 'message-gone')) throw thrown
    const [user] = await deleted().catch((other: unknown) => {
      // Google takes no search for some addresses; then nobody was found.
      if (isFailure(other, 'our-fault', 'message-gone')) return []
      throw other
    })
    if (user === undefined) throw nobody(thrown)
    return person(user, 'removed')
  }
}

const person = (user: User, status: 'active' | 'removed'): DirectoryPerson => ({
  directoryId: user.id,
  address: user.primaryEmail,
  // People sign in to Google with their primary address.
  signInName: user.primaryEmail,
  aliases: [...new Set([...user.aliases, ...user.nonEditableAliases])],
  // An archived user can't sign in either; the mailbox is kept.
  status: status === 'active' && (user.suspended || user.archived) ? 'suspended' : status,
  mailbox: user.isMailboxSetup === undefined ? 'unknown' : user.isMailboxSetup ? 'present' : 'absent',
})

const nobody = (thrown: Failure): Failure =>
  new Failure(
    {
      ...thrown.facts,
      code: 'person-not-found',
      message: "Nobody in the customer's directory has this address: resync the directory and check the spelling.",
    },
    { cause: thrown.cause },
  )
