import type { SimSentEmail, SimTenant, World } from '../world/world'
import { readLimit } from './pages'
import { gone, invalidParameter, type Problem } from './problems'
import { withEvents } from './sent-emails'

/** How far back the feed goes, and how long a cursor is good. Milliseconds. */
const rememberedMs = 30 * 86_400_000
/** The cursor stays the same for so long while nothing changes, so that its address can be asked for again by its tag. */
const sameCursorMs = 86_400_000

interface Cursor {
  /** The change it has passed, and the email of it; emails of one instant are in the order of their ids. */
  readonly at: number
  readonly id: string
  /** When it was given out. */
  readonly given: number
  /** The anchor of the world it belongs to. */
  readonly world: number
}

/**
 * `GET /v1/tenants/{tenant}/changes` of resources/openapi/sent-log.yaml: each email that came or changed, once, where it
 * changed last.
 */
export const listChanges = (world: World, tenant: SimTenant, query: URLSearchParams, now: number): object | Problem => {
  const limit = readLimit(query)
  if (typeof limit !== 'number') return limit
  const text = query.get('cursor')
  const passed = text === null ? null : readCursor(text, tenant.key)
  if (passed === undefined)
    return invalidParameter('cursor', 'The cursor does not belong to this feed. Start again without one.')
  if (passed !== null && (passed.given < now - rememberedMs || passed.world !== world.anchoredAt)) return gone('cursor')

  const from = passed ?? { at: now - rememberedMs, id: '', given: now, world: world.anchoredAt }
  const later = [...tenant.sent.values()]
    .flat()
    .map((email) => ({ email, at: changedAt(world, email) }))
    .filter(({ email, at }) => at > from.at || (at === from.at && email.id > from.id))
    .sort((one, other) => one.at - other.at || (one.email.id < other.email.id ? -1 : 1))
  const rows = later.slice(0, limit)
  const last = rows.at(-1)
  const next: Cursor = last
    ? { at: last.at, id: last.email.id, given: now, world: world.anchoredAt }
    : { ...from, given: from.given < now - sameCursorMs ? now : from.given }
  return {
    items: rows.map(({ email }) => withEvents(email)),
    next: writeCursor(next, tenant.key),
    more: later.length > rows.length,
  }
}

/** Changes made after the seed carry their own time, later than all of the seed's. */
const changedAt = (world: World, email: SimSentEmail): number =>
  email.changedAt ?? Math.min(world.anchoredAt, Math.max(email.sentAt, ...email.events.map(({ at }) => at)))

const writeCursor = ({ at, id, given, world }: Cursor, owner: string): string =>
  Buffer.from(JSON.stringify([at, id, given, world, owner])).toString('base64url')

const readCursor = (text: string, owner: string): Cursor | undefined => {
  try {
    const [at, id, given, world, of] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (of !== owner || typeof id !== 'string') return undefined
    return typeof at === 'number' && typeof given === 'number' && typeof world === 'number'
      ? { at, id, given, world }
      : undefined
  } catch {
    return undefined
  }
}
