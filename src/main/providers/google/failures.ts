import { Failure, type FailureCode, type UnknownReason } from '../../../shared/model'
import type { Trouble } from './trouble'

/** One sentence per code: what happened and what to do, as an engineer needs it. */
const sentences: Partial<Readonly<Record<FailureCode, string>>> = {
  throttled: 'Google allows no more calls for this mailbox right now: try again in a little while.',
  'server-error': "Google's servers answered with an error: try again in a few minutes.",
  'bad-answer': 'Google sent an answer that makes no sense: try again, and check what stands between us and Google.',
  'token-rejected': 'Google no longer accepts our sign-in: check that the service account is still enabled.',
  'permission-missing':
    "The service account isn't allowed to do this: have the customer's admin check its scopes under domain-wide delegation.",
  'mailbox-out-of-scope': 'Google refuses us this one mailbox: check whether the account is suspended or restricted.',
  'no-mailbox': 'This person has no Gmail mailbox: check the licence and whether Gmail is switched on for them.',
  'person-not-found': 'Google knows nobody at this address: resync the directory and check the spelling.',
  'message-gone': 'The email is no longer in the mailbox: check again where it is.',
  'app-gone': "The service account doesn't exist any more: set up the connection again.",
  'sign-in-refused': "Google refused the service account's key: renew the key of this tenant.",
  'our-fault': 'Google did not understand our call: report this to the makers of Whereabouts.',
}

/** The failure that stands for a trouble. Google's words go into the cause, its reason into `providerCode`. */
export const troubleFailure = (trouble: Trouble): Failure =>
  new Failure(
    {
      code: trouble.code,
      message: trouble.advice ?? sentences[trouble.code] ?? 'Google refused the call: try again.',
      providerCode: trouble.reason,
      ...(trouble.waitMs === null ? {} : { retryAfterMs: trouble.waitMs }),
    },
    { cause: new Error(trouble.words) },
  )

/** Finds our own failure below what Google's client wrapped around it. Anything else is a bug and stays one. */
export const ownFailure = (thrown: unknown): unknown => {
  for (let error = thrown; error instanceof Error; error = error.cause) if (error instanceof Failure) return error
  return thrown
}

/** What a failed look says of an email: a closed reason, and Google's own code and words for the escalation. */
export const whyUnknown = (failure: Failure): { reason: UnknownReason; detail: string | null } => ({
  reason: unknownReason(failure.code),
  detail: words(failure),
})

const unknownReason = (code: FailureCode): UnknownReason => {
  switch (code) {
    case 'permission-missing':
    case 'mailbox-out-of-scope':
    case 'no-mailbox':
    case 'person-not-found':
    case 'app-gone':
    case 'sign-in-refused':
    case 'throttled':
    case 'offline':
    case 'cancelled':
      return code
    case 'token-rejected':
    case 'clock-off':
      return 'sign-in-refused'
    default:
      return 'server-error'
  }
}

const words = (failure: Failure): string | null => {
  const code = failure.facts.providerCode
  const said = failure.cause instanceof Error ? failure.cause.message : failure.message
  return code === undefined ? said : `${code}: ${said}`
}

/** True when the failure holds for the whole mailbox, so that asking for its other emails would only repeat it. */
export const concernsMailbox = (failure: Failure): boolean => {
  const { reason } = whyUnknown(failure)
  return reason !== 'server-error' && reason !== 'mailbox-out-of-scope' && reason !== 'throttled'
}

export const isThrottled = (failure: Failure): boolean => failure.code === 'throttled'

export const cancelled = (cause?: unknown): Failure =>
  new Failure({ code: 'cancelled', message: 'Stopped because nobody waits for it any more.' }, { cause })

export const moveUnsure = (cause?: unknown): Failure =>
  new Failure(
    {
      code: 'move-unsure',
      message: "Google's answer was lost, so it isn't known whether the email was moved: check where it is now.",
    },
    { cause },
  )

export const messageGone = (): Failure =>
  new Failure({
    code: 'message-gone',
    message: 'The email is no longer in the mailbox: check again where it is.',
  })
