import type { SimContext } from '../core/context'
import type { SimAnswer } from '../core/service'

interface Refused {
  readonly status: number
  readonly error: string
  readonly text: (detail: string) => string
}

/** Microsoft identity platform: authentication and authorization error codes (AADSTS). */
const known = {
  7000215: {
    status: 401,
    error: 'invalid_client',
    text: (app) =>
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app}'.`,
  },
  7000222: {
    status: 401,
    error: 'invalid_client',
    text: (app) =>
      `The provided client secret keys for app '${app}' are expired. Create new keys for your app, or consider using certificate credentials for added security.`,
  },
  700027: {
    status: 401,
    error: 'invalid_client',
    text: (why) =>
      `The certificate with identifier used to sign the client assertion is not registered on application. ${why}`,
  },
  700024: {
    status: 401,
    error: 'invalid_client',
    text: (times) => `Client assertion is not within its valid time range. ${times}`,
  },
  700023: {
    status: 401,
    error: 'invalid_client',
    text: () => 'Client assertion audience claim does not match Realm issuer.',
  },
  700021: {
    status: 401,
    error: 'invalid_client',
    text: () => "Client assertion application identifier doesn't match 'client_id' parameter.",
  },
  700025: {
    status: 401,
    error: 'invalid_client',
    text: () => "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  },
  70000: {
    status: 400,
    error: 'invalid_grant',
    text: () => 'Provided grant is invalid or malformed.',
  },
  54005: {
    status: 400,
    error: 'invalid_grant',
    text: () => 'OAuth2 Authorization code was already redeemed, please retry with a new valid code.',
  },
  70008: {
    status: 400,
    error: 'invalid_grant',
    text: () => 'The provided authorization code or refresh token has expired.',
  },
  500112: {
    status: 400,
    error: 'invalid_grant',
    text: () => 'The redirect URI does not match the one the authorization code was requested with.',
  },
  501481: {
    status: 400,
    error: 'invalid_grant',
    text: () => 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  50173: {
    status: 400,
    error: 'invalid_grant',
    text: () => 'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
  },
  50057: { status: 400, error: 'invalid_grant', text: () => 'The user account is disabled.' },
  50027: { status: 400, error: 'invalid_request', text: (why) => `JWT token is invalid or malformed: ${why}.` },
  7000218: {
    status: 401,
    error: 'invalid_client',
    text: () => "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  700016: {
    status: 400,
    error: 'unauthorized_client',
    text: (app) => `Application with identifier '${app}' was not found in the directory.`,
  },
  90002: { status: 400, error: 'invalid_request', text: (tenant) => `Tenant '${tenant}' not found.` },
  900144: {
    status: 400,
    error: 'invalid_request',
    text: (name) => `The request body must contain the following parameter: '${name}'.`,
  },
  70003: {
    status: 400,
    error: 'unsupported_grant_type',
    text: (grant) => `The app requested an unsupported grant type '${grant}'.`,
  },
  1002012: {
    status: 400,
    error: 'invalid_scope',
    text: (scope) =>
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.`,
  },
  500011: {
    status: 400,
    error: 'invalid_resource',
    text: (resource) => `The resource principal named ${resource} was not found in the tenant.`,
  },
  90033: {
    status: 503,
    error: 'temporarily_unavailable',
    text: () => 'A transient error has occurred. Please try again.',
  },
  90055: {
    status: 429,
    error: 'temporarily_unavailable',
    text: () => 'Server is terminating request due to excessive request rate.',
  },
  50000: { status: 500, error: 'server_error', text: () => 'There was an error issuing a token.' },
} satisfies Record<number, Refused>

export type Aadsts = keyof typeof known

export const loginError = (
  context: SimContext,
  code: Aadsts,
  detail: string,
  correlationId: string,
  over: { readonly status?: number; readonly retryAfter?: string | undefined } = {},
): SimAnswer => {
  const refused: Refused = known[code]
  const traceId = context.random.uuid()
  const timestamp = new Date(context.clock.now()).toISOString().replace('T', ' ').replace(/\.\d+/, '')
  const lines = [
    `AADSTS${code}: ${refused.text(detail)}`,
    `Trace ID: ${traceId}`,
    `Correlation ID: ${correlationId}`,
    `Timestamp: ${timestamp}`,
  ]
  return {
    status: over.status ?? refused.status,
    headers: over.retryAfter === undefined ? {} : { 'retry-after': over.retryAfter },
    body: {
      error: refused.error,
      error_description: lines.join('\r\n'),
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  }
}
