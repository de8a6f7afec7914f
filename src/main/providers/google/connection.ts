import { Failure } from '../../../shared/model'
import { isJson } from '../../net/fetch-through'
import { longestQuietMs } from '../../net/retry-after'
import type { IncomingAnswer, Lane } from '../../net/transport'
import type { GoogleConnection } from '../../tenants/settings'
import type { ProviderParts } from '../provider'
import { cancelled, moveUnsure, ownFailure, troubleFailure } from './failures'
import { waitBefore, type Wait } from './patience'
import type { Signer } from './sdk'
import type { Scope, Tokens } from './tokens'
import { apiTrouble, type Trouble } from './trouble'
import { fetchFor } from './wire'

/** What a call hands to Google's client so that it leaves through our transport, once, and answers with any status. */
export interface CallOptions {
  readonly fetchImplementation: typeof fetch
  readonly signal: AbortSignal
  readonly retry: false
  readonly validateStatus: () => true
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly data: unknown
}

/** What Google's client answers with: its API calls turn the headers into a plain object. */
export interface ClientAnswer {
  readonly status: number
  readonly headers: object
  readonly data: unknown
}

export interface Call<T> {
  readonly subject: string
  readonly scope: Scope
  readonly lane: Omit<Lane, 'tenantId'>
  readonly make: (jwt: Signer, options: CallOptions) => Promise<ClientAnswer>
  /** Whether the text of a 2xx is whole; JSON unless said otherwise. A read is repeated until it is. */
  readonly accepts?: (answer: IncomingAnswer) => boolean
  /** What a good answer holds; null when it isn't one. */
  readonly read: (answer: RawAnswer) => T | null
}

/** The signed way to one tenant's Google endpoints. */
export interface Connection {
  readonly now: () => number
  /** Headers to be read of each message beside those that a copy needs. */
  readonly headerNames: readonly string[]
  /** Throws a `Failure`. Repeats what Google was too busy for. */
  call<T>(call: Call<T>, signal: AbortSignal): Promise<T>
  /** Throws where only a sign-in with this scope can fail. */
  signIn(subject: string, scope: Scope, signal: AbortSignal): Promise<void>
  /** The same without a token from before: what was delegated or withdrawn since shows. */
  signInAnew(subject: string, scope: Scope, signal: AbortSignal): Promise<void>
  /** Waits before repeating what Google was too busy for; false when that would be too long or too often. */
  waited(subject: string, wait: Wait, signal: AbortSignal): Promise<boolean>
  /** Drops this subject's tokens, because Google no longer accepted one. */
  forget(subject: string): void
}

export const createConnection = (
  settings: GoogleConnection,
  parts: ProviderParts,
  random: () => number,
  tokens: Tokens,
): Connection => {
  /** Google puts the time further out when a mailbox comes back too early: until then nothing is sent. Epoch milliseconds. */
  const quietUntil = new Map<string, number>()

  const refuseWhileQuiet = (subject: string): void => {
    const wait = (quietUntil.get(subject) ?? 0) - parts.clock.now()
    if (wait > 0) throw troubleFailure({ ...quiet, waitMs: wait })
  }

  const waited: Connection['waited'] = async (subject, wait, signal) => {
    const ms = waitBefore(wait, random)
    if (ms === null) {
      if (wait.askedMs !== null) {
        const ms = Math.min(wait.askedMs, longestQuietMs)
        quietUntil.set(subject, parts.clock.now() + ms)
      }
      return false
    }
    try {
      await parts.clock.sleep(ms, signal)
    } catch (thrown) {
      throw cancelled(thrown)
    }
    return true
  }

  const call = async <T>(
    { subject, scope, lane, make, accepts = isJson, read }: Call<T>,
    signal: AbortSignal,
  ): Promise<T> => {
    const lanes = { ...lane, tenantId: parts.tenantId }
    const options: CallOptions = {
      fetchImplementation: fetchFor(parts.transport, settings.endpoints, lanes, accepts),
      signal,
      retry: false,
      validateStatus: () => true,
    }
    let renewed = false
    for (let round = 0; ; round++) {
      refuseWhileQuiet(subject)
      const jwt = await tokens.signer(subject, scope, signal)
      const answer = await make(jwt, options).then(toRaw, (thrown: unknown) => {
        if (!signal.aborted) throw ownFailure(thrown)
        // Whether Google got a write that was given up on its way can't be told.
        throw lane.effect === 'read' ? cancelled(thrown) : moveUnsure(thrown)
      })
      const good = answer.status >= 200 && answer.status < 300 ? read(answer) : null
      if (good !== null) return good
      const trouble = apiTrouble(answer.status, answer.headers, answer.data, parts.clock.now())
      if (trouble.effect === 'token' && !renewed) {
        renewed = true
        tokens.forget(subject)
        continue
      }
      // The transport knows a 429 and has waited for it already; Google's quotas also come as a 403.
      const again = trouble.effect === 'busy' && answer.status !== 429
      const wait = { round, askedMs: trouble.waitMs, throttled: trouble.code === 'throttled' }
      if (!again || !(await waited(subject, wait, signal))) throw troubleFailure(trouble)
    }
  }

  const signIn: Connection['signIn'] = async (subject, scope, signal) => {
    refuseWhileQuiet(subject)
    await tokens.signer(subject, scope, signal)
  }

  const signInAnew: Connection['signInAnew'] = (subject, scope, signal) => {
    tokens.forget(subject, scope)
    return signIn(subject, scope, signal)
  }

  return {
    now: () => parts.clock.now(),
    headerNames: parts.headerNames ?? [],
    call,
    signIn,
    signInAnew,
    waited,
    forget: tokens.forget,
  }
}

const toRaw = ({ status, headers, data }: ClientAnswer): RawAnswer => ({
  status,
  headers:
    headers instanceof Headers
      ? headers
      : new Headers(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))),
  data,
})

const quiet: Trouble = {
  code: 'throttled',
  effect: 'busy',
  reason: 'userRateLimitExceeded',
  words: 'User-rate limit exceeded.',
  waitMs: null,
}

export const isFailure = (thrown: unknown, ...codes: readonly Failure['code'][]): thrown is Failure =>
  thrown instanceof Failure && codes.includes(thrown.code)
