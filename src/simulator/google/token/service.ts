import type { SimAnswer, SimRequest, SimService, Trace } from '../../core/service'
import { hasAddress } from '../people'
import { readAssertion } from './assertion'
import { redeem, type DelegatedParts } from './delegated'

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const audience = 'https://oauth2.googleapis.com/token'
/** An assertion lives an hour at most; clocks may differ by a few minutes. Seconds. */
const longestLife = 3600
const skew = 300

/**
 * The token endpoint for service accounts with domain-wide delegation (Google Identity, "Using OAuth 2.0 for server to
 * server applications", with its table of error codes). Scopes are compared as exact strings; one that isn't delegated
 * refuses the whole request.
 */
export const createTokenService = (parts: DelegatedParts): SimService => ({
  name: 'google-token',
  handle: (request, trace) => answer(parts, request, trace),
  fault: (status, retryAfter) => ({
    ...tokenError(status, status === 429 ? 'rate_limit_exceeded' : 'internal_failure', 'Please try again later.'),
    ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
  }),
})

const answer = (parts: DelegatedParts, request: SimRequest, trace: Trace): SimAnswer => {
  const { context, tokens } = parts
  if (request.path !== '/token') return tokenError(404, 'not_found', 'No such endpoint.')
  if (request.method !== 'POST') return tokenError(405, 'invalid_request', 'Request must be a POST.')
  const form = new URLSearchParams(request.body)
  if (['authorization_code', 'refresh_token'].includes(form.get('grant_type') ?? '')) return redeem(parts, form)
  if (form.get('grant_type') !== grantType)
    return tokenError(400, 'unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`)

  const assertion = readAssertion(form.get('assertion') ?? '')
  if (assertion === undefined) return invalidGrant('Invalid JWT: Failed to parse.')
  const { claims } = assertion
  const tenant = context.find.tenantByServiceAccount(claims.iss)
  if (tenant?.keys.kind !== 'google') return invalidGrant('Invalid grant: account not found')
  if (!assertion.signedWith(tenant.keys.publicKeyPem)) return invalidGrant('Invalid JWT Signature.')
  if (claims.aud !== audience) return invalidGrant('Invalid JWT: Audience must be the token endpoint.')

  const now = context.clock.now() / 1000
  if (
    claims.iat > now + skew ||
    claims.exp < now - skew ||
    claims.exp <= claims.iat ||
    claims.exp > claims.iat + longestLife
  )
    return invalidGrant(
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    )

  const scopes = claims.scope.split(' ').filter((scope) => scope !== '')
  if (scopes.length === 0) return tokenError(400, 'invalid_scope', 'Missing required parameter: scope')
  // Without delegation the token is the service account's own, and that has no mailbox and no directory.
  if (claims.sub === undefined) return tokenError(401, 'unauthorized_client', unauthorised)
  if (!/^[^@\s]+@[^@\s]+$/.test(claims.sub))
    return tokenError(400, 'invalid_request', 'Invalid impersonation "sub" field.')
  const person = tenant.people.find((one) => hasAddress(one, claims.sub ?? ''))
  if (person === undefined) return invalidGrant('Invalid email or User ID')
  trace.mailbox(person.address)
  if (person.status === 'removed') return invalidGrant('The account has been deleted')
  if (!scopes.every((scope) => tenant.grants.includes(scope)))
    return tokenError(401, 'unauthorized_client', unauthorised)

  const { text, seconds } = tokens.issue({ tenantKey: tenant.key, personId: person.id, scopes })
  return { status: 200, body: { access_token: text, expires_in: seconds, token_type: 'Bearer' } }
}

const unauthorised =
  'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.'

const tokenError = (status: number, error: string, description: string): SimAnswer => ({
  status,
  body: { error, error_description: description },
})

const invalidGrant = (description: string): SimAnswer => tokenError(400, 'invalid_grant', description)
