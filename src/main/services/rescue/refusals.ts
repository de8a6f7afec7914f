import type { Failure, ImmovableReason } from '../../../shared/model'

/** What a refused move is told, by its reason. */
export const refusals: Readonly<Record<ImmovableReason, Failure['facts']>> = {
  'already-in-inbox': { code: 'already-in-inbox', message: 'This copy is in the Inbox already: nothing was changed.' },
  'only-likely': {
    code: 'only-likely',
    message: 'This message was found by sender, time and subject only: it can be shown, not moved.',
  },
  'sender-differs': {
    code: 'not-our-email',
    message: 'The message in the mailbox has another sender than the log names: it was not touched.',
  },
  'not-platform-sender': {
    code: 'not-platform-sender',
    message:
      'No log says that we sent this email, only a file or a scan of the mailbox, and neither its sender nor a header shows that it is the platform’s: it was not touched. Read the platform’s log, or have the person look at it.',
  },
  'headers-not-permitted': {
    code: 'permission-missing',
    message:
      'No log says that we sent this email, its sender is none of the platform’s, and the tenant doesn’t let us read the header that would show it: it was not touched. Have its administrator grant Mail.Read.',
  },
  'permission-missing': { code: 'permission-missing', message: 'The tenant has not granted us to move mail.' },
  'person-suspended': { code: 'mailbox-out-of-scope', message: 'The person is suspended: the mailbox is closed.' },
}
