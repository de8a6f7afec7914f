import type { FailureCode } from '../../../shared/model'
import { retryAfterMs } from '../../net/retry-after'
import { clockOff } from '../clock-off'

/** What a refusing or useless answer of Google's means to us. */
export interface Trouble {
  readonly code: FailureCode
  /** Google's own reason, e.g. `rateLimitExceeded`; the HTTP status where it gave none. */
  readonly reason: string
  /** Google's own words. */
  readonly words: string
  /** What to do, where the code alone would send the engineer the wrong way. */
  readonly advice?: string
  /**
   * - `refused`: Google did nothing, and will not as long as nothing changes
   * - `busy`: Google did nothing and may later
   * - `token`: Google did nothing because the token is no longer good
   * - `unclear`: whether it did anything isn't known
   */
  readonly effect: 'refused' | 'busy' | 'token' | 'unclear'
  /** Milliseconds after which Google asks to come back; null when it didn't say. */
  readonly waitMs: number | null
}

type Verdict = readonly [code: FailureCode, effect: Trouble['effect'], advice?: string]

const apiSwitchedOff =
  "The API isn't switched on in the Cloud project of the service account: enable the Gmail API and the Admin SDK API there."

/** By `errors[0].reason` or `details[].reason`, never by status alone: a 403 may be a quota as well as a refusal. */
const reasons: Readonly<Record<string, Verdict>> = {
  rateLimitExceeded: ['throttled', 'busy'],
  userRateLimitExceeded: ['throttled', 'busy'],
  quotaExceeded: ['throttled', 'busy'],
  concurrentLimitExceeded: ['throttled', 'busy'],
  RATE_LIMIT_EXCEEDED: ['throttled', 'busy'],
  dailyLimitExceeded: ['throttled', 'refused'],
  backendError: ['server-error', 'unclear'],
  internalError: ['server-error', 'unclear'],
  authError: ['token-rejected', 'token'],
  insufficientPermissions: ['permission-missing', 'refused'],
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: ['permission-missing', 'refused'],
  accessNotConfigured: ['permission-missing', 'refused', apiSwitchedOff],
  SERVICE_DISABLED: ['permission-missing', 'refused', apiSwitchedOff],
  domainPolicy: ['no-mailbox', 'refused'],
  failedPrecondition: ['no-mailbox', 'refused'],
  forbidden: ['mailbox-out-of-scope', 'refused'],
  notFound: ['message-gone', 'refused'],
  invalidArgument: ['our-fault', 'refused'],
}

const byStatus = (status: number): Verdict => {
  if (status === 401) return ['token-rejected', 'token']
  if (status === 403) return ['permission-missing', 'refused']
  // Without Google's own reason it may be any gateway's page: no proof that something is gone.
  if (status === 404) return ['bad-answer', 'refused']
  if (status === 429) return ['throttled', 'busy']
  if (status >= 400 && status < 500) return ['our-fault', 'refused']
  return status >= 500 ? ['server-error', 'unclear'] : ['bad-answer', 'unclear']
}

/** Reads an answer that is not the 2xx JSON it should be (Gmail API, "Resolve errors"). `now` in epoch milliseconds. */
export const apiTrouble = (status: number, headers: Headers, body: unknown, now: number): Trouble => {
  const error = record(record(body)?.['error'])
  const reason = reasonIn(error)
  const words = text(error?.['message']) ?? `HTTP ${status}`
  const [code, effect, advice] =
    exceptions(reason, words) ?? (reason === null ? undefined : reasons[reason]) ?? byStatus(status)
  return {
    ...verdict(code, effect, advice),
    reason: reason ?? String(status),
    words,
    waitMs: askedWait(headers, words, now),
  }
}

const verdict = (code: FailureCode, effect: Trouble['effect'], advice: string | undefined) => ({
  code,
  effect,
  ...(advice === undefined ? {} : { advice }),
})

/** Reasons that Google uses for different things and that only its words tell apart. */
const exceptions = (reason: string | null, words: string): Verdict | undefined => {
  if (reason === 'forbidden' && /^Not Authorized to access this resource|scope does/i.test(words))
    return ['permission-missing', 'refused']
  if (reason === 'invalidArgument' && /^Invalid id value/i.test(words)) return ['message-gone', 'refused']
  return undefined
}

const tokenReasons: Readonly<Record<string, Verdict>> = {
  unauthorized_client: ['permission-missing', 'refused'],
  access_denied: ['mailbox-out-of-scope', 'refused'],
  invalid_client: ['app-gone', 'refused'],
  invalid_scope: ['our-fault', 'refused'],
  invalid_request: ['person-not-found', 'refused'],
  invalid_grant: ['sign-in-refused', 'refused'],
}

/** Reads a refusal of the token endpoint (RFC 6749 §5.2, with Google's wordings for delegated service accounts). */
export const tokenTrouble = (status: number, headers: Headers, body: unknown, now: number): Trouble => {
  const reason = text(record(body)?.['error'])
  const words = text(record(body)?.['error_description']) ?? `HTTP ${status}`
  const [code, effect, advice] =
    tokenException(reason, words, () => clockOff('Google', headers.get('date'), now)) ??
    (reason === null ? undefined : tokenReasons[reason]) ??
    tokenStatus(status)
  return {
    ...verdict(code, effect, advice),
    reason: reason ?? String(status),
    words,
    waitMs: askedWait(headers, words, now),
  }
}

const tokenException = (reason: string | null, words: string, aboutClock: () => string): Verdict | undefined => {
  if (reason === 'invalid_grant' && /invalid email|not a valid email|account has been deleted/i.test(words))
    return ['person-not-found', 'refused']
  if (reason === 'invalid_grant' && /^invalid jwt:.*(timeframe|\biat\b|\bexp\b)/i.test(words))
    return ['clock-off', 'refused', aboutClock()]
  if (reason === 'invalid_grant' && /account not found/i.test(words)) return ['app-gone', 'refused']
  if (reason === 'access_denied' && /client not authorized/i.test(words)) return ['permission-missing', 'refused']
  return undefined
}

const tokenStatus = (status: number): Verdict => {
  if (status === 429) return ['throttled', 'busy']
  if (status >= 400 && status < 500) return ['sign-in-refused', 'refused']
  return status >= 500 ? ['server-error', 'unclear'] : ['bad-answer', 'unclear']
}

const reasonIn = (error: Readonly<Record<string, unknown>> | null): string | null => {
  const first = [...list(error?.['errors']), ...list(error?.['details'])]
    .map((entry) => text(record(entry)?.['reason']))
    .find((reason) => reason !== null)
  return first ?? null
}

/** The header in seconds or as a date, or the time in "User-rate limit exceeded.  Retry after 2026-…Z"; never negative. */
const askedWait = (headers: Headers, words: string, now: number): number | null => {
  const asked = retryAfterMs(headers.get('retry-after'), now)
  if (asked !== null) return asked
  const time = Date.parse(/retry after\s+(\S+)/i.exec(words)?.[1] ?? '')
  return Number.isNaN(time) ? null : Math.max(0, time - now)
}

const record = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [])
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
