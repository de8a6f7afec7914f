import type { Sighting } from './sighting'

export const emailTypes = ['training-reminder', 'phishing-test', 'welcome', 'other'] as const
export type EmailType = (typeof emailTypes)[number]

export const sendMethods = ['microsoft-api', 'gmail-api', 'smtp'] as const
/** As a log, or whoever imports one, says it. */
export type ToldSendMethod = (typeof sendMethods)[number]
/** `unknown`: the email was seen in a mailbox alone, and nobody told how it was sent. */
export type SendMethod = ToldSendMethod | 'unknown'

export const deliveryEventKinds = [
  'queued',
  'sent',
  'delivered',
  'deferred',
  'bounced',
  'failed',
  'opened',
  'clicked',
  'reported',
] as const
export type DeliveryEventKind = (typeof deliveryEventKinds)[number]

/** One fact of the send path. `at` is an ISO instant in UTC. */
export interface DeliveryEvent {
  readonly kind: DeliveryEventKind
  readonly at: string
  /** The sending system's own words, e.g. an enhanced status code; null when it gave none. */
  readonly detail: string | null
}

/** One email that the platform sent to one person. Every instant is ISO in UTC. */
export interface SentEmail {
  readonly tenantId: string
  readonly personId: string
  /** Opaque id in the ledger. */
  readonly id: string
  /** Id of the log source that told of this email first; what it says is shown. */
  readonly sourceId: string
  /** Every log source that lists or listed this email by its Message-ID, the first one first. */
  readonly sources: readonly string[]
  readonly subject: string
  readonly type: EmailType
  readonly campaign: string | null
  readonly sentAt: string
  readonly method: SendMethod
  /** Internet Message-ID with its angle brackets; null when the log doesn't know it. */
  readonly messageId: string | null
  /** Address in the From header. */
  readonly sender: string
  /** Address it was sent to, as the log has it. */
  readonly recipient: string
  readonly latestEvent: DeliveryEvent | null
  /** False when the source no longer lists this email; it keeps its sightings and rescues. */
  readonly listed: boolean
  /** The latest sighting; null when nobody ever looked. */
  readonly sighting: Sighting | null
}
