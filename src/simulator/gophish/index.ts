import type { SimContext } from '../core/context'
import type { SimAnswer, SimRequest, SimService } from '../core/service'
import type { SimTenant } from '../world/world'
import { groups, results, summaries, whole } from './answers'
import { campaignsOf } from './campaigns'
import { gophishKeyOf } from './key'

/**
 * The admin server of a GoPhish whose users are the tenants: its REST API as controllers/api/server.go routes it, read-only
 * (github.com/gophish/gophish).
 */
export const createGophishService = (context: SimContext): SimService => ({
  name: 'gophish',
  handle: (request) => {
    const tenant = userOf(context, request)
    return typeof tenant === 'string' ? refusal(401, tenant) : answer(tenant, request, context.clock.now())
  },
  fault: (status, retryAfter) => {
    const refused = refusal(status, status === 401 ? 'Invalid API Key' : 'database is locked')
    return retryAfter === undefined ? refused : { ...refused, headers: { 'retry-after': retryAfter } }
  },
})

/** middleware/middleware.go RequireAPIKey: the parameter api_key, else the Authorization header, `Bearer ` or not. */
const userOf = (context: SimContext, { query, headers }: SimRequest): SimTenant | string => {
  const key = query.get('api_key') || (headers['authorization'] ?? '').replace(/^Bearer /, '')
  if (key === '') return 'API Key not set'
  return context.world.tenants.find((tenant) => gophishKeyOf(tenant) === key) ?? 'Invalid API Key'
}

/** models/models.go Response. */
const refusal = (status: number, message: string): SimAnswer => ({
  status,
  body: { message, success: false, data: null },
})

/** What gorilla/mux answers to a path without a route. */
const noRoute: SimAnswer = { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found\n' }

const answer = (tenant: SimTenant, request: SimRequest, now: number): SimAnswer => {
  const [, collection, id, part] = /^\/api\/(campaigns|groups)\/(\w*)(\/\w+)?$/.exec(request.path) ?? []
  if (collection === undefined) return noRoute
  if (request.method !== 'GET') return refusal(400, 'This GoPhish is read with GET and nothing else.')
  const campaigns = campaignsOf(tenant, now)
  if (collection === 'groups') {
    const all = groups(tenant, now)
    if (id === '') return { status: 200, body: all }
    return id === '1' && part === undefined ? { status: 200, body: all[0]! } : refusal(404, 'Group not found')
  }
  if (id === '') return { status: 200, body: campaigns.map(whole) }
  if (id === 'summary') return { status: 200, body: summaries(campaigns) }
  const campaign = campaigns.find((one) => String(one.id) === id)
  if (campaign === undefined) return /^\d+$/.test(id ?? '') ? refusal(404, 'Campaign not found') : noRoute
  if (part === '/results') return { status: 200, body: results(campaign) }
  return part === undefined ? { status: 200, body: whole(campaign) } : noRoute
}
