import type { FoundCopy } from '../provider'
import { changeLabels } from './change-labels'
import { messageGone } from './failures'
import type { LabelChange, MailboxCalls } from './mailbox-calls'
import { moved, readOrigin } from './message'
import { awayLabels } from './place'

/**
 * Adds INBOX and takes away SPAM or TRASH where present (users.messages.modify). `untrash` is no way: it doesn't promise
 * the Inbox. A copy that was moved since it was found may still carry one of the two afterwards: then that goes as well.
 */
export const moveToInbox = async (calls: MailboxCalls, copy: FoundCopy, signal: AbortSignal): Promise<FoundCopy> => {
  const seen = readOrigin(copy.origin)?.labelIds ?? null
  const labelIds = seen === null || isThere(seen) ? await current(calls, copy.ref, signal) : seen
  const after = await changeLabels(calls, copy.ref, labelIds, wayIn(labelIds), signal)
  const settled = isThere(after) ? after : await changeLabels(calls, copy.ref, after, wayIn(after), signal)
  return moved(copy, settled, await calls.nameLabels(settled, signal))
}

/** A copy that was seen in the Inbox has nothing to be changed unless it was moved away since. */
const current = async (calls: MailboxCalls, ref: string, signal: AbortSignal): Promise<readonly string[]> => {
  const message = await calls.get(ref, signal)
  if (message === null) throw messageGone()
  return message.labelIds
}

const wayIn = (labelIds: readonly string[]): LabelChange => ({
  add: labelIds.includes('INBOX') ? [] : ['INBOX'],
  remove: awayLabels.filter((id) => labelIds.includes(id)),
})

const isThere = (labelIds: readonly string[]): boolean => {
  const { add, remove } = wayIn(labelIds)
  return add.length === 0 && remove.length === 0
}
