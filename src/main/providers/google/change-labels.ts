import { isFailure } from './connection'
import { messageGone, moveUnsure } from './failures'
import type { LabelChange, MailboxCalls } from './mailbox-calls'

/** A change that looking proved not to have happened is made this often in all. */
const tries = 4

/**
 * Changes labels of one message that carried `before`, and resolves to those it then has. When the answer is lost it looks
 * first: done means done, unchanged means once more (adding and removing labels twice is the same as once), anything else
 * is `move-unsure`.
 */
export const changeLabels = async (
  calls: MailboxCalls,
  ref: string,
  before: readonly string[],
  change: LabelChange,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  if (change.add.length === 0 && change.remove.length === 0) return before
  for (let round = 1; round <= tries; round++) {
    try {
      return (await calls.modify(ref, change, signal)).labelIds
    } catch (thrown) {
      if (!isFailure(thrown, 'timeout', 'offline', 'bad-answer', 'server-error')) throw thrown
      // What reached nobody changed nothing, unless an earlier try is still on its way.
      if (thrown.code === 'offline' && round === 1) throw thrown
      const now = await calls.get(ref, signal).catch((cause: unknown) => {
        throw moveUnsure(cause)
      })
      if (now === null) throw messageGone()
      if (isDone(now.labelIds, change)) return now.labelIds
      if (!sameLabels(now.labelIds, before)) throw moveUnsure(thrown)
    }
  }
  throw moveUnsure()
}

const isDone = (labelIds: readonly string[], { add, remove }: LabelChange): boolean =>
  add.every((id) => labelIds.includes(id)) && !remove.some((id) => labelIds.includes(id))

const placeLabels = new Set(['INBOX', 'SPAM', 'TRASH'])

/** Whether a message still lies where it lay; that it was read or starred in between is no matter. */
const sameLabels = (some: readonly string[], others: readonly string[]): boolean =>
  [...placeLabels].every((id) => some.includes(id) === others.includes(id))
