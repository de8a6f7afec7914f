import { isFailure } from './connection'
import { messageGone, moveUnsure } from './failures'
import type { LabelChange, MailboxCalls } from './mailbox-calls'
import type { Message } from './message'

/** A change that looking proved not to have happened is made this often in all. */
const tries = 3

/**
 * Changes labels of one message that was just read, and resolves to it as the mailbox then has it. When the answer is
 * lost it looks first: done means done, unchanged means once more (adding and removing labels twice is the same as once),
 * anything else is `move-unsure`.
 */
export const changeLabels = async (
  calls: MailboxCalls,
  before: Message,
  change: LabelChange,
  signal: AbortSignal,
): Promise<Message> => {
  if (change.add.length === 0 && change.remove.length === 0) return before
  for (let round = 1; round <= tries; round++) {
    try {
      return { ...before, labelIds: (await calls.modify(before.id, change, signal)).labelIds }
    } catch (thrown) {
      if (!isFailure(thrown, 'timeout', 'offline', 'bad-answer', 'server-error')) throw thrown
      const now = await calls.get(before.id, signal).catch((cause: unknown) => {
        throw moveUnsure(cause)
      })
      if (now === null) throw messageGone()
      if (isDone(now.labelIds, change)) return now
      if (!sameLabels(now.labelIds, before.labelIds)) throw moveUnsure(thrown)
    }
  }
  throw moveUnsure()
}

const isDone = (labelIds: readonly string[], { add, remove }: LabelChange): boolean =>
  add.every((id) => labelIds.includes(id)) && !remove.some((id) => labelIds.includes(id))

const sameLabels = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((id) => others.includes(id))
