import { z } from 'zod'
import { Failure } from '../../../shared/model'
import type { DirectoryPerson } from '../provider'
import { isFailure, type Connection } from './connection'
import { personFrom, userFields, userShape, type User } from './person-from'
import { loadDirectory } from './sdk'
import { scopes } from './tokens'

const listShape = z.object({ users: z.array(userShape).default([]) })

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
          return admin({ version: 'directory_v1', auth: jwt }).users.get(
            { userKey: address, fields: userFields },
            options,
          )
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
            fields: `users(${userFields})`,
          }
          return admin({ version: 'directory_v1', auth: jwt }).users.list(params, options)
        },
        read: (answer) => listShape.safeParse(answer.data).data?.users ?? null,
      },
      signal,
    )

  try {
    return personFrom(await current(), 'active')
  } catch (thrown) {
    if (!isFailure(thrown, 'message-gone')) throw thrown
    const [user] = await deleted().catch((other: unknown) => {
      // Google takes no search for some addresses; then nobody was found.
      if (isFailure(other, 'our-fault', 'message-gone')) return []
      throw other
    })
    if (user === undefined) throw nobody(thrown)
    return personFrom(user, 'removed')
  }
}

const nobody = (thrown: Failure): Failure =>
  new Failure(
    {
      ...thrown.facts,
      code: 'person-not-found',
      message: "Nobody in the customer's directory has this address: resync the directory and check the spelling.",
    },
    { cause: thrown.cause },
  )
