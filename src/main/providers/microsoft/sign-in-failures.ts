import { Failure, type FailureCode } from '../../../shared/model'
import { clockOff } from '../clock-off'

const certificateRefused =
  'Microsoft refused the certificate: have whoever manages the app’s registration check that this very one is uploaded there and has not expired.'
const certificateExpired =
  'The certificate has expired: make a new one here, and have whoever manages the app’s registration upload it.'

const consentMissing =
  'Nobody has consented to what we ask for: an administrator of the customer has to sign in and consent.'
const stepMissing = 'Microsoft wants one more step of this sign-in: sign in again.'
const deviceRefused =
  'The customer lets only managed devices sign in: sign in on one, or connect the tenant by the app.'
const signInOver = 'The sign-in has ended: sign in again.'

/** The assertion is outside its time window. */
const clockNumber = '700024'

/** AADSTS numbers that have a better sentence than their class (Entra: authentication and authorization error codes). */
const byNumber: Readonly<Record<string, readonly [FailureCode, string]>> = {
  7000215: [
    'sign-in-refused',
    'The client secret is wrong: enter the column “Value”, not the secret’s ID, or have whoever manages the app’s registration create a new one.',
  ],
  7000222: [
    'sign-in-refused',
    'The client secret has expired: whoever manages the app’s registration creates a new one under “Certificates & secrets”, and you enter it here.',
  ],
  700027: ['sign-in-refused', certificateRefused],
  50012: ['sign-in-refused', certificateRefused],
  7000216: ['our-fault', 'Microsoft missed a credential in our sign-in: report this.'],
  7000218: ['our-fault', 'Microsoft missed a credential in our sign-in: report this.'],
  50027: ['our-fault', 'Microsoft didn’t understand our sign-in: report this.'],
  700021: ['our-fault', 'Our sign-in was made out for another app: report this.'],
  700023: [
    'sign-in-refused',
    'Our sign-in was made out to another cloud: connect the tenant with its own cloud’s endpoints.',
  ],
  700016: ['app-gone', 'The app isn’t in this tenant: it was never consented to, was removed, or the tenant is wrong.'],
  700011: ['app-gone', 'The app isn’t in this tenant: it was never consented to, was removed, or the tenant is wrong.'],
  650056: ['app-gone', 'The app isn’t in this tenant: it was never consented to, was removed, or the tenant is wrong.'],
  7000112: ['app-gone', 'The app is disabled in the customer’s tenant: their administrator must enable it.'],
  70001: ['app-gone', 'The app is disabled in the customer’s tenant: their administrator must enable it.'],
  90002: ['sign-in-refused', 'There is no such tenant: check the directory, or it lives in another cloud.'],
  900023: ['sign-in-refused', 'There is no such tenant: check the directory, or it lives in another cloud.'],
  90038: ['sign-in-refused', 'The tenant lives in a national cloud: connect it with that cloud’s endpoints.'],
  500011: ['sign-in-refused', 'Microsoft Graph is unknown to this tenant: connect it with its own cloud’s endpoints.'],
  65001: ['permission-missing', consentMissing],
  65004: [
    'permission-missing',
    'The consent was declined: sign in again and accept it, or ask the customer’s administrator.',
  ],
  90094: ['permission-missing', consentMissing],
  90095: ['permission-missing', consentMissing],
  50076: ['sign-in-refused', stepMissing],
  50079: ['sign-in-refused', stepMissing],
  50158: ['sign-in-refused', stepMissing],
  53000: ['sign-in-refused', deviceRefused],
  53001: ['sign-in-refused', deviceRefused],
  530003: ['sign-in-refused', deviceRefused],
  50034: ['sign-in-refused', 'Microsoft knows no such account: sign in with another one.'],
  50057: ['sign-in-refused', 'The account is disabled: sign in with another one.'],
  70008: ['sign-in-refused', signInOver],
  700082: ['sign-in-refused', signInOver],
  70043: ['sign-in-refused', signInOver],
  50173: ['sign-in-refused', signInOver],
  54005: ['sign-in-refused', signInOver],
  53003: ['sign-in-refused', 'Conditional Access blocked the app: the customer’s administrator must exempt it.'],
}

const byError: Readonly<Record<string, readonly [FailureCode, string]>> = {
  invalid_client: [
    'sign-in-refused',
    'Microsoft refused the app’s credential: check its client secret or certificate.',
  ],
  unauthorized_client: ['app-gone', 'The app may not sign in to this tenant: its administrator must consent again.'],
  invalid_grant: ['sign-in-refused', signInOver],
  interaction_required: ['sign-in-refused', stepMissing],
  access_denied: ['sign-in-refused', 'Microsoft denied the app access: ask the customer’s administrator.'],
  temporarily_unavailable: ['server-error', 'Microsoft sign-in is busy: try again in a moment.'],
}

/** What MSAL's errors carry beyond an Error: `errorCode` is the OAuth error, `errorNo` the AADSTS number. */
interface SignInError {
  readonly errorCode?: unknown
  readonly errorNo?: unknown
  readonly status?: unknown
  readonly correlationId?: unknown
}

/**
 * Wraps what MSAL threw. Its own text is left out: the sentence is ours, number and correlation id are kept. `expired` says
 * that the certificate's own date is over, which Microsoft's number doesn't tell from one that was never uploaded; `date` and
 * `now` (epoch milliseconds) are what the answer and this computer take for the time.
 */
export const signInFailure = (
  thrown: unknown,
  { expired = false, date = null, now = 0 }: { expired?: boolean; date?: string | null; now?: number } = {},
): Failure => {
  const { errorCode, errorNo, status, correlationId } = (thrown ?? {}) as SignInError
  const number = typeof errorNo === 'string' || typeof errorNo === 'number' ? String(errorNo) : ''
  const error = typeof errorCode === 'string' ? errorCode : ''
  const busy = typeof status === 'number' && (status === 429 || status >= 500)
  const [code, message] =
    (number === clockNumber ? (['clock-off', clockOff('Microsoft', date, now)] as const) : undefined) ??
    byNumber[number] ??
    byError[error] ??
    (busy
      ? (['server-error', 'Microsoft sign-in is busy: try again in a moment.'] as const)
      : (['sign-in-refused', 'Microsoft refused to sign the app in: check the tenant’s connection.'] as const))
  return new Failure(
    {
      code: status === 429 ? 'throttled' : code,
      message: expired && message === certificateRefused ? certificateExpired : message,
      ...(number === '' ? (error === '' ? {} : { providerCode: error }) : { providerCode: `AADSTS${number}` }),
      ...(typeof correlationId === 'string' && correlationId !== '' ? { requestId: correlationId } : {}),
    },
    { cause: thrown },
  )
}
