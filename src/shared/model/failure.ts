/** Every way in which something can go wrong that an engineer meets. The list is closed: a new way gets a new code. */
export const failureCodes = [
  'bad-input',
  'not-allowed',
  'sender-refused',
  'unknown-tenant',
  'unknown-person',
  'unknown-email',
  'unknown-copy',
  'unknown-rescue',
  'unknown-recovery',
  'unknown-resend',
  'unknown-template',
  'too-many-resends',
  'not-sent',
  'send-unsure',
  'manual-tenant',
  'synced-tenant',
  'not-our-email',
  'not-platform-sender',
  'only-likely',
  'already-in-inbox',
  'message-gone',
  'folder-gone',
  'permission-missing',
  'mailbox-out-of-scope',
  'no-mailbox',
  'person-not-found',
  'app-gone',
  'sign-in-refused',
  'token-rejected',
  'throttled',
  'offline',
  'timeout',
  'server-error',
  'bad-answer',
  'foreign-link',
  'our-fault',
  'conflict',
  'move-unsure',
  'source-unreachable',
  'source-missing',
  'watched-folder-gone',
  'watched-folder-unreadable',
  'old-runtime',
  'vault-locked',
  'vault-missing',
  'vault-broken',
  'wrong-passphrase',
  'domain-taken',
  'clock-off',
  'proxy-sign-in',
  'certificate-untrusted',
  'ledger-busy',
  'ledger-broken',
  'cancelled',
  'bug',
] as const
export type FailureCode = (typeof failureCodes)[number]

/** Failures of a write that say for sure that the server did nothing; after any other, nobody knows. */
export const nothingDone: readonly FailureCode[] = [
  'throttled',
  'offline',
  'foreign-link',
  'permission-missing',
  'mailbox-out-of-scope',
  'no-mailbox',
  'person-not-found',
  'app-gone',
  'sign-in-refused',
  'clock-off',
  'token-rejected',
  'our-fault',
]

/** A failure as it crosses a boundary: plain data, no secret, no raw payload. */
export interface FailureFacts {
  readonly code: FailureCode
  /** One sentence: what happened and what to do. */
  readonly message: string
  /** The field of the input that was refused. */
  readonly field?: string
  /** The provider's own code, untouched. */
  readonly providerCode?: string
  /** The provider's id of the request, for its support. */
  readonly requestId?: string
  /** Milliseconds after which trying again makes sense. */
  readonly retryAfterMs?: number
}

/** The one error class for expected failures; anything else that is thrown is a bug. */
export class Failure extends Error {
  readonly facts: FailureFacts
  constructor(facts: FailureFacts, options?: { cause?: unknown }) {
    super(facts.message, options)
    this.name = 'Failure'
    this.facts = facts
  }
  get code(): FailureCode {
    return this.facts.code
  }
}

/** Proves to the compiler that a switch over a union is complete. */
export const unreachable = (value: never): never => {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`)
}
