import type { ConfidentialClientApplication } from '@azure/msal-node'
import { Failure } from '../../../shared/model'
import type { MicrosoftConnection } from '../../tenants/settings'
import { orAbandoned } from '../../net/or-abandoned'
import type { ProviderParts } from '../provider'
import { credentialFrom, type Credential } from './credential'
import { authorityOf, networkThrough } from './msal-network'
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

/** Signs the app in to one tenant with the client credentials grant, through MSAL, by certificate or client secret. */
export const createTokens = (settings: MicrosoftConnection, parts: ProviderParts): Tokens => {
  let app: { readonly secrets: string; readonly client: ConfidentialClientApplication } | null = null
  let asking: { readonly fresh: boolean; readonly answer: Promise<Token> } | null = null
  let latest: Token | null = null
  let broke: Failure | null = null
  /** What the sign-in service's last answer takes for the time. */
  let date: string | null = null

  const network = networkThrough(settings, parts, {
    failure: (failed) => (broke = failed),
    answer: ({ headers }) => (date = headers.get('date')),
  })

  const clientFor = async (secrets: string, credential: Credential): Promise<ConfidentialClientApplication> => {
    if (app?.secrets === secrets) return app.client
    const { ConfidentialClientApplication: Application } = await import('@azure/msal-node')
    const proof =
      credential.kind === 'secret'
        ? { clientSecret: credential.clientSecret }
        : { clientCertificate: credential.clientCertificate }
    const client = new Application({
      auth: { clientId: settings.clientId, ...proof, ...authorityOf(settings) },
      system: { networkClient: network },
    })
    app = { secrets, client }
    return client
  }

  const ask = async (fresh: boolean): Promise<Token> => {
    const { clientSecret, certificate, certificateKey } = parts.secrets()
    const secrets = JSON.stringify([clientSecret, certificate, certificateKey])
    const credential = credentialFrom(parts.secrets())
    broke = null
    try {
      const client = await clientFor(secrets, credential)
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
      const now = parts.clock.now()
      const expired = credential.kind === 'certificate' && credential.endsAt <= now
      throw thrown instanceof Failure ? thrown : (broke ?? signInFailure(thrown, { expired, date, now }))
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
