import type { FoundCopy } from '../provider'
import { changeLabels } from './change-labels'
import { messageGone } from './failures'
import type { MailboxCalls } from './mailbox-calls'
import { awayLabels } from './place'
import { describe } from './read-copy'

/**
 * Adds INBOX and takes away SPAM or TRASH where present (users.messages.modify). `untrash` is no way: it doesn't promise
 * the Inbox. Looks at the labels first, for a copy may have been moved since it was found.
 */
export const moveToInbox = async (calls: MailboxCalls, copy: FoundCopy, signal: AbortSignal): Promise<FoundCopy> => {
  const before = await calls.get(copy.ref, signal)
  if (before === null) throw messageGone()
  const change = {
    add: before.labelIds.includes('INBOX') ? [] : ['INBOX'],
    remove: awayLabels.filter((id) => before.labelIds.includes(id)),
  }
  return describe(calls, await changeLabels(calls, before, change, signal), copy.match, signal)
}
