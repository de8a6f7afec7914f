import type { SimAnswer } from '../core/service'

/** The canonical status names of Google's APIs, by HTTP status (AIP-193, "Errors"). */
const names: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  405: 'UNIMPLEMENTED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
}

export interface ApiTrouble {
  readonly status: number
  readonly reason: string
  readonly message: string
  readonly domain?: 'global' | 'usageLimits'
  /** Overrides the canonical name, e.g. `FAILED_PRECONDITION` for a 400. */
  readonly name?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The error envelope of Gmail and Directory (Gmail API, "Resolve errors"). */
export const apiError = (trouble: ApiTrouble): SimAnswer => ({
  status: trouble.status,
  headers: { 'content-type': 'application/json; charset=UTF-8', ...trouble.headers },
  body: {
    error: {
      code: trouble.status,
      message: trouble.message,
      errors: [{ message: trouble.message, domain: trouble.domain ?? 'global', reason: trouble.reason }],
      status: trouble.name ?? names[trouble.status] ?? 'UNKNOWN',
    },
  },
})

/** A status fault in the words the APIs use for it. */
export const apiFault = (status: number, retryAfter: string | undefined): SimAnswer =>
  apiError({
    status,
    ...(faultWords[status] ?? { reason: 'backendError', message: 'Backend Error' }),
    ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
  })

const faultWords: Readonly<Record<number, Pick<ApiTrouble, 'reason' | 'message' | 'domain'>>> = {
  400: { reason: 'badRequest', message: 'Bad Request' },
  401: { reason: 'authError', message: 'Invalid Credentials' },
  403: {
    reason: 'rateLimitExceeded',
    domain: 'usageLimits',
    message:
      "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'gmail.googleapis.com'.",
  },
  404: { reason: 'notFound', message: 'Requested entity was not found.' },
  429: {
    reason: 'rateLimitExceeded',
    domain: 'usageLimits',
    message: 'Resource has been exhausted (e.g. check quota).',
  },
  500: { reason: 'internalError', message: 'Internal error encountered.' },
  503: { reason: 'backendError', message: 'The service is currently unavailable.' },
}

export const invalidCredentials = (): SimAnswer =>
  apiError({
    status: 401,
    reason: 'authError',
    message: 'Invalid Credentials',
    headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  })

export const insufficientScopes = (): SimAnswer =>
  apiError({
    status: 403,
    reason: 'insufficientPermissions',
    message: 'Request had insufficient authentication scopes.',
  })

export const invalidArgument = (message: string): SimAnswer =>
  apiError({ status: 400, reason: 'invalidArgument', message })

export const notFound = (message = 'Requested entity was not found.'): SimAnswer =>
  apiError({ status: 404, reason: 'notFound', message })

export const notAllowed = (message: string): SimAnswer => apiError({ status: 405, reason: 'methodNotAllowed', message })
