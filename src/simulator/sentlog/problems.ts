import type { SimAnswer } from '../core/service'

/** A problem of the Sent Log API (RFC 9457), before it knows which request it answers. */
export interface Problem {
  readonly status: number
  readonly kind: string
  readonly title: string
  readonly detail: string
  /** The parameter that was refused. */
  readonly parameter?: string
  readonly headers?: Readonly<Record<string, string>>
}

export const problemAnswer = (problem: Problem, instance: string): SimAnswer => ({
  status: problem.status,
  headers: { 'content-type': 'application/problem+json', ...problem.headers },
  body: {
    type: `urn:sent-log:problem:${problem.kind}`,
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    instance,
    ...(problem.parameter === undefined ? {} : { parameter: problem.parameter }),
  },
})

export const unauthorized = (): Problem => ({
  status: 401,
  kind: 'unauthorized',
  title: 'Not signed in',
  detail: 'The request carries no bearer token that is good for this API.',
  headers: { 'www-authenticate': 'Bearer realm="sent-log"' },
})

export const forbidden = (tenant: string): Problem => ({
  status: 403,
  kind: 'forbidden',
  title: 'Not your tenant',
  detail: `The token doesn't open the tenant ${tenant}.`,
})

export const notFound = (what: string): Problem => ({
  status: 404,
  kind: 'not-found',
  title: 'Not found',
  detail: `There is no such ${what}.`,
})

export const invalidParameter = (parameter: string, detail: string): Problem => ({
  status: 400,
  kind: 'invalid-parameter',
  title: 'Invalid parameter',
  detail,
  parameter,
})

export const gone = (parameter: string): Problem => ({
  status: 410,
  kind: 'gone',
  title: 'Gone',
  detail: 'The cursor is older than this feed remembers. Start again without one.',
  parameter,
})

export const noSendScope = (): Problem => ({
  status: 403,
  kind: 'forbidden',
  title: 'May not send',
  detail: "The token doesn't allow to have anything sent: it lacks the scope sent-log.send.",
})

/** The Idempotency-Key HTTP Header Field (draft-ietf-httpapi-idempotency-key-header), section 2.7. */
export const keyReused = (): Problem => ({
  status: 422,
  kind: 'key-reused',
  title: 'Idempotency-Key reused',
  detail: 'This key was used for another person or template. Ask for something else with a new key.',
})

export const cannotSend = (detail: string): Problem => ({ status: 409, kind: 'cannot-send', title: 'Not sent', detail })

export const methodNotAllowed = (): Problem => ({
  status: 405,
  kind: 'method-not-allowed',
  title: 'Method not allowed',
  detail: 'This API is read with GET; only a resend is asked for with POST.',
  headers: { allow: 'GET' },
})

export const tooManyRequests = (seconds: number): Problem => ({
  status: 429,
  kind: 'too-many-requests',
  title: 'Too many requests',
  detail: 'The token was used too often within a minute. Wait as long as Retry-After says.',
  headers: { 'retry-after': String(seconds) },
})

/** A status fault in this API's words. `retryAfter` is sent as it is. */
export const faultProblem = (status: number, retryAfter: string | undefined): Problem => {
  const known = {
    400: invalidParameter('cursor', 'The cursor is not good any more.'),
    401: unauthorized(),
    403: forbidden('asked for'),
    404: notFound('resource'),
    410: gone('cursor'),
    429: tooManyRequests(1),
  }[status]
  const problem = known ?? {
    status,
    kind: status === 503 ? 'unavailable' : 'server-error',
    title: status === 503 ? 'Unavailable' : 'Server error',
    detail: 'The log could not be read. Try again later.',
  }
  return retryAfter === undefined ? problem : { ...problem, headers: { ...problem.headers, 'retry-after': retryAfter } }
}
