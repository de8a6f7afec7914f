import type { FailureCode } from '../../shared/model'

/** What a command's exit code says, as docs/cli.md tells it. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  unknown: 3,
  refused: 4,
  later: 5,
  vault: 6,
  bug: 70,
} as const

const groups: Readonly<Record<number, readonly FailureCode[]>> = {
  [exitCodes.usage]: ['bad-input'],
  [exitCodes.unknown]: [
    'unknown-tenant',
    'unknown-person',
    'unknown-email',
    'unknown-copy',
    'unknown-rescue',
    'unknown-resend',
    'unknown-template',
    'person-not-found',
    'no-mailbox',
    'message-gone',
    'folder-gone',
    'source-missing',
    'watched-folder-gone',
  ],
  [exitCodes.refused]: [
    'not-allowed',
    'manual-tenant',
    'synced-tenant',
    'not-our-email',
    'not-platform-sender',
    'only-likely',
    'already-in-inbox',
    'permission-missing',
    'mailbox-out-of-scope',
    'app-gone',
    'sign-in-refused',
    'token-rejected',
    'old-runtime',
    'proxy-sign-in',
    'certificate-untrusted',
    'clock-off',
    'domain-taken',
    'watched-folder-unreadable',
    'too-many-resends',
  ],
  [exitCodes.later]: [
    'throttled',
    'offline',
    'timeout',
    'server-error',
    'bad-answer',
    'source-unreachable',
    'conflict',
    'move-unsure',
    'send-unsure',
    'not-sent',
    'ledger-busy',
    'cancelled',
  ],
  [exitCodes.vault]: ['vault-locked', 'vault-missing', 'vault-broken', 'wrong-passphrase'],
  [exitCodes.bug]: ['bug'],
}

/** The exit code of a failure. */
export const exitCodeOf = (code: FailureCode): number =>
  Number(Object.entries(groups).find(([, codes]) => codes.includes(code))?.[0] ?? exitCodes.failed)
