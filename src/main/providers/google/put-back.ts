import type { FoundCopy } from '../provider'
import { changeLabels } from './change-labels'
import { messageGone } from './failures'
import type { LabelChange, MailboxCalls } from './mailbox-calls'
import { noOrigin, readOrigin } from './message'
import { awayLabels } from './place'
import { describe } from './read-copy'

/**
 * Reverses exactly what a move to the Inbox changed: INBOX, SPAM and TRASH are again as `origin` has them. What the person
 * changed since (read, starred, labelled) stays.
 */
export const putBack = async (
  calls: MailboxCalls,
  ref: string,
  origin: string,
  signal: AbortSignal,
): Promise<FoundCopy> => {
  const target = readOrigin(origin)
  if (target === null) throw noOrigin()
  const before = await calls.get(ref, signal)
  if (before === null) throw messageGone()
  return describe(calls, await changeLabels(calls, before, wayBack(before.labelIds, target), signal), 'exact', signal)
}

/** Google refuses a change that adds two of the place labels at once: Trash goes before Spam. */
export const wayBack = (now: readonly string[], target: readonly string[]): LabelChange => ({
  add: ['TRASH', 'SPAM', 'INBOX'].filter((id) => target.includes(id) && !now.includes(id)).slice(0, 1),
  remove: ['INBOX', ...awayLabels].filter((id) => now.includes(id) && !target.includes(id)),
})

/** Every label a move takes away can be given back; only a place that was never recorded can't. */
export const undoRefusal = (origin: string): string | null =>
  readOrigin(origin) === null ? "Where this email was before isn't recorded, so it can't be put back from here." : null
