import { Failure } from '../../../shared/model'
import type { GoogleConnection } from '../../tenants/settings'
import type { DirectoryPage, DirectoryPerson, ProviderParts } from '../provider'
import { createDelegatedTokens, type DelegatedTokens } from '../sign-in/delegated-tokens'
import { troubleFailure } from './failures'
import { loadGmail } from './sdk'
import { scopes, type Tokens } from './tokens'
import { tokenTrouble } from './trouble'

/**
 * A person's sign-in (Google Identity, "OAuth 2.0 for mobile and desktop apps"). It opens that person's own mailbox and no
 * other, administrator or not. null where the service account signs in.
 */
export const createDelegated = (settings: GoogleConnection, parts: ProviderParts): DelegatedTokens | null => {
  const { delegated, endpoints } = settings
  if (!delegated) return null
  const client = { client_id: delegated.clientId }
  return createDelegatedTokens(
    {
      authorize: `${delegated.authorize}/o/oauth2/v2/auth`,
      token: `${endpoints.token}/token`,
      redirectHost: '127.0.0.1',
      scopes: ['openid', 'email', scopes.modify],
      // Without the prompt a second sign-in would bring no refresh token.
      asking: { ...client, access_type: 'offline', prompt: 'consent' },
      client: () => {
        const secret = parts.secrets().clientSecret
        return secret === undefined ? client : { ...client, client_secret: secret }
      },
      accountOf: ({ sub, email }) =>
        typeof sub === 'string' && typeof email === 'string' ? { id: sub, name: email } : null,
      scopeName: (scope) => scope,
      refusal: (status, headers, body) => {
        if (body['error'] === 'access_denied') return declined()
        const trouble = tokenTrouble(status, headers, body, parts.clock.now())
        const over = trouble.code === 'sign-in-refused' ? { advice: signInOver } : {}
        return troubleFailure({ ...trouble, ...over })
      },
    },
    parts,
  )
}

const signInOver = 'The sign-in has ended: sign in again.'

const declined = (): Failure =>
  new Failure({
    code: 'permission-missing',
    message: 'The consent was declined: sign in again and accept it, or ask the customer’s administrator.',
    providerCode: 'access_denied',
  })

/** Signs calls to the mailbox of whoever is signed in; every other one is out of reach. */
export const asTokens = (delegated: DelegatedTokens): Tokens => {
  let used: string | undefined
  let refused: string | undefined
  return {
    signer: async (subject, scope, signal) => {
      await requireSelf(delegated, subject)
      const token = await delegated.current(signal, refused)
      if (!token.scopes.includes(scope))
        throw new Failure({
          code: 'permission-missing',
          message: 'The person who signed in didn’t consent to this: sign in again and accept it.',
          providerCode: scope.slice(scope.lastIndexOf('/') + 1),
        })
      used = token.value
      const { auth } = await loadGmail()
      const client = new auth.OAuth2()
      client.setCredentials({ access_token: token.value })
      return client
    },
    forget: () => {
      refused = used
    },
  }
}

/** Who is at this address, as far as the sign-in itself tells: the directory is an administrator's to read. */
export const resolveSelf = async (delegated: DelegatedTokens, address: string): Promise<DirectoryPerson> => {
  const { id, name } = await requireSelf(delegated, address)
  return { directoryId: id, address: name, signInName: name, aliases: [], status: 'active', mailbox: 'unknown' }
}

/** A person's sign-in reads nobody's entry but their own. */
export async function* noDirectory(): AsyncIterable<DirectoryPage> {
  throw new Failure({
    code: 'permission-missing',
    message:
      'This tenant is connected by a person’s sign-in, which doesn’t open its directory: connect it by a service account.',
  })
}

const requireSelf = async (delegated: DelegatedTokens, address: string) => {
  const account = await delegated.account()
  if (!account)
    throw new Failure({ code: 'sign-in-refused', message: 'Nobody is signed in to this tenant: sign in first.' })
  if (account.name.toLowerCase() === address.toLowerCase()) return account
  throw new Failure({
    code: 'mailbox-out-of-scope',
    message: `Google opens only the mailbox of ${account.name}, who is signed in: connect the tenant by a service account for others.`,
  })
}
