import type { SimAnswer, SimRequest, SimService } from '../core/service'
import type { SimTenant } from '../world/world'
import { checkCredential } from './credentials'
import { authorize, redeem, type DelegatedParts } from './delegated-login'
import { loginError, type Aadsts } from './login-errors'

/** Whom an assertion may be made out to: this tenant's token endpoint or issuer, by id or domain, here or in the cloud. */
const audiencesOf = (base: string, { keys, domains }: SimTenant): readonly string[] =>
  [base, 'https://login.microsoftonline.com'].flatMap((host) =>
    [...(keys.kind === 'microsoft' ? [keys.directory] : []), ...domains].flatMap((name) => [
      `${host}/${name}/oauth2/v2.0/token`,
      `${host}/${name}/v2.0`,
    ]),
  )

/** OpenID Connect on the Microsoft identity platform: fetch the configuration document. */
const openIdConfiguration = (base: string, tenant: string): SimAnswer => ({
  status: 200,
  body: {
    token_endpoint: `${base}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${base}/${tenant}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token', 'token'],
    issuer: `${base}/${tenant}/v2.0`,
    authorization_endpoint: `${base}/${tenant}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/${tenant}/oauth2/v2.0/logout`,
    tenant_region_scope: 'EU',
    cloud_instance_name: new URL(base).host,
    msgraph_host: 'graph.microsoft.com',
  },
})

const instanceDiscovery = (base: string, tenant: string): SimAnswer => ({
  status: 200,
  body: {
    tenant_discovery_endpoint: `${base}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [],
  },
})

/** Microsoft identity platform, the token endpoint: client credentials flow with a secret or a certificate, and a person's codes. */
const tokenFor = (parts: DelegatedParts, request: SimRequest, directory: string): SimAnswer => {
  const { context, tokens } = parts
  const form = new URLSearchParams(request.body)
  const correlation = request.query.get('client-request-id') ?? form.get('client-request-id') ?? context.random.uuid()
  const refuse = (code: Aadsts, detail: string): SimAnswer => loginError(context, code, detail, correlation)
  for (const name of ['grant_type', 'client_id']) if (!form.get(name)) return refuse(900144, name)
  const tenant = context.find.tenantByDirectory(directory)
  if (tenant?.keys.kind !== 'microsoft') return refuse(90002, directory)
  const grantType = form.get('grant_type') ?? ''
  const clientId = form.get('client_id') ?? ''
  if (clientId.toLowerCase() !== tenant.keys.clientId) return refuse(700016, clientId)
  if (grantType === 'authorization_code' || grantType === 'refresh_token') return redeem(parts, form, tenant, refuse)
  if (grantType !== 'client_credentials') return refuse(70003, grantType)
  if (!form.get('scope')) return refuse(900144, 'scope')
  const refused = checkCredential(form, tenant.keys, audiencesOf(request.base, tenant), context.clock.now())
  if (refused) return refuse(refused.code, refused.detail)
  // MSAL adds the OpenID scopes to what was asked for; they mean nothing in this flow.
  const scopes = (form.get('scope') ?? '')
    .split(' ')
    .filter((one) => !['openid', 'profile', 'offline_access'].includes(one))
  const [scope = ''] = scopes
  if (scopes.length !== 1 || !scope.endsWith('/.default')) return refuse(1002012, form.get('scope') ?? '')
  const resource = scope.slice(0, -'/.default'.length)
  if (resource !== 'https://graph.microsoft.com') return refuse(500011, resource)
  const seconds = context.tokenSeconds(tenant.key)
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
    body: {
      token_type: 'Bearer',
      expires_in: seconds,
      ext_expires_in: seconds,
      access_token: tokens.issue(tenant, resource, seconds),
    },
  }
}

const faultCode = (status: number): Aadsts => {
  if (status === 429) return 90055
  if (status === 503 || status === 504) return 90033
  if (status === 400) return 700016
  if (status === 401 || status === 403) return 7000215
  return 50000
}

export const createLoginService = (parts: DelegatedParts): SimService => ({
  name: 'login',
  handle: (request) => {
    const [tenant = '', ...rest] = request.path.split('/').filter(Boolean).map(decodeURIComponent)
    const route = `${request.method} ${rest.join('/')}`
    if (route === 'POST oauth2/v2.0/token') return tokenFor(parts, request, tenant)
    if (route === 'GET oauth2/v2.0/authorize') return authorize(parts, request, tenant)
    if (route === 'GET v2.0/.well-known/openid-configuration')
      return parts.context.find.tenantByDirectory(tenant)
        ? openIdConfiguration(request.base, tenant)
        : loginError(parts.context, 90002, tenant, parts.context.random.uuid())
    if (route === 'GET discovery/instance') return instanceDiscovery(request.base, tenant)
    return { status: 404, body: '' }
  },
  fault: (status, retryAfter) =>
    loginError(parts.context, faultCode(status), '', parts.context.random.uuid(), { status, retryAfter }),
})
