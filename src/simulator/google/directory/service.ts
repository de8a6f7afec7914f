import type { SimContext } from '../../core/context'
import type { SimAnswer, SimRequest, SimService } from '../../core/service'
import { segmentsBelow } from '../call'
import {
  apiError,
  apiFault,
  insufficientScopes,
  invalidArgument,
  invalidCredentials,
  notAllowed,
  notFound,
} from '../errors'
import { selectFields } from '../fields'
import { createQuota, type Quota } from '../quota'
import type { AccessTokens } from '../tokens'
import { getUser, listUsers } from './users'

const accepted = [
  'https://www.googleapis.com/auth/admin.directory.user.readonly',
  'https://www.googleapis.com/auth/admin.directory.user',
]
/** Queries per minute, user and project (Admin SDK, "Directory API: limits and quotas"). */
const queriesPerMinute = 2400

/** The Directory API's users, read by an administrator of the tenant. */
export const createDirectoryService = (context: SimContext, tokens: AccessTokens): SimService => {
  const quota = createQuota(queriesPerMinute, context.clock)
  return { name: 'google-directory', handle: (request) => answer(context, tokens, quota, request), fault: apiFault }
}

const answer = (context: SimContext, tokens: AccessTokens, quota: Quota, request: SimRequest): SimAnswer => {
  const token = tokens.read(request.headers['authorization'])
  const tenant = token === undefined ? undefined : context.find.tenantByKey(token.tenantKey)
  const person = tenant?.people.find((one) => one.id === token?.personId)
  if (token === undefined || tenant === undefined || person === undefined) return invalidCredentials()
  if (!accepted.some((scope) => token.scopes.includes(scope))) return insufficientScopes()
  if (request.method !== 'GET') return notAllowed('This server never changes a directory.')
  if (!person.isAdmin)
    return apiError({ status: 403, reason: 'forbidden', message: 'Not Authorized to access this resource/api' })
  if (!quota.spend(person.id, 1))
    return apiError({
      status: 403,
      reason: 'userRateLimitExceeded',
      domain: 'usageLimits',
      message: 'User Rate Limit Exceeded',
    })

  const route = request.path === root ? [] : segmentsBelow(request.path, root)
  if (route === undefined || route.length > 1) return notFound()
  const found = route[0] === undefined ? listUsers(request, tenant) : getUser(tenant, route[0])
  if (found.status !== 200 || typeof found.body !== 'object' || found.body === null) return found
  const body = selectFields(found.body, request.query.get('fields'))
  return body === undefined ? invalidArgument('Invalid field selection') : { ...found, body }
}

const root = '/admin/directory/v1/users'
