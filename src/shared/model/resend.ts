import type { EmailType, ToldSendMethod } from './sent-email'

/**
 * How an email is sent to one person once more:
 * - `platform`: the platform itself, asked through its log's API
 * - `graph-inject`, `gmail-insert`: written into the mailbox, as mail sent by API arrives
 * - `gmail-import`: handed to the mailbox as if it came from outside, without Gmail's spam verdict
 * - `graph-send`: sent from the person's own mailbox to themselves
 * - `smtp`: through a mail server, for manual tenants
 */
export const resendPaths = ['platform', 'graph-inject', 'graph-send', 'gmail-insert', 'gmail-import', 'smtp'] as const
export type ResendPath = (typeof resendPaths)[number]

/**
 * - `intended`: written down, nothing has left this computer
 * - `sending`: on its way, or the answer was lost and is being looked up
 * - `sent`: the server said so, or it was found
 * - `failed`: nothing was sent
 * - `maybe-sent`: nobody can tell; never sent again by itself, the engineer decides
 */
export const resendStates = ['intended', 'sending', 'sent', 'failed', 'maybe-sent'] as const
export type ResendState = (typeof resendStates)[number]

/** An email that can be sent to anybody of a tenant. */
export interface ResendTemplate {
  readonly id: string
  readonly name: string
  readonly type: EmailType
  readonly subject: string
  /** What it says, as plain text. */
  readonly text: string
  /** The ways in which it can be sent. */
  readonly paths: readonly ResendPath[]
}

/** One way of sending, for a tenant as it stands. */
export interface ResendWay {
  readonly path: ResendPath
  /** Why it can't be used now, as one sentence; null when it can. */
  readonly refusal: string | null
}

/** What can be sent to people of a tenant, and how. */
export interface ResendChoice {
  readonly templates: readonly ResendTemplate[]
  /** Those that this kind of tenant has at all; the best first. */
  readonly ways: readonly ResendWay[]
}

/** What is wanted: which template, by which path. */
export interface ResendOrder {
  readonly path: ResendPath
  readonly templateId: string
  /** The engineer was asked and wants it although the person is suspended. */
  readonly evenSuspended?: boolean
}

/** What will arrive, and what sending does. */
export interface ResendPreview {
  readonly path: ResendPath
  readonly template: ResendTemplate
  /** Address in the From header; null where the platform decides. */
  readonly from: string | null
  /** The one address it goes to. */
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The send method its row in the log will have; null where the platform decides. */
  readonly method: ToldSendMethod | null
  /** What happens, as one sentence. */
  readonly does: string
  /** Why it would be refused now, as one sentence; null when it wouldn't. */
  readonly refusal: string | null
}

/** One email sent to one person on an engineer's word: what, how, and what became of it. */
export interface Resend {
  /** Made by whoever asked: the same id is never sent twice. */
  readonly id: string
  readonly tenantId: string
  readonly personId: string
  readonly path: ResendPath
  readonly templateId: string
  readonly templateName: string
  readonly type: EmailType
  readonly subject: string
  /** The address it went to. */
  readonly to: string
  readonly engineer: string
  /** ISO instant. */
  readonly startedAt: string
  /** ISO instant at which the server took it; null while that isn't known. */
  readonly sentAt: string | null
  readonly state: ResendState
  /** As the log has or will have it; null while that isn't known. */
  readonly sendMethod: ToldSendMethod | null
  /** Internet Message-ID of what really arrived, with angle brackets; null while that isn't known. */
  readonly messageId: string | null
  /** Why nothing was sent, or why nobody can tell. */
  readonly failure: { readonly code: string; readonly message: string } | null
}
