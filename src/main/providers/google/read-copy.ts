import type { FoundCopy } from '../provider'
import type { MailboxCalls } from './mailbox-calls'
import { toCopy, type Message } from './message'
import { isDelivered } from './place'

/** Reads one copy by its id, Trash and Spam included; null when the mailbox no longer has it. */
export const readCopy = async (calls: MailboxCalls, ref: string, signal: AbortSignal): Promise<FoundCopy | null> => {
  const message = await calls.get(ref, signal)
  return message === null || !isDelivered(message.labelIds) ? null : describe(calls, message, 'exact', signal)
}

/** A message as a copy, its label names looked up where they aren't known yet. */
export const describe = async (
  calls: MailboxCalls,
  message: Message,
  match: FoundCopy['match'],
  signal: AbortSignal,
): Promise<FoundCopy> => toCopy(message, match, await calls.nameLabels(message.labelIds, signal))
