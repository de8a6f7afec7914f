import type { SimAnswer } from '../core/service'
import type { SimPerson } from '../world/world'
import { answer, needDirectory, type GraphCall } from './call'
import { GraphRefusal, refuse } from './errors'
import { linkWith, pick, selected } from './paging'
import { asUser, usualUserFields } from './users'

/** How long a token is good (Graph reference: user: delta, "tokens"), in milliseconds. */
const tokenLifeMs = 7 * 86_400_000

/** What a link carries. */
interface Place {
  readonly epoch: number
  /** Changes after this version of the directory; null: everybody. */
  readonly since: number | null
  /** The directory's version when the round began: what changed later is told in the next. */
  readonly until: number
  readonly page: number
  /** `$select` of the first call; it is part of the token. */
  readonly select: string | null
  readonly at: number
}

const write = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url')
const read = (token: string): Place | null => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString()) as Place
  } catch {
    return null
  }
}

const linkTo = (call: GraphCall, parameter: '$skiptoken' | '$deltatoken', value: string): string => {
  const query = new URLSearchParams(call.query)
  // It is in the token.
  query.delete('$select')
  return linkWith({ ...call, query }, parameter, value)
}

const placeOf = (call: GraphCall): Place => {
  const { directory } = call.tenant
  const token = call.query.get('$skiptoken') ?? call.query.get('$deltatoken')
  const now = call.context.clock.now()
  const select = call.query.get('$select')
  const fresh = { epoch: directory.epoch, since: null, until: directory.version, page: 0, select, at: now }
  if (token === null || token === '') return fresh
  if (token === 'latest') return { ...fresh, since: directory.version }
  const place = read(token)
  if (!place) return refuse(400, 'Directory_InvalidDeltaToken', 'The delta token is malformed.')
  if (place.epoch === directory.epoch && now - place.at < tokenLifeMs)
    // A round tells what had changed when it began.
    return call.query.has('$skiptoken') ? place : { ...place, until: directory.version }
  if (call.query.has('$skiptoken')) return refuse(400, 'syncStateNotFound', 'The sync state generation is not found.')
  throw new GraphRefusal(410, 'resyncRequired', 'Resync required.', { location: linkTo(call, '$deltatoken', '') })
}

const entryOf = (call: GraphCall, place: Place, person: SimPerson): object =>
  person.status === 'removed'
    ? { id: person.directoryId, '@removed': { reason: 'changed' } }
    : pick(asUser(person), place.select === null ? usualUserFields : place.select.split(',').map((name) => name.trim()))

/**
 * Graph reference: user: delta. A round of several pages holds an empty one and repeats what the page before ended with; the
 * first round tells of removed people too.
 */
export const usersDelta = (call: GraphCall): SimAnswer => {
  needDirectory(call)
  for (const option of ['$top', '$expand', '$orderby', '$search', '$count'])
    if (call.query.has(option))
      refuse(400, 'Request_UnsupportedQuery', `${option} is not supported for change tracking.`)
  selected(call)
  const place = placeOf(call)
  const { since } = place
  const people =
    since === null
      ? call.tenant.people
      : call.tenant.people
          .filter(({ directoryVersion = 0 }) => directoryVersion > since)
          .sort((one, other) => (one.directoryVersion ?? 0) - (other.directoryVersion ?? 0))
  const size = Math.min(200, call.tenant.directory.pageSize)
  const isEmpty = place.page === 1
  const whole = place.page < 2 ? place.page : place.page - 1
  const from = whole * size
  const items = isEmpty ? [] : people.slice(Math.max(0, from - (whole > 0 ? 1 : 0)), from + size)
  const more = isEmpty || from + size < people.length
  const now = call.context.clock.now()
  const link = more
    ? { '@odata.nextLink': linkTo(call, '$skiptoken', write({ ...place, page: place.page + 1 })) }
    : { '@odata.deltaLink': linkTo(call, '$deltatoken', write({ ...place, since: place.until, page: 0, at: now })) }
  return answer(call, 200, {
    '@odata.context': `${call.base}/$metadata#users`,
    ...link,
    value: items.map((person) => entryOf(call, place, person)),
  })
}
