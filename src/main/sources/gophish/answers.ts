import { z } from 'zod'

/**
 * What GoPhish's REST API answers, as its source defines it (github.com/gophish/gophish); the file is named at each field.
 * Only what is used is read: a campaign's landing page, template bodies, sending password and captured form data are
 * dropped as soon as an answer is parsed.
 */

/** Go's zero time, which it writes where there is none. */
const zeroTime = Date.parse('0001-01-01T00:00:00Z')

/** A time.Time in JSON (RFC 3339 with up to nine decimals) as epoch milliseconds; null for the zero time. */
const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .transform((at) => (at <= zeroTime ? null : at))

/** models/campaign.go CampaignSummary. */
const campaignSummary = z.object({
  id: z.number().int().positive(),
  name: z.string(),
  launch_date: instant,
  completed_date: instant,
})
export type CampaignSummary = z.output<typeof campaignSummary>

/** GET /api/campaigns/summary: models/campaign.go CampaignSummaries; an empty Go slice may be written as null. */
export const campaignSummaries = z.object({
  campaigns: z
    .array(campaignSummary)
    .nullish()
    .transform((list) => list ?? []),
})

/** models/group.go BaseRecipient, part of each target and each result. */
const recipient = { email: z.string(), first_name: z.string().default(''), last_name: z.string().default('') }

/** models/result.go Result. Its `id` is the recipient's id in links (RId); times and `reported` change with its events. */
const result = z.object({
  ...recipient,
  id: z.string().min(1).max(120),
  position: z.string().default(''),
  /** models/models.go: a status of its own (Scheduled, Sending, Retrying, Error) or the name of the furthest event. */
  status: z.string(),
  send_date: instant,
  modified_date: instant,
})
export type CampaignResult = z.output<typeof result>

/**
 * models/campaign.go Event. `message` is the event's name. `details` is a JSON text: EventError for a sending error, else
 * EventDetails, which holds addresses, browsers and whatever was typed into the landing page: it is kept for errors alone.
 */
const event = z
  .object({ email: z.string(), time: instant, message: z.string(), details: z.string().default('') })
  .transform(({ details, ...rest }) => ({ ...rest, error: rest.message === sendingError ? errorIn(details) : null }))
export type CampaignEvent = z.output<typeof event>

/** models/models.go EventSendingError: each failed attempt, whether it is tried again or not (models/result.go). */
export const sendingError = 'Error Sending Email'

/** models/campaign.go EventError. */
const eventError = z.object({ error: z.string() })

const errorIn = (details: string): string | null => {
  try {
    return eventError.safeParse(JSON.parse(details)).data?.error.slice(0, 500) ?? null
  } catch {
    return null
  }
}

/** GET /api/campaigns/{id}/results: models/campaign.go CampaignResults; both lists are left out when they are empty. */
export const campaignResults = z.object({
  id: z.number(),
  name: z.string(),
  results: z
    .array(result)
    .nullish()
    .transform((list) => list ?? []),
  timeline: z
    .array(event)
    .nullish()
    .transform((list) => list ?? []),
})
export type CampaignResults = z.output<typeof campaignResults>

/** GET /api/campaigns/{id}: models/campaign.go Campaign, with models/template.go Template and models/smtp.go SMTP. */
export const campaign = campaignResults.extend({
  template: z.object({ subject: z.string().default(''), envelope_sender: z.string().default('') }),
  smtp: z.object({ from_address: z.string().default('') }),
})

/** GET /api/groups/: models/group.go Group and Target. */
export const groups = z
  .array(
    z.object({
      name: z.string(),
      targets: z
        .array(z.object(recipient))
        .nullish()
        .transform((list) => list ?? []),
    }),
  )
  .nullish()
  .transform((list) => list ?? [])

/** Every refusal: models/models.go Response. */
export const refusalAnswer = z.object({ message: z.string() })
