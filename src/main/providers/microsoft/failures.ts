import { Failure, unknownReasons, type FailureCode, type UnknownReason } from '../../../shared/model'
import type { Lane } from '../../net/transport'
import type { Trouble } from './trouble'

/** Codes of Graph with a meaning of their own, whatever their HTTP status; the rest goes by status. */
const byCode: Readonly<Record<string, FailureCode>> = {
  InvalidAuthenticationToken: 'token-rejected',
  NoPermissionsInAccessToken: 'permission-missing',
  Authorization_RequestDenied: 'permission-missing',
  Authorization_IdentityNotFound: 'app-gone',
  Request_ResourceNotFound: 'person-not-found',
  MailboxNotEnabledForRESTAPI: 'no-mailbox',
  MailboxNotSupportedForRESTAPI: 'no-mailbox',
  ResourceNotFound: 'no-mailbox',
  ErrorInvalidUser: 'no-mailbox',
  ErrorNonExistentMailbox: 'no-mailbox',
  ErrorItemNotFound: 'message-gone',
  ErrorFolderNotFound: 'folder-gone',
  ErrorIrresolvableConflict: 'conflict',
  ErrorMoveCopyFailed: 'move-unsure',
  ApplicationThrottled: 'throttled',
  TooManyRequests: 'throttled',
  activityLimitReached: 'throttled',
  ErrorTooManyObjectsOpened: 'throttled',
  Request_ThrottledTemporarily: 'throttled',
}

const byStatus = (status: number): FailureCode => {
  if (status === 401) return 'token-rejected'
  if (status === 403) return 'permission-missing'
  // Without Graph's own code it may be any gateway's page: no proof that something is gone.
  if (status === 404) return 'bad-answer'
  if (status === 408) return 'timeout'
  if (status === 409 || status === 410 || status === 412) return 'conflict'
  if (status === 429) return 'throttled'
  if (status >= 500) return 'server-error'
  return status >= 400 ? 'our-fault' : 'bad-answer'
}

const sentences: Partial<Record<FailureCode, string>> = {
  'token-rejected': "Microsoft didn't accept our sign-in: check the tenant's connection.",
  'permission-missing': 'The consent is gone or incomplete: the customer’s administrator must grant it again.',
  'mailbox-out-of-scope':
    'The customer doesn’t let this app open this mailbox: their administrator must widen the app’s access policy.',
  'app-gone': 'The app was removed from the customer’s tenant: their administrator must consent to it again.',
  'person-not-found': 'Nobody has this address in the customer’s directory: check the address.',
  'no-mailbox': 'This person has no Exchange Online mailbox (no licence, on-premises, guest or removed).',
  'message-gone': 'The email is no longer there, it was moved or deleted meanwhile: check again.',
  'folder-gone': 'That folder no longer exists in the mailbox: move the email by hand.',
  conflict: 'The email was changed by someone else at the same moment: check again.',
  'move-unsure': 'Microsoft didn’t say whether the email was moved: check again before doing anything else.',
  throttled: 'Microsoft asks us to slow down: try again in a moment.',
  timeout: 'Microsoft didn’t answer in time: try again.',
  'server-error': 'Microsoft 365 had a fault: try again in a moment.',
  'bad-answer': 'Microsoft 365 answered with something unreadable: try again in a moment.',
  'our-fault': 'Microsoft refused the request as malformed: report it with the request id.',
}

/** Permissions of which any one opens a mailbox for reading, or for moving; an app's and a person's. */
export const opening: Readonly<Record<Lane['effect'], readonly string[]>> = {
  read: [
    'Mail.ReadBasic.All',
    'Mail.ReadBasic',
    'Mail.Read',
    'Mail.Read.Shared',
    'Mail.ReadWrite',
    'Mail.ReadWrite.Shared',
  ],
  write: ['Mail.ReadWrite', 'Mail.ReadWrite.Shared'],
}

/**
 * What an answer of Graph means to an engineer. `roles` are those of the token that was refused: access denied in spite of
 * one that is enough (`needs`) is a matter of this one mailbox.
 */
export const failureOf = (
  trouble: Trouble,
  roles: readonly string[],
  needs: readonly string[] = opening.read,
): Failure => {
  const known = byCode[trouble.code] ?? byStatus(trouble.status)
  const denied = known === 'permission-missing' && trouble.code === 'ErrorAccessDenied'
  const code = denied && roles.some((role) => needs.includes(role)) ? 'mailbox-out-of-scope' : known
  return new Failure({
    code,
    message: sentences[code] ?? 'Microsoft 365 answered with an error: try again.',
    ...(trouble.code === '' ? {} : { providerCode: trouble.code }),
    ...(trouble.requestId === null ? {} : { requestId: trouble.requestId }),
    ...(trouble.retryAfterMs === null ? {} : { retryAfterMs: trouble.retryAfterMs }),
  })
}

/** A failure of our own making about this provider, in its sentence. */
export const failure = (code: FailureCode, cause?: unknown): Failure =>
  new Failure({ code, message: sentences[code] ?? 'Microsoft 365 answered with an error: try again.' }, { cause })

/** The reason a sighting gives for not knowing. */
export const reasonOf = (code: FailureCode): UnknownReason => {
  if (code === 'token-rejected' || code === 'clock-off') return 'sign-in-refused'
  return unknownReasons.find((reason) => reason === code) ?? 'server-error'
}
