import type { FoundCopy } from '../provider'
import type { MailboxCalls } from './mailbox-calls'
import { toCopy } from './message'
import { isDelivered, looksArchived } from './place'

/** Reads one copy by its id, Trash and Spam included; null when the mailbox no longer has it. */
export const readCopy = async (calls: MailboxCalls, ref: string, signal: AbortSignal): Promise<FoundCopy | null> => {
  const message = await calls.get(ref, signal)
  if (message === null || !isDelivered(message.labelIds)) return null
  const nameOf = await calls.nameLabels(message.labelIds, signal)
  const snoozed = looksArchived(message.labelIds) && (await calls.isSnoozed(ref, signal))
  return toCopy(message, 'exact', nameOf, snoozed, calls.headerNames)
}
