import { expect, it } from 'vitest'
import { apiTrouble, tokenTrouble } from './trouble'

const now = Date.parse('2026-11-20T10:00:00Z')
const none = new Headers()
const body = (reason: string, message: string) => ({ error: { message, errors: [{ reason, message }] } })

it.each([
  [429, 'rateLimitExceeded', 'Too many concurrent requests for user', 'throttled', 'busy'],
  [403, 'rateLimitExceeded', 'Quota exceeded for quota metric', 'throttled', 'busy'],
  [403, 'userRateLimitExceeded', 'User Rate Limit Exceeded', 'throttled', 'busy'],
  [403, 'dailyLimitExceeded', 'Daily Limit Exceeded', 'throttled', 'refused'],
  [403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', 'permission-missing', 'refused'],
  [403, 'accessNotConfigured', 'Gmail API has not been used', 'permission-missing', 'refused'],
  [403, 'forbidden', 'Delegation denied for ana@customer.example', 'mailbox-out-of-scope', 'refused'],
  [403, 'forbidden', 'Not Authorized to access this resource/api', 'permission-missing', 'refused'],
  [403, 'forbidden', "Metadata scope does not support 'q' parameter", 'permission-missing', 'refused'],
  [403, 'domainPolicy', 'The domain administrators have disabled Gmail', 'no-mailbox', 'refused'],
  [400, 'failedPrecondition', 'Mail service not enabled', 'no-mailbox', 'refused'],
  [401, 'authError', 'Invalid Credentials', 'token-rejected', 'token'],
  [404, 'notFound', 'Requested entity was not found.', 'message-gone', 'refused'],
  [400, 'invalidArgument', 'Invalid id value', 'message-gone', 'refused'],
  [400, 'invalidArgument', 'Invalid label: SENT', 'our-fault', 'refused'],
  [503, 'backendError', 'Backend Error', 'server-error', 'unclear'],
] as const)('reads %i %s "%s" as %s', (status, reason, message, code, effect) => {
  expect(apiTrouble(status, none, body(reason, message), now)).toMatchObject({ code, effect, reason, words: message })
})

it.each([
  [200, 'bad-answer', 'unclear'],
  [401, 'token-rejected', 'token'],
  [418, 'our-fault', 'refused'],
  [429, 'throttled', 'busy'],
  [502, 'server-error', 'unclear'],
] as const)('goes by status %i where there is no reason', (status, code, effect) => {
  expect(apiTrouble(status, none, '<html>', now)).toMatchObject({ code, effect, reason: String(status) })
})

it('names the clock and the switched-off API, where the code alone would send the engineer elsewhere', () => {
  const words =
    'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat'
  const clock = tokenTrouble(400, none, { error: 'invalid_grant', error_description: words }, now)
  expect(clock).toMatchObject({ code: 'clock-off', advice: expect.stringContaining('clock') })
  const api = apiTrouble(403, none, body('accessNotConfigured', 'Gmail API has not been used in project 1'), now)
  expect(api.advice).toContain('Cloud project')
  const key = tokenTrouble(400, none, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }, now)
  expect(key.advice).toBeUndefined()
})

it('waits until the time in the words, else as long as the header says', () => {
  const words = body('userRateLimitExceeded', 'User-rate limit exceeded.  Retry after 2026-11-20T10:14:30.500Z')
  expect(apiTrouble(429, none, words, now).waitMs).toBe(870_500)
  expect(apiTrouble(429, new Headers({ 'retry-after': '12' }), null, now).waitMs).toBe(12_000)
  expect(apiTrouble(429, new Headers({ 'retry-after': 'Fri, 20 Nov 2026 10:00:05 GMT' }), null, now).waitMs).toBe(5000)
  expect(apiTrouble(429, none, null, now).waitMs).toBeNull()
})

it.each([
  [401, 'unauthorized_client', 'Client is unauthorized to retrieve access tokens', 'permission-missing'],
  [400, 'invalid_grant', 'Invalid email or User ID', 'person-not-found'],
  [400, 'invalid_grant', 'The account has been deleted', 'person-not-found'],
  [400, 'invalid_grant', 'Invalid JWT Signature.', 'sign-in-refused'],
  [400, 'invalid_grant', 'Invalid grant: account not found', 'app-gone'],
  [400, 'access_denied', 'Requested client not authorized', 'permission-missing'],
  [400, 'access_denied', 'Account restricted', 'mailbox-out-of-scope'],
  [400, 'invalid_request', 'Invalid impersonation "sub" field', 'person-not-found'],
  [400, 'invalid_scope', 'Some requested scopes were invalid', 'our-fault'],
] as const)('reads the token refusal %i %s "%s" as %s', (status, error, words, code) => {
  const trouble = tokenTrouble(status, none, { error, error_description: words }, now)
  expect(trouble).toMatchObject({ code, effect: 'refused', reason: error, words })
})
