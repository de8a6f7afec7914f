import type { DeliveryEvent, DeliveryEventKind } from '../../../shared/model'
import type { SourceEmail } from '../source'
import { sendingError, type CampaignEvent, type CampaignResult } from './answers'
import { senderOf, subjectOf } from './written'

/** One recipient of a campaign with the events that name their address, oldest first. */
export interface Recipient {
  readonly result: CampaignResult
  readonly events: readonly CampaignEvent[]
}

/** What all emails of a campaign have in common. */
export interface CampaignFacts {
  readonly id: number
  readonly name: string
  /** The template's subject, its variables not filled in. */
  readonly subject: string
  readonly envelopeSender: string
  readonly fromAddress: string
}

/**
 * models/models.go names the events. A sending error is told of per attempt; "Proxied request" and "Campaign Created" are
 * about no email, and a name that a later version adds is passed over.
 */
const kinds: Readonly<Record<string, DeliveryEventKind>> = {
  'Email Sent': 'sent',
  'Email Opened': 'opened',
  'Clicked Link': 'clicked',
  'Submitted Data': 'clicked',
  'Email Reported': 'reported',
}

/** The delivery events of one recipient, oldest first. What was typed into a landing page is never among them. */
export const deliveryEvents = ({ result, events }: Recipient): readonly DeliveryEvent[] => {
  const told = events.flatMap((event): DeliveryEvent[] => {
    if (event.time === null) return []
    const at = new Date(event.time).toISOString()
    // models/result.go HandleEmailBackoff and HandleEmailError write the same event: the status tells which it was.
    if (event.message === sendingError) return [{ kind: 'deferred', at, detail: event.error }]
    const kind = kinds[event.message]
    return kind ? [{ kind, at, detail: event.message === 'Submitted Data' ? 'Submitted Data' : null }] : []
  })
  const last = told.findLastIndex(({ kind }) => kind === 'deferred')
  if (result.status === 'Error' && last !== -1) told[last] = { ...told[last]!, kind: 'failed' }
  return told
}

/** The row of one recipient; null for one whose email has no time at all. */
export const emailOf = (facts: CampaignFacts, recipient: Recipient, personRef: string): SourceEmail | null => {
  const { result } = recipient
  const events = deliveryEvents(recipient)
  const sent = events.find(({ kind }) => kind === 'sent')
  const sentAt = sent ? Date.parse(sent.at) : (result.send_date ?? result.modified_date)
  if (sentAt === null) return null
  return {
    ref: `${facts.id}.${result.id}`,
    personRef,
    subject: subjectOf(facts, result),
    type: 'phishing-test',
    campaign: facts.name,
    sentAt,
    method: 'smtp',
    // models/maillog.go generateMessageID makes one for each attempt and keeps none.
    messageId: null,
    sender: senderOf(facts),
    recipient: result.email,
    latestEvent: events.at(-1) ?? waiting(result),
  }
}

/** Nothing happened yet: models/models.go Scheduled, Queued, Sending. */
const waiting = ({ modified_date: at }: CampaignResult): DeliveryEvent | null =>
  at === null ? null : { kind: 'queued', at: new Date(at).toISOString(), detail: null }
