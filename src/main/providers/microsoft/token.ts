import type { ConfidentialClientApplication, INetworkModule, NetworkRequestOptions } from '@azure/msal-node'
import { Failure } from '../../../shared/model'
import { isJson } from '../../net/fetch-through'
import type { Lane } from '../../net/transport'
import type { MicrosoftConnection } from '../../tenants/settings'
import type { ProviderParts } from '../provider'
import { signInFailure } from './sign-in-failures'

export interface Token {
  readonly value: string
  /** Application permissions written into it. */
  readonly roles: readonly string[]
}

export interface Tokens {
  /** The token in use, or a new one; callers at the same time share one sign-in. Throws a `Failure`. */
  current(signal: AbortSignal): Promise<Token>
  /** A token that is newer than the one given: what a refusal of it asks for. */
  newerThan(old: Token, signal: AbortSignal): Promise<Token>
}

/** Longest sign-in in milliseconds, repeats included. */
const signInMs = 30_000

/** Signs the app in to one tenant with the client credentials grant, through MSAL. */
export const createTokens = (settings: MicrosoftConnection, parts: ProviderParts): Tokens => {
  let app: { readonly secret: string; readonly client: ConfidentialClientApplication } | null = null
  let asking: { readonly fresh: boolean; readonly answer: Promise<Token> } | null = null
  let latest: Token | null = null
  let broke: Failure | null = null

  const network = networkThrough(settings, parts, (failed) => (broke = failed))

  const clientFor = async (secret: string): Promise<ConfidentialClientApplication> => {
    if (app?.secret === secret) return app.client
    const { ConfidentialClientApplication: Application } = await import('@azure/msal-node')
    const client = new Application({
      auth: { clientId: settings.clientId, clientSecret: secret, ...authorityOf(settings) },
      system: { networkClient: network },
    })
    app = { secret, client }
    return client
  }

  const ask = async (fresh: boolean): Promise<Token> => {
    const secret = parts.secrets().clientSecret
    if (secret === undefined)
      throw new Failure({
        code: 'sign-in-refused',
        message: 'No client secret is stored for this tenant: enter it again.',
      })
    broke = null
    try {
      const client = await clientFor(secret)
      const answer = await client.acquireTokenByClientCredential({
        scopes: [`${settings.scopeHost}/.default`],
        skipCache: fresh,
      })
      if (!answer) throw new Error('no token')
      latest = { value: answer.accessToken, roles: rolesOf(answer.accessToken) }
      return latest
    } catch (thrown) {
      // After a busy answer MSAL refuses to ask again for a minute; a new instance doesn't remember.
      app = null
      throw thrown instanceof Failure ? thrown : (broke ?? signInFailure(thrown))
    }
  }

  const shared = (fresh: boolean, signal: AbortSignal): Promise<Token> => {
    if (!asking || (fresh && !asking.fresh)) {
      const mine = { fresh, answer: ask(fresh) }
      asking = mine
      const done = (): void => {
        if (asking === mine) asking = null
      }
      mine.answer.then(done, done)
    }
    return orAbandoned(asking.answer, signal)
  }

  return {
    current: (signal) => shared(false, signal),
    newerThan: (old, signal) =>
      latest !== null && latest.value !== old.value ? Promise.resolve(latest) : shared(true, signal),
  }
}

/** One caller giving up doesn't take the sign-in away from the others. */
const orAbandoned = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(new Failure({ code: 'cancelled', message: 'Abandoned.' }))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })

/** The name under which MSAL knows the sign-in service; never called, see `networkThrough`. */
const authorityHost = 'https://login.microsoftonline.com'

/**
 * MSAL takes no plain-http authority, none below a path, and asks the public Internet about hosts it doesn't know. It gets
 * a name that it knows together with the metadata, so that it makes exactly one request, for the token.
 */
const authorityOf = (settings: MicrosoftConnection) => {
  const authority = `${authorityHost}/${encodeURIComponent(settings.directory)}`
  return {
    authority,
    authorityMetadata: JSON.stringify({
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
      issuer: `${authority}/v2.0`,
    }),
  }
}

/**
 * Sends what MSAL asks for to the endpoint of the tenant's settings. Asking for a token changes nothing, so that it is
 * repeated like any read.
 */
const networkThrough = (
  settings: MicrosoftConnection,
  parts: ProviderParts,
  onFailure: (failure: Failure) => void,
): INetworkModule => {
  const lane: Lane = { tenantId: parts.tenantId, mailbox: null, effect: 'read', batch: false, purpose: 'sign in' }
  const send = async <T>(method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions) => {
    try {
      const answer = await parts.transport.send(
        {
          method,
          url: url.startsWith(`${authorityHost}/`)
            ? `${settings.endpoints.login}${url.slice(authorityHost.length)}`
            : url,
          deadlineMs: signInMs,
          accepts: isJson,
          ...(options?.headers ? { headers: options.headers } : {}),
          ...(options?.body === undefined ? {} : { body: options.body }),
        },
        lane,
      )
      const body = (isJson(answer) ? JSON.parse(answer.text) : {}) as T
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body }
    } catch (thrown) {
      if (thrown instanceof Failure) onFailure(thrown)
      throw thrown
    }
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  }
}

/** The token is ours to use, not to check; its roles only choose between two sentences. */
const rolesOf = (token: string): readonly string[] => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    const roles = (claims as { roles?: unknown } | null)?.roles
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
  } catch {
    return []
  }
}
