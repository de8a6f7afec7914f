import { z } from 'zod'
import { Failure } from '../../../shared/model'
import { isJson } from '../../net/fetch-through'
import type { IncomingAnswer, Lane } from '../../net/transport'
import { orAbandoned } from '../../net/or-abandoned'
import type { Account, DelegatedSignIn, KeptSignIn, ProviderParts, SignInStore } from '../provider'
import { listenOnce } from './loopback'
import { challengeOf, unguessable } from './pkce'

/** What differs between the providers' authorization code flows (RFC 6749 §4.1 with RFC 7636, native app: RFC 8252). */
export interface Flow {
  /** The page the browser opens. */
  readonly authorize: string
  readonly token: string
  readonly redirectHost: 'localhost' | '127.0.0.1'
  readonly scopes: readonly string[]
  /** Parameters of the authorization request beyond the standard's. */
  readonly asking: Readonly<Record<string, string>>
  /** The client's fields in every token request. */
  readonly client: () => Readonly<Record<string, string>>
  /** Who signed in, by the claims of the id token. */
  readonly accountOf: (claims: Readonly<Record<string, unknown>>) => Account | null
  /** A scope as a token's answer names it, shortened to what this provider compares. */
  readonly scopeName: (scope: string) => string
  /** What a refusal means: an answer of the token endpoint, or what the browser brought back. */
  readonly refusal: (status: number, headers: Headers, body: Readonly<Record<string, unknown>>) => Failure
}

export interface AccessToken {
  readonly value: string
  readonly scopes: readonly string[]
}

export interface DelegatedTokens extends DelegatedSignIn {
  /** The token in use, renewed when it is about to end or when it is the one given. Throws `sign-in-refused`. */
  current(signal: AbortSignal, refused?: string): Promise<AccessToken>
}

/** Left of a token's life when it counts as over, in milliseconds: calls under way, and clocks that differ. */
const spareMs = 5 * 60_000

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number(),
  scope: z.string().optional(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
})
type TokenAnswer = z.infer<typeof tokenAnswer>

interface Held extends AccessToken {
  readonly until: number
}

/** A person's sign-in and the tokens that follow from it. The refresh token lies in the store handed in, the rest in memory. */
export const createDelegatedTokens = (flow: Flow, parts: ProviderParts): DelegatedTokens => {
  const store = parts.signIns ?? createMemorySignIns()
  let held: Held | null = null
  let renewing: Promise<AccessToken> | null = null

  const ask = async (
    fields: Readonly<Record<string, string>>,
    effect: Lane['effect'],
    signal?: AbortSignal,
  ): Promise<TokenAnswer> => {
    const answer = await parts.transport.send(
      {
        method: 'POST',
        url: flow.token,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...flow.client(), ...fields }).toString(),
        accepts: isJson,
        ...(signal ? { signal } : {}),
      },
      { tenantId: parts.tenantId, mailbox: null, effect, batch: false, purpose: 'sign in' },
    )
    const body = recordIn(answer)
    if (answer.status < 200 || answer.status > 299) throw flow.refusal(answer.status, answer.headers, body)
    const parsed = tokenAnswer.safeParse(body)
    if (parsed.success) return parsed.data
    throw new Failure({ code: 'bad-answer', message: 'The sign-in was answered with something unreadable: try again.' })
  }

  const keep = (answer: TokenAnswer): Held => {
    const scopes = answer.scope?.split(' ').filter((one) => one !== '') ?? flow.scopes
    return (held = {
      value: answer.access_token,
      scopes: scopes.map(flow.scopeName),
      until: parts.clock.now() + answer.expires_in * 1000 - spareMs,
    })
  }

  const renew = async (): Promise<AccessToken> => {
    const signIn = await store.read()
    if (!signIn)
      throw new Failure({ code: 'sign-in-refused', message: 'Nobody is signed in to this tenant: sign in first.' })
    const answer = await ask({ grant_type: 'refresh_token', refresh_token: signIn.refreshToken }, 'read')
    if (answer.refresh_token !== undefined) await store.write({ ...signIn, refreshToken: answer.refresh_token })
    return keep(answer)
  }

  const signIn: DelegatedTokens['signIn'] = async (openExternal, signal) => {
    const [verifier, state] = [unguessable(), unguessable()]
    const door = await listenOnce(flow.redirectHost, state, parts.clock, signal)
    try {
      const url = new URL(flow.authorize)
      const asking = {
        ...{ response_type: 'code', redirect_uri: door.redirectUri, scope: flow.scopes.join(' '), state },
        ...{ code_challenge: challengeOf(verifier), code_challenge_method: 'S256' },
        ...flow.asking,
      }
      for (const [name, value] of Object.entries(asking)) url.searchParams.set(name, value)
      const opened = openExternal(url.href).catch((cause: unknown) => {
        throw new Failure(
          { code: 'sign-in-refused', message: 'The browser could not be opened for the sign-in: check its settings.' },
          { cause },
        )
      })
      // The person may be back, or have given up, before the opener says that it opened anything.
      const query = await Promise.race([opened.then(() => door.query), door.query])
      const code = query.get('code')
      if (code === null) throw flow.refusal(400, new Headers(), Object.fromEntries(query))
      // A code is good for one request: after a lost answer the sign-in starts anew.
      const answer = await ask(
        { grant_type: 'authorization_code', code, redirect_uri: door.redirectUri, code_verifier: verifier },
        'write',
        signal,
      )
      const account = flow.accountOf(claimsOf(answer.id_token ?? ''))
      if (!account || answer.refresh_token === undefined)
        throw new Failure({
          code: 'bad-answer',
          message: 'The sign-in doesn’t say who signed in, or for how long: try again.',
        })
      await store.write({ account, refreshToken: answer.refresh_token })
      keep(answer)
      return account
    } finally {
      door.close()
    }
  }

  return {
    signIn,
    account: async () => (await store.read())?.account ?? null,
    signOut: async () => {
      held = null
      await store.clear()
    },
    current: (signal, refused) => {
      if (held && held.value !== refused && held.until > parts.clock.now()) return Promise.resolve(held)
      renewing ??= renew().finally(() => (renewing = null))
      return orAbandoned(renewing, signal)
    },
  }
}

const createMemorySignIns = (): SignInStore => {
  let kept: KeptSignIn | null = null
  return {
    read: () => Promise.resolve(kept),
    write: (signIn) => Promise.resolve(void (kept = signIn)),
    clear: () => Promise.resolve(void (kept = null)),
  }
}

const recordIn = (answer: IncomingAnswer): Readonly<Record<string, unknown>> => {
  const body: unknown = isJson(answer) && answer.text !== '' ? JSON.parse(answer.text) : null
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
}

/** The id token came straight from the token endpoint, which vouches for it (OpenID Connect Core §3.1.3.7). */
const claimsOf = (idToken: string): Readonly<Record<string, unknown>> => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
