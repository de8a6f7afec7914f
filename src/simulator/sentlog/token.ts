import type { SimContext } from '../core/context'
import type { SimAnswer, SimRequest } from '../core/service'
import { scopes, type Access } from './access'

/** The id of the client that a tenant has at the platform. */
export const clientIdOf = (tenantKey: string): string => `sent-log-${tenantKey}`

/** `POST /oauth/token`: RFC 6749 section 4.4, the client known by HTTP Basic (section 2.3.1) or by the form. */
export const tokenAnswer = (context: SimContext, access: Access, request: SimRequest): SimAnswer => {
  if (request.method !== 'POST') return refused(405, 'invalid_request', 'Ask with POST.', { allow: 'POST' })
  const form = new URLSearchParams(request.body)
  const basic = readBasic(request.headers['authorization'])
  const client = basic ?? { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' }
  const tenant = context.world.tenants.find(({ key }) => clientIdOf(key) === client.id)
  if (tenant === undefined || tenant.keys.logClientSecret !== client.secret)
    return refused(401, 'invalid_client', 'There is no such client with this secret.', {
      'www-authenticate': 'Basic realm="sent-log"',
    })
  if (form.get('grant_type') !== 'client_credentials')
    return refused(400, 'unsupported_grant_type', 'Only client_credentials is given here.')
  const known: readonly string[] = scopes
  const asked = form.get('scope')?.split(' ') ?? known
  if (asked.some((scope) => !known.includes(scope)))
    return refused(400, 'invalid_scope', `The scopes are ${known.join(' and ')}.`)
  const { token, seconds } = access.issue(tenant, asked)
  return {
    status: 200,
    headers: uncached,
    body: { access_token: token, token_type: 'Bearer', expires_in: seconds, scope: asked.join(' ') },
  }
}

/** Section 5.1: neither tokens nor refusals are kept by anything in between. */
const uncached = { 'cache-control': 'no-store' }

const refused = (
  status: number,
  error: string,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): SimAnswer => ({ status, headers: { ...uncached, ...headers }, body: { error, error_description: description } })

const readBasic = (header: string | undefined): { id: string; secret: string } | undefined => {
  const encoded = /^Basic ([\w+/=]+)$/i.exec(header ?? '')?.[1]
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? []
  if (encoded === undefined || id === undefined || secret === undefined) return undefined
  const decoded = (text: string): string => new URLSearchParams(`t=${text}`).get('t') ?? ''
  return { id: decoded(id), secret: decoded(secret) }
}
