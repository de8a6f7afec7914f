import type { SeededRandom } from '../../core/random'
import type { SimSentEmail } from '../world'
import type { Calendar } from './calendar'
import type { Sender } from './texts'

/**
 * Where a copy lies. Microsoft mailboxes know Focused (`inbox`) and `other`, Gmail its tabs; `folder` is a path of folders or
 * a nested label.
 */
export type Spot =
  | 'inbox'
  | 'other'
  | 'promotions'
  | 'social'
  | 'updates'
  | 'forums'
  | 'junk'
  | 'deleted'
  | 'archive'
  | 'recoverable'
  | { readonly folder: readonly string[] }

/** How the send path ended; later steps include the earlier ones. */
export type Outcome = 'delivered' | 'opened' | 'clicked' | 'reported' | 'deferred' | 'bounced' | 'failed' | 'sent'

/** One sent email before ids and events are drawn. No spot: the mailbox hasn't got it (never arrived, or purged). */
export interface EmailPlan {
  readonly subject: string
  readonly type: SimSentEmail['type']
  readonly campaign: string | null
  readonly sender: Sender
  readonly sentAt: number
  readonly method: SimSentEmail['method']
  readonly outcome: Outcome
  readonly detail?: string
  readonly spots: readonly Spot[]
  readonly unread?: boolean
  /** Put into the local part of the Message-ID. */
  readonly idTail?: string
  /** False: the platform never learned the Message-ID. */
  readonly logged?: boolean
}

export interface PersonSpec {
  readonly givenName: string
  readonly familyName: string
  /** Whole address; made from the name and the tenant's first domain when missing. */
  readonly address?: string
  readonly signInName?: string
  readonly aliases?: readonly string[]
  readonly status?: 'active' | 'suspended' | 'removed'
  readonly hasMailbox?: boolean
  readonly isAdmin?: boolean
}

/** A person that tests and demonstrations rely on. */
export interface Actor extends PersonSpec {
  /** Folder names as an Outlook set up in that language shows them. */
  readonly language?: 'en' | 'de'
  /** Replaces what the year would have sent in the last 31 days. */
  readonly recent?: (calendar: Calendar, random: SeededRandom) => readonly EmailPlan[]
  /** Replaces the whole year. */
  readonly whole?: (calendar: Calendar, random: SeededRandom) => readonly EmailPlan[]
}
