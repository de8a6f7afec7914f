import { signingIn, type Authorization, type Authorizations, type Unredeemable } from '../core/authorizations'
import type { SimContext } from '../core/context'
import type { SimAnswer, SimRequest } from '../core/service'
import type { SimPerson, SimTenant } from '../world/world'
import type { Aadsts } from './login-errors'
import type { AccessTokens } from './token'

export interface DelegatedParts {
  readonly context: SimContext
  readonly tokens: AccessTokens
  readonly authorizations: Authorizations
}

/** An error that the page itself shows: where to send the browser isn't certain. */
const page = (status: number, words: string): SimAnswer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html><title>Sign in to your account</title><p>${words}</p>`,
})

/** `http://localhost` is registered: any port and path of it are the same (Microsoft identity platform: redirect URIs). */
const isRegistered = (redirectUri: string): boolean => /^http:\/\/localhost(:\d+)?(\/|$)/.test(redirectUri)

const openId = ['openid', 'profile', 'email', 'offline_access']
const resource = 'https://graph.microsoft.com/'

/** Microsoft identity platform: authorization code flow, the authorize endpoint. Whoever opens it signs in and consents. */
export const authorize = (
  { context, authorizations }: DelegatedParts,
  request: SimRequest,
  directory: string,
): SimAnswer => {
  const { query } = request
  const tenant = context.find.tenantByDirectory(directory)
  if (tenant?.keys.kind !== 'microsoft') return page(400, `AADSTS90002: Tenant '${directory}' not found.`)
  const clientId = query.get('client_id') ?? ''
  if (clientId.toLowerCase() !== tenant.keys.clientId)
    return page(400, `AADSTS700016: Application with identifier '${clientId}' was not found in the directory.`)
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!isRegistered(redirectUri))
    return page(
      400,
      `AADSTS50011: The redirect URI '${redirectUri}' does not match the redirect URIs configured for the application.`,
    )
  const back = (answer: Readonly<Record<string, string>>): SimAnswer => {
    const url = new URL(redirectUri)
    for (const [name, value] of Object.entries({ ...answer, state: query.get('state') ?? '' }))
      url.searchParams.set(name, value)
    return { status: 302, headers: { location: url.href } }
  }
  const problem = (error: string, description: string): SimAnswer => back({ error, error_description: description })
  if (query.get('response_type') !== 'code')
    return problem('unsupported_response_type', 'AADSTS700054: response_type is not enabled.')
  const challenge = query.get('code_challenge') ?? ''
  if (challenge === '' || query.get('code_challenge_method') !== 'S256')
    return problem(
      'invalid_request',
      'AADSTS9002325: Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
    )
  const policy = context.signIn(tenant.key)
  if (policy.refuse) return problem('access_denied', 'AADSTS65004: User declined to consent to access the app.')
  const person = signingIn(context, tenant, query.get('login_hint'))
  if (!person || person.status !== 'active')
    return problem('access_denied', 'AADSTS50057: The user account is disabled.')
  const asked = (query.get('scope') ?? '').split(' ').filter((one) => one !== '')
  const scopes = asked.filter((one) => !policy.withhold.includes(one.replace(resource, '')))
  const code = authorizations.code(
    { tenantKey: tenant.key, personId: person.id, clientId, scopes },
    redirectUri,
    challenge,
  )
  return back({ code, session_state: context.random.uuid() })
}

const unredeemable: Readonly<Record<Unredeemable, Aadsts>> = {
  unknown: 70000,
  redeemed: 54005,
  expired: 70008,
  client: 70000,
  redirect: 500112,
  verifier: 501481,
}

/** Microsoft identity platform: authorization code flow, redeeming a code or a refresh token; a public client has no secret. */
export const redeem = (
  parts: DelegatedParts,
  form: URLSearchParams,
  tenant: SimTenant,
  refuse: (code: Aadsts, detail: string) => SimAnswer,
): SimAnswer => {
  const { context, authorizations } = parts
  if (form.has('client_secret') || form.has('client_assertion')) return refuse(700025, '')
  const clientId = form.get('client_id') ?? ''
  const grant =
    form.get('grant_type') === 'refresh_token'
      ? (authorizations.refresh(form.get('refresh_token') ?? '') ?? 'over')
      : authorizations.redeem(
          form.get('code') ?? '',
          clientId,
          form.get('redirect_uri') ?? '',
          form.get('code_verifier') ?? '',
        )
  if (grant === 'over') return refuse(50173, '')
  if (typeof grant === 'string') return refuse(unredeemable[grant], '')
  const person = tenant.people.find((one) => one.id === grant.personId)
  if (grant.tenantKey !== tenant.key || grant.clientId !== clientId || !person) return refuse(70000, '')
  if (person.status !== 'active') return refuse(50057, '')
  return answer(parts, tenant, person, grant, context.tokenSeconds(tenant.key))
}

const answer = (
  { context, tokens, authorizations }: DelegatedParts,
  tenant: SimTenant,
  person: SimPerson,
  grant: Authorization,
  seconds: number,
): SimAnswer => {
  const scopes = grant.scopes.filter((one) => one.startsWith(resource)).map((one) => one.slice(resource.length))
  const claims = {
    ...{ aud: grant.clientId, oid: person.directoryId, preferred_username: person.signInName, name: person.name },
    ...{ tid: tenant.keys.kind === 'microsoft' ? tenant.keys.directory : '', ver: '2.0' },
  }
  const encoded = [{ typ: 'JWT', alg: 'RS256' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: {
      token_type: 'Bearer',
      scope: grant.scopes.filter((one) => !openId.includes(one)).join(' '),
      expires_in: seconds,
      ext_expires_in: seconds,
      access_token: tokens.issueDelegated(tenant, person, grant.clientId, scopes, seconds),
      ...(grant.scopes.includes('offline_access') ? { refresh_token: authorizations.refreshToken(grant) } : {}),
      ...(grant.scopes.includes('openid') ? { id_token: `${encoded.join('.')}.${context.random.hex(32)}` } : {}),
    },
  }
}
