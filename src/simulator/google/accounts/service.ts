import { signingIn, type Authorizations } from '../../core/authorizations'
import type { SimContext } from '../../core/context'
import type { SimAnswer, SimRequest, SimService } from '../../core/service'

/** A desktop client's browser comes back to this computer, at any port (Google Identity, "OAuth 2.0 for desktop apps"). */
const isLoopback = (redirectUri: string): boolean =>
  /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?(\/|$)/.test(redirectUri)

const page = (status: number, words: string): SimAnswer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html><title>Sign in - Google Accounts</title><p>${words}</p>`,
})

/** Google's sign-in page: whoever opens it signs in and consents, unless the admin API says otherwise. */
export const createAccountsService = (context: SimContext, authorizations: Authorizations): SimService => ({
  name: 'google-accounts',
  handle: (request) =>
    request.method === 'GET' && request.path === '/o/oauth2/v2/auth'
      ? authorize(context, authorizations, request)
      : page(404, 'Not found.'),
  fault: (status) => page(status, 'Something went wrong.'),
})

const authorize = (context: SimContext, authorizations: Authorizations, { query }: SimRequest): SimAnswer => {
  const clientId = query.get('client_id') ?? ''
  const tenant = context.world.tenants.find(({ keys }) => keys.kind === 'google' && keys.desktopClientId === clientId)
  if (!tenant) return page(401, 'Error 401: invalid_client. The OAuth client was not found.')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!isLoopback(redirectUri)) return page(400, 'Error 400: redirect_uri_mismatch')
  const challenge = query.get('code_challenge') ?? ''
  if (query.get('response_type') !== 'code' || challenge === '' || query.get('code_challenge_method') !== 'S256')
    return page(400, 'Error 400: invalid_request')
  const back = (answer: Readonly<Record<string, string>>): SimAnswer => {
    const url = new URL(redirectUri)
    for (const [name, value] of Object.entries({ ...answer, state: query.get('state') ?? '' }))
      url.searchParams.set(name, value)
    return { status: 302, headers: { location: url.href } }
  }
  const policy = context.signIn(tenant.key)
  const person = signingIn(context, tenant, query.get('login_hint'))
  if (policy.refuse || !person || person.status !== 'active') return back({ error: 'access_denied' })
  const scopes = (query.get('scope') ?? '').split(' ').filter((one) => one !== '' && !policy.withhold.includes(one))
  // Only who asks for it gets a refresh token, and only on the page that asks for consent.
  const offline = query.get('access_type') === 'offline' && query.get('prompt') === 'consent'
  const grant = {
    tenantKey: tenant.key,
    personId: person.id,
    clientId,
    scopes: [...scopes, ...(offline ? ['offline'] : [])],
  }
  return back({ code: authorizations.code(grant, redirectUri, challenge), scope: scopes.join(' ') })
}
