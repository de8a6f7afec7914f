import type { MailboxReader } from '../../src/main/sources/source'

/** For a log source that has no business in a mailbox. */
export const noMailboxes: MailboxReader = {
  scan: () => {
    throw new Error('No mailbox is looked into here.')
  },
  probe: () => Promise.reject(new Error('No mailbox is looked into here.')),
}
