import { z } from 'zod'
import { Failure } from '../../../shared/model'
import type { DirectoryEntry, DirectoryPage } from '../provider'
import { isFailure, type Connection } from './connection'
import { personFrom, userFields, userShape } from './person-from'
import { loadDirectory } from './sdk'
import { scopes } from './tokens'

const entryShape = userShape.extend({
  name: z.object({ fullName: z.string().optional() }).optional(),
  orgUnitPath: z.string().optional(),
})
const pageShape = z.object({ users: z.array(entryShape).default([]), nextPageToken: z.string().optional() })
const fields = `nextPageToken,users(${userFields},name/fullName,orgUnitPath)`

/** Where a reading is: among those who are there, or among those deleted in the last 20 days, which comes after. */
const placeShape = z.object({ list: z.enum(['present', 'deleted']), pageToken: z.string().nullable() })
type Place = z.infer<typeof placeShape>

/**
 * Directory API, users.list as the tenant's admin, 500 a page; then once more with showDeleted. Google tells no changes:
 * everybody is read each time. See `MailProvider.directory`.
 */
export async function* directory(
  connection: Connection,
  adminAddress: string,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<DirectoryPage> {
  for (let place: Place | null = placeOf(cursor); place !== null;) {
    const { list } = place
    const page = await readPage(connection, adminAddress, place, signal)
    const next = following(place, page.nextPageToken)
    yield {
      people: page.users.map((user): DirectoryEntry => {
        const person = personFrom(user, list === 'deleted' ? 'removed' : 'active')
        return { ...person, name: user.name?.fullName || person.address, unit: unitOf(user.orgUnitPath) }
      }),
      removed: [],
      next: next === null ? null : JSON.stringify(next),
      changesFrom: null,
    }
    place = next
  }
}

const placeOf = (cursor: string | null): Place => {
  if (cursor === null) return { list: 'present', pageToken: null }
  const place = placeShape.safeParse(jsonOf(cursor))
  if (place.success) return place.data
  throw placeForgotten()
}

const following = ({ list }: Place, pageToken: string | undefined): Place | null => {
  if (pageToken !== undefined) return { list, pageToken }
  return list === 'present' ? { list: 'deleted', pageToken: null } : null
}

const readPage = (
  connection: Connection,
  adminAddress: string,
  { list, pageToken }: Place,
  signal: AbortSignal,
): Promise<z.infer<typeof pageShape>> =>
  connection
    .call(
      {
        subject: adminAddress,
        scope: scopes.directory,
        lane: { mailbox: null, effect: 'read', batch: false, purpose: 'read the directory' },
        make: async (jwt, options) => {
          const { admin } = await loadDirectory()
          const params = {
            customer: 'my_customer',
            maxResults: 500,
            orderBy: 'email',
            fields,
            ...(list === 'deleted' ? { showDeleted: 'true' } : {}),
            ...(pageToken === null ? {} : { pageToken }),
          }
          return admin({ version: 'directory_v1', auth: jwt }).users.list(params, options)
        },
        read: (answer) => pageShape.safeParse(answer.data).data ?? null,
      },
      signal,
    )
    .catch((thrown: unknown) => {
      // A page token is good for three days.
      throw pageToken !== null && isFailure(thrown, 'our-fault', 'message-gone') ? placeForgotten(thrown) : thrown
    })

const placeForgotten = (cause?: unknown): Failure =>
  new Failure(
    {
      code: 'conflict',
      message: 'Google no longer knows where the reading of the directory stopped: read everybody again.',
      field: 'cursor',
    },
    { cause },
  )

/** `/` is the whole organisation, which says nothing of a person. */
const unitOf = (path: string | undefined): string | null => {
  const unit = (path ?? '').replace(/^\//, '')
  return unit === '' ? null : unit
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
