import type { MailboxState, PersonStatus } from '../../../shared/model/person'
import type { Tone } from '../../ui/chip'

/** A person's status in words and in its tint. */
export const statusWords: Readonly<Record<PersonStatus, readonly [word: string, tone: Tone]>> = {
  active: ['Active', 'calm'],
  suspended: ['Suspended', 'warm'],
  removed: ['Removed', 'hot'],
}

/** Whether a mailbox is there, in words and in its tint. */
export const mailboxWords: Readonly<Record<MailboxState, readonly [word: string, tone: Tone]>> = {
  present: ['Present', 'calm'],
  absent: ['None', 'warm'],
  unknown: ['Not known yet', 'unknown'],
}
