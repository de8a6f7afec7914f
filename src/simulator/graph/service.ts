import type { SimContext } from '../core/context'
import type { SimAnswer, SimRequest, SimService, Trace } from '../core/service'
import { answerBatch } from './batch'
import { mailboxSlots, type MailboxSlots } from './concurrency'
import { errorAnswer, faultRefusal, GraphRefusal, mailboxConcurrency } from './errors'
import { answerCall, splitUrl } from './router'
import type { AccessTokens, TokenClaims } from './token'

const audiences = ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000']

const tokenRefused = (message: string): GraphRefusal => new GraphRefusal(401, 'InvalidAuthenticationToken', message)

const claimsOf = (context: SimContext, tokens: AccessTokens, request: SimRequest): TokenClaims | GraphRefusal => {
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
  if (bearer === undefined) return tokenRefused('Access token is empty.')
  const claims = tokens.read(bearer)
  if (!claims) return tokenRefused('IDX14100: JWT is not well formed or its signature is wrong.')
  if (!audiences.includes(claims.aud)) return tokenRefused('Access token validation failure. Invalid audience.')
  if (claims.exp * 1000 <= context.clock.now()) return tokenRefused('Lifetime validation failed, the token is expired.')
  return claims
}

const parseBody = (request: SimRequest): unknown => {
  if (request.body === '') return null
  try {
    return JSON.parse(request.body)
  } catch {
    return null
  }
}

const handle = async (
  context: SimContext,
  tokens: AccessTokens,
  slots: MailboxSlots,
  request: SimRequest,
  trace: Trace,
): Promise<SimAnswer> => {
  const clientRequestId = request.headers['client-request-id']
  const refused = (error: GraphRefusal): SimAnswer => errorAnswer(context, error, clientRequestId)
  const claims = claimsOf(context, tokens, request)
  if (claims instanceof GraphRefusal) return refused(claims)
  const tenant = context.find.tenantByDirectory(claims.tid)
  if (!tenant) return refused(tokenRefused('The tenant of this token does not exist.'))
  const split = splitUrl(request.rawUrl.slice('/graph'.length))
  if (!split) return refused(new GraphRefusal(400, 'BadRequest', 'The URL is malformed.'))
  const [version, ...segments] = split.segments
  if (version !== 'v1.0') return refused(new GraphRefusal(400, 'BadRequest', 'Invalid version.'))
  const self = tenant.people.find((one) => one.directoryId === claims.oid && claims.scp !== undefined) ?? null
  const roles = claims.scp === undefined ? (claims.roles ?? []) : claims.scp.split(' ')
  const common = { context, tenant, roles, self, base: `${request.base}/v1.0` }
  if (segments[0] === '$batch' && request.method === 'POST') {
    const parts = { ...common, slots, trace, route: `POST ${request.path}` }
    return answerBatch(parts, parseBody(request))
  }
  return answerCall({
    ...common,
    trace,
    method: request.method,
    segments,
    query: split.query,
    headers: request.headers,
    body: parseBody(request),
  })
}

/** Headers that every answer of Graph carries. Graph guide: HTTP response headers. */
const withHeaders = (context: SimContext, request: SimRequest, answer: SimAnswer): SimAnswer => {
  const clientRequestId = request.headers['client-request-id']
  return {
    ...answer,
    headers: {
      'request-id': context.random.uuid(),
      ...(clientRequestId === undefined ? {} : { 'client-request-id': clientRequestId }),
      'x-ms-ags-diagnostic':
        '{"ServerInfo":{"DataCenter":"Loopback","Slice":"E","Ring":"1","ScaleUnit":"000","RoleInstance":"DEMO"}}',
      ...(answer.status === 401
        ? {
            'www-authenticate':
              'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
          }
        : {}),
      ...answer.headers,
    },
  }
}

/** Microsoft Graph v1.0, as far as mail and directory go. */
export const createGraphService = (context: SimContext, tokens: AccessTokens): SimService => {
  const slots = mailboxSlots(context)
  return {
    name: 'graph',
    admit: (request) => {
      const release = slots.enter(splitUrl(request.path)?.segments.slice(1) ?? [])
      return release
        ? { release }
        : {
            refuse: withHeaders(
              context,
              request,
              errorAnswer(context, mailboxConcurrency(), request.headers['client-request-id']),
            ),
          }
    },
    handle: async (request, trace) =>
      withHeaders(context, request, await handle(context, tokens, slots, request, trace)),
    fault: (status, retryAfter) => errorAnswer(context, faultRefusal(status, retryAfter), undefined),
  }
}
