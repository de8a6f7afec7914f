import type { SimContext } from '../core/context'
import type { SimRequest, SimService } from '../core/service'
import type { SimTenant } from '../world/world'
import { createAccess, type Access } from './access'
import { listChanges } from './changes'
import { isProblem } from './pages'
import { listed, listPeople, listTenants } from './people'
import { getResend, orderResend } from './resends'
import {
  faultProblem,
  forbidden,
  methodNotAllowed,
  noSendScope,
  notFound,
  problemAnswer,
  tooManyRequests,
  unauthorized,
  type Problem,
} from './problems'
import { createRateLimit, type RateLimit } from './rate-limit'
import { listSentEmails, withEvents } from './sent-emails'
import { tagged } from './tagged'
import { listTemplates } from './templates'
import { tokenAnswer } from './token'

/** The platform's own log, as resources/openapi/sent-log.yaml describes it. */
export const createSentLogService = (context: SimContext): SimService => {
  const limit = createRateLimit(context.clock)
  const access = createAccess(context)
  return {
    name: 'sent-log',
    handle: (request) => {
      if (request.path === '/oauth/token') return tokenAnswer(context, access, request)
      const result = answer(context, access, limit, request)
      if (isProblem(result)) return problemAnswer(result, request.path)
      if (request.method === 'POST') return { status: 202, body: result }
      return 'items' in result ? tagged(result, request.headers['if-none-match']) : { status: 200, body: result }
    },
    fault: (status, retryAfter) => problemAnswer(faultProblem(status, retryAfter), '/'),
  }
}

const answer = (context: SimContext, access: Access, limit: RateLimit, request: SimRequest): object | Problem => {
  const token = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
  const tenant = token === undefined ? undefined : access.tenantOf(token)
  if (token === undefined || tenant === undefined) return unauthorized()
  const wait = limit.take(token)
  if (wait > 0) return tooManyRequests(wait)
  const [version, collection, key, ...rest] = segments(request.path)
  const orders = request.method === 'POST' && rest[0] === 'people' && rest[2] === 'resends' && rest.length === 3
  if (request.method !== 'GET' && !orders) return methodNotAllowed()
  if (orders && !access.maySend(token)) return noSendScope()
  if (version !== 'v1' || collection !== 'tenants') return notFound('resource')
  if (key === undefined) return listTenants(tenant, request.query)
  if (context.find.tenantByKey(key) === undefined) return notFound('tenant')
  if (key !== tenant.key) return forbidden(key)
  return inTenant(context, tenant, rest, request)
}

const inTenant = (
  context: SimContext,
  tenant: SimTenant,
  [collection, id, part, ...more]: readonly string[],
  request: SimRequest,
): object | Problem => {
  if (collection === 'people' && part === 'resends') {
    const person = tenant.people.flatMap(listed).find((one) => one.id === id)
    if (person === undefined) return notFound('person')
    if (more.length === 0) return orderResend(context, tenant, person, request)
    return more.length > 1 ? notFound('resource') : getResend(tenant, person, more[0] ?? '')
  }
  if (more.length > 0) return notFound('resource')
  if (collection === 'templates' && id === undefined) return listTemplates(request.query)
  if (collection === 'people' && id === undefined) return listPeople(tenant, request.query)
  if (collection === 'people' && part === 'sent-emails') {
    const person = tenant.people.find((one) => one.id === id)
    if (person === undefined) return notFound('person')
    return listSentEmails(tenant, person.id, request.query)
  }
  if (collection === 'changes' && id === undefined)
    return listChanges(context.world, tenant, request.query, context.clock.now())
  if (collection === 'sent-emails' && id !== undefined && part === undefined) {
    const email = context.find.sentEmail(tenant, id)
    return email === undefined ? notFound('email') : withEvents(email)
  }
  return notFound('resource')
}

const segments = (path: string): readonly string[] => {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent)
  } catch {
    return []
  }
}
