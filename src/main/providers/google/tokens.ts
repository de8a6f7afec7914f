import { Failure } from '../../../shared/model'
import { isJson } from '../../net/fetch-through'
import type { GoogleConnection } from '../../tenants/settings'
import { orAbandoned } from '../../net/or-abandoned'
import type { ProviderParts } from '../provider'
import { ownFailure, troubleFailure } from './failures'
import { loadGmail, type Signer } from './sdk'
import { tokenTrouble } from './trouble'
import { fetchFor } from './wire'

export const scopes = {
  read: 'https://www.googleapis.com/auth/gmail.readonly',
  modify: 'https://www.googleapis.com/auth/gmail.modify',
  directory: 'https://www.googleapis.com/auth/admin.directory.user.readonly',
  rules: 'https://www.googleapis.com/auth/gmail.settings.basic',
  send: 'https://www.googleapis.com/auth/gmail.send',
} as const
export type Scope = (typeof scopes)[keyof typeof scopes]

/** Google's tokens live an hour; the last five minutes are left to calls under way and to clocks that differ. */
const tokenLifeMs = 55 * 60_000

interface Entry {
  readonly jwt: Promise<Signer>
  readonly key: string
  readonly until: number
}

/** Signs calls as one subject (a mailbox or the admin) with exactly one scope. */
export interface Tokens {
  /** A client with a good token. Asks at most once at a time per subject and scope; a refusal is not remembered. */
  signer(subject: string, scope: Scope, signal: AbortSignal): Promise<Signer>
  /** Drops a subject's tokens, or the one for this scope, because Google may no longer accept them. */
  forget(subject: string, scope?: Scope): void
}

/** Scopes are never bundled: Google refuses a token altogether when a single scope of it isn't delegated. */
export const createTokens = (settings: GoogleConnection, parts: ProviderParts): Tokens => {
  const entries = new Map<string, Entry>()

  const request = async (subject: string, scope: Scope, key: string): Promise<Signer> => {
    const { auth } = await loadGmail()
    const lane = { tenantId: parts.tenantId, mailbox: null, effect: 'read', batch: false, purpose: 'sign in' } as const
    const jwt = new auth.JWT({
      email: settings.serviceAccount,
      key,
      scopes: [scope],
      subject,
      transporterOptions: {
        fetchImplementation: fetchFor(parts.transport, settings.endpoints, lane, isJson),
        // Retries are the transport's: the client's own ignore Retry-After.
        retryConfig: { retry: 0, noResponseRetries: 0 },
      },
    })
    try {
      await jwt.authorize()
    } catch (thrown) {
      throw signInFailure(thrown, parts.clock.now())
    }
    return jwt
  }

  const signer: Tokens['signer'] = (subject, scope, signal) => {
    const name = `${scope} ${subject}`
    const key = parts.secrets().privateKey
    if (key === undefined)
      return Promise.reject(
        new Failure({
          code: 'sign-in-refused',
          message: 'No private key is stored for this tenant: enter the key of its service account.',
        }),
      )
    const known = entries.get(name)
    if (known !== undefined && known.key === key && known.until > parts.clock.now())
      return orAbandoned(known.jwt, signal)
    const entry: Entry = { jwt: request(subject, scope, key), key, until: parts.clock.now() + tokenLifeMs }
    entries.set(name, entry)
    entry.jwt.catch(() => {
      if (entries.get(name) === entry) entries.delete(name)
    })
    return orAbandoned(entry.jwt, signal)
  }

  const forget: Tokens['forget'] = (subject, only) => {
    for (const scope of only === undefined ? Object.values(scopes) : [only]) entries.delete(`${scope} ${subject}`)
  }

  return { signer, forget }
}

/** The client's error carries the signed assertion in its configuration: only the answer is taken out of it. */
const signInFailure = (thrown: unknown, now: number): Failure => {
  const own = ownFailure(thrown)
  if (own instanceof Failure) return own
  const response = thrown instanceof Error && 'response' in thrown ? thrown.response : undefined
  if (isAnswer(response)) return troubleFailure(tokenTrouble(response.status, response.headers, response.data, now))
  return new Failure({
    code: 'sign-in-refused',
    message: "The service account's private key can't be used: enter it again, complete and in PEM form.",
  })
}

const isAnswer = (value: unknown): value is { status: number; headers: Headers; data: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  'status' in value &&
  typeof value.status === 'number' &&
  'data' in value
