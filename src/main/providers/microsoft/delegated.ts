import type { MicrosoftConnection } from '../../tenants/settings'
import type { ProviderParts } from '../provider'
import { createDelegatedTokens, type DelegatedTokens } from '../sign-in/delegated-tokens'
import { signInFailure } from './sign-in-failures'
import type { Token, Tokens } from './token'

/** What a person is asked to consent to: their own mailbox, those shared with them, and the directory. */
const permissions = ['Mail.ReadWrite', 'Mail.ReadWrite.Shared', 'User.Read.All']

/**
 * A person's sign-in to one tenant (Microsoft identity platform: OAuth 2.0 authorization code flow, public client). null
 * where the app signs in by itself.
 */
export const createDelegated = (settings: MicrosoftConnection, parts: ProviderParts): DelegatedTokens | null => {
  const { delegated, scopeHost } = settings
  if (!delegated) return null
  const base = `${settings.endpoints.login}/${encodeURIComponent(settings.directory)}/oauth2/v2.0`
  const scopes = ['openid', 'profile', 'offline_access', ...permissions.map((name) => `${scopeHost}/${name}`)]
  return createDelegatedTokens(
    {
      authorize: `${base}/authorize`,
      token: `${base}/token`,
      // Registered as http://localhost, Microsoft lets any port through; for 127.0.0.1 it doesn't.
      redirectHost: 'localhost',
      scopes,
      asking: { client_id: delegated.clientId, response_mode: 'query', prompt: 'select_account' },
      client: () => ({ client_id: delegated.clientId, scope: scopes.join(' ') }),
      accountOf: ({ oid, preferred_username: name }) =>
        typeof oid === 'string' && typeof name === 'string' ? { id: oid, name } : null,
      scopeName: (scope) => (scope.startsWith(`${scopeHost}/`) ? scope.slice(scopeHost.length + 1) : scope),
      refusal: (status, _, body) => {
        const [number] = Array.isArray(body['error_codes']) ? (body['error_codes'] as unknown[]) : []
        const { error_description: words } = body
        const told = typeof words === 'string' ? /AADSTS(\d+)/.exec(words)?.[1] : undefined
        return signInFailure({
          errorCode: body['error'],
          errorNo: number ?? told,
          status,
          correlationId: body['correlation_id'],
        })
      },
    },
    parts,
  )
}

/** The same as the rest of the adapter takes tokens: the permissions are those the person consented to. */
export const asTokens = (delegated: DelegatedTokens): Tokens => {
  const ask = async (signal: AbortSignal, refused?: string): Promise<Token> => {
    const { value, scopes } = await delegated.current(signal, refused)
    return { value, roles: scopes }
  }
  return { current: (signal) => ask(signal), newerThan: (old, signal) => ask(signal, old.value) }
}
