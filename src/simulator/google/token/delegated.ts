import type { Authorizations } from '../../core/authorizations'
import type { SimContext } from '../../core/context'
import type { SimAnswer } from '../../core/service'
import { primaryAddress } from '../people'
import type { AccessTokens } from '../tokens'

export interface DelegatedParts {
  readonly context: SimContext
  readonly tokens: AccessTokens
  readonly authorizations: Authorizations
}

const refusal = (status: number, error: string, description: string): SimAnswer => ({
  status,
  body: { error, error_description: description },
})

/** Codes and refresh tokens of a desktop client (Google Identity, "OAuth 2.0 for mobile and desktop apps"). */
export const redeem = ({ context, tokens, authorizations }: DelegatedParts, form: URLSearchParams): SimAnswer => {
  const clientId = form.get('client_id') ?? ''
  const tenant = context.world.tenants.find(({ keys }) => keys.kind === 'google' && keys.desktopClientId === clientId)
  if (tenant?.keys.kind !== 'google') return refusal(401, 'invalid_client', 'The OAuth client was not found.')
  if (!form.has('client_secret')) return refusal(400, 'invalid_request', 'client_secret is missing.')
  if (form.get('client_secret') !== tenant.keys.desktopClientSecret)
    return refusal(401, 'invalid_client', 'Unauthorized')
  const refreshing = form.get('grant_type') === 'refresh_token'
  const grant = refreshing
    ? (authorizations.refresh(form.get('refresh_token') ?? '') ?? 'over')
    : authorizations.redeem(
        form.get('code') ?? '',
        clientId,
        form.get('redirect_uri') ?? '',
        form.get('code_verifier') ?? '',
      )
  if (grant === 'over') return refusal(400, 'invalid_grant', 'Token has been expired or revoked.')
  if (grant === 'verifier') return refusal(400, 'invalid_grant', 'Invalid code verifier.')
  if (grant === 'redirect') return refusal(400, 'redirect_uri_mismatch', 'Bad Request')
  if (typeof grant === 'string') return refusal(400, 'invalid_grant', 'Malformed auth code.')
  const person = tenant.people.find((one) => one.id === grant.personId)
  if (!person || person.status !== 'active')
    return refusal(400, 'invalid_grant', 'Account has been deleted or disabled.')
  const scopes = grant.scopes.filter((one) => one !== 'offline')
  const { text, seconds } = tokens.issue({ tenantKey: tenant.key, personId: person.id, scopes })
  const claims = { aud: clientId, sub: person.directoryId, email: primaryAddress(person), email_verified: true }
  const encoded = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return {
    status: 200,
    body: {
      access_token: text,
      expires_in: seconds,
      token_type: 'Bearer',
      scope: scopes.map((one) => (one === 'email' ? 'https://www.googleapis.com/auth/userinfo.email' : one)).join(' '),
      ...(scopes.includes('openid') ? { id_token: `${encoded.join('.')}.${context.random.hex(32)}` } : {}),
      ...(!refreshing && grant.scopes.includes('offline') ? { refresh_token: authorizations.refreshToken(grant) } : {}),
    },
  }
}
