import { z } from 'zod'
import { Failure } from '../../../shared/model'
import type { DirectoryEntry, DirectoryPage } from '../provider'
import { failure } from './failures'
import { personFrom } from './person-from'
import type { Session } from './session'
import { userFields, wireUser } from './wire'

const start = `/users/delta?$select=${userFields},displayName,department`

/** Graph's codes for a place that it no longer knows (https://learn.microsoft.com/graph/delta-query-overview); a 410 has any. */
const forgotten = [
  'syncStateNotFound',
  'SyncStateNotFound',
  'syncStateInvalid',
  'resyncRequired',
  'Directory_ResyncRequired',
  'Directory_ExpiredPageToken',
  'Directory_InvalidDeltaToken',
]

const wireEntry = wireUser.extend({
  displayName: z.string().nullish(),
  department: z.string().nullish(),
  '@removed': z.object({ reason: z.string().nullish() }).nullish(),
})
const wirePage = z.object({
  value: z.array(wireEntry),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
})
type WireEntry = z.infer<typeof wireEntry>

/**
 * https://learn.microsoft.com/graph/api/user-delta: everybody, then what changed since the deltaLink of the round before. A
 * cursor is the path of such a link. See `MailProvider.directory`.
 */
export async function* directory(
  session: Session,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<DirectoryPage> {
  if (cursor !== null && !cursor.startsWith('/users/')) throw placeForgotten()
  for (let path = cursor ?? start; ;) {
    const page = await readPage(session, path, signal)
    const next = page['@odata.nextLink']
    const delta = page['@odata.deltaLink']
    const following = next === undefined ? null : session.graph.pathOf(next)
    // Neither link, or the page itself once more: the round would never end.
    if ((following === null && delta === undefined) || following === path) throw failure('bad-answer')
    yield {
      ...entriesOf(page.value),
      next: following,
      changesFrom: following === null && delta !== undefined ? session.graph.pathOf(delta) : null,
    }
    if (following === null) return
    path = following
  }
}

const readPage = async (session: Session, path: string, signal: AbortSignal) => {
  const lane = { mailbox: null, effect: 'read', batch: false, purpose: 'read the directory' } as const
  const needs = ['User.Read.All', 'Directory.Read.All']
  const body = await session.graph.call({ method: 'GET', path, lane, needs }, signal).catch((thrown: unknown) => {
    const isForgotten =
      thrown instanceof Failure && (thrown.code === 'conflict' || forgotten.includes(thrown.facts.providerCode ?? ''))
    throw isForgotten ? placeForgotten(thrown) : thrown
  })
  const page = wirePage.safeParse(body)
  if (page.success) return page.data
  throw failure('bad-answer', page.error)
}

const placeForgotten = (cause?: unknown): Failure =>
  new Failure(
    {
      code: 'conflict',
      message: 'Microsoft no longer knows where the last reading of the directory ended: read everybody again.',
      field: 'cursor',
    },
    { cause },
  )

const entriesOf = (value: readonly WireEntry[]): Pick<DirectoryPage, 'people' | 'removed'> => {
  const last = new Map(value.map((entry) => [entry.id, entry]))
  const entries = [...last.values()]
  return {
    people: entries.filter((entry) => !entry['@removed']).map(entryFrom),
    removed: entries.filter((entry) => entry['@removed']).map(({ id }) => id),
  }
}

const entryFrom = (user: WireEntry): DirectoryEntry => {
  const person = personFrom(user, user.userPrincipalName ?? '')
  return { ...person, name: user.displayName ?? person.address, unit: user.department || null }
}
