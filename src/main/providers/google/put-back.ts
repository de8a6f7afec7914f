import { Failure } from '../../../shared/model'
import type { FoundCopy } from '../provider'
import { changeLabels } from './change-labels'
import { messageGone } from './failures'
import type { LabelChange, MailboxCalls } from './mailbox-calls'
import { moved, noOrigin, readOrigin, toCopy } from './message'
import { awayLabels, placeOf, userLabelsOf } from './place'

/**
 * Reverses exactly what a move to the Inbox changed: INBOX, SPAM and TRASH are again as `origin` has them, and so are the
 * labels that were its folder. What the person changed besides (read, starred) stays. Throws `folder-gone` when none of
 * those labels exists any more: the email then stays in the Inbox.
 */
export const putBack = async (
  calls: MailboxCalls,
  ref: string,
  origin: string,
  signal: AbortSignal,
): Promise<FoundCopy> => {
  const target = readOrigin(origin)?.labelIds
  if (target === undefined) throw noOrigin()
  const refusal = undoRefusal(origin)
  if (refusal !== null) throw new Failure({ code: 'not-allowed', message: refusal })
  const before = await calls.get(ref, signal)
  if (before === null) throw messageGone()
  const missing = await missingFolders(calls, target, before.labelIds, signal)
  const way = wayBack(before.labelIds, target)
  const change = { ...way, add: [...way.add, ...missing] }
  const after = await changeLabels(calls, ref, before.labelIds, change, signal)
  const nameOf = await calls.nameLabels(after, signal)
  return moved(toCopy(before, 'exact', nameOf, false, calls.headerNames), after, nameOf)
}

/** Google refuses a change that adds two of the place labels at once: Trash goes before Spam. */
export const wayBack = (now: readonly string[], target: readonly string[]): LabelChange => ({
  add: ['TRASH', 'SPAM', 'INBOX'].filter((id) => target.includes(id) && !now.includes(id)).slice(0, 1),
  remove: ['INBOX', ...awayLabels].filter((id) => now.includes(id) && !target.includes(id)),
})

/** The labels that were the folder of an email; none where it lay elsewhere. */
const folderLabels = (labelIds: readonly string[]): readonly string[] =>
  placeOf(labelIds, () => null).kind === 'folder' ? userLabelsOf(labelIds) : []

/** See `MailProvider.isAt`. Labels that are no place, and those the person added since, don't count. */
export const isAt = (copy: FoundCopy, origin: string): boolean => {
  const now = readOrigin(copy.origin)?.labelIds
  const target = readOrigin(origin)?.labelIds
  if (now === undefined || target === undefined) return false
  const { add, remove } = wayBack(now, target)
  return add.length === 0 && remove.length === 0 && folderLabels(target).every((id) => now.includes(id))
}

/** Labels that were the folder of the email and that it lost since, as far as the mailbox still has them. */
const missingFolders = async (
  calls: MailboxCalls,
  target: readonly string[],
  now: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const folders = folderLabels(target)
  const lost = folders.filter((id) => !now.includes(id))
  if (lost.length === 0) return []
  const existing = await calls.existingLabels(signal)
  const found = lost.filter((id) => existing.has(id))
  if (found.length === 0 && lost.length === folders.length) throw folderGone()
  return found
}

const folderGone = (): Failure =>
  new Failure({
    code: 'folder-gone',
    message: 'The label this email had no longer exists, so it stays in the Inbox: archive it by hand if need be.',
  })

/** Every label a move takes away can be given back; a place that was never recorded can't, and neither can a snooze. */
export const undoRefusal = (origin: string): string | null => {
  const recorded = readOrigin(origin)
  if (recorded === null) return "Where this email was before isn't recorded, so it can't be put back from here."
  return recorded.snoozed
    ? 'It was snoozed, and Gmail lets no program snooze an email: ask the person to snooze it again.'
    : null
}
