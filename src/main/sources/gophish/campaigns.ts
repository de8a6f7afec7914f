import {
  campaign,
  campaignResults,
  campaignSummaries,
  type CampaignEvent,
  type CampaignResults,
  type CampaignSummary,
} from './answers'
import type { GophishReader } from './reader'
import type { CampaignFacts, Recipient } from './rows'

/** A campaign that was read this many milliseconds ago is read again. */
const freshMs = 60_000
/** Recipients held in memory at most, over all campaigns; the campaign read longest ago goes first. */
const heldRecipients = 50_000

export interface ReadCampaign {
  readonly facts: CampaignFacts
  /** By address in lower case. */
  readonly recipients: ReadonlyMap<string, Recipient>
}

/** Reads campaigns whole, as GoPhish gives them, and holds the latest for a minute: a person's log needs them all. */
export const createCampaigns = (read: GophishReader, nameHas: string, clock: { now(): number }) => {
  const held = new Map<number, { readonly at: number; readonly campaign: ReadCampaign }>()

  const hold = (id: number, of: ReadCampaign): void => {
    held.delete(id)
    held.set(id, { at: clock.now(), campaign: of })
    const size = (): number => [...held.values()].reduce((sum, one) => sum + one.campaign.recipients.size, 0)
    while (size() > heldRecipients) held.delete([...held.keys()][0]!)
  }

  return {
    /** Latest launched first; of those whose name has the wanted text. */
    list: async (signal: AbortSignal): Promise<readonly CampaignSummary[]> => {
      const { campaigns } = await read(campaignSummaries, 'campaigns', 'campaigns/summary', signal)
      const wanted = nameHas.toLowerCase()
      return campaigns
        .filter(({ name }) => name.toLowerCase().includes(wanted))
        .sort((a, b) => (b.launch_date ?? 0) - (a.launch_date ?? 0) || b.id - a.id)
    },
    /** Results and timeline alone: neither template nor sending profile travels. */
    results: (id: number, signal: AbortSignal): Promise<CampaignResults> =>
      read(campaignResults, 'campaign', `campaigns/${id}/results`, signal),
    whole: async (id: number, signal: AbortSignal): Promise<ReadCampaign> => {
      const known = held.get(id)
      if (known && clock.now() - known.at < freshMs) return known.campaign
      const { template, smtp, ...told } = await read(campaign, 'campaign', `campaigns/${id}`, signal)
      const facts = {
        id,
        name: told.name,
        subject: template.subject,
        envelopeSender: template.envelope_sender,
        fromAddress: smtp.from_address,
      }
      const answer = { facts, recipients: recipientsOf(told) }
      hold(id, answer)
      return answer
    },
  }
}

/** A campaign has each address once (models/campaign.go PostCampaign), and its timeline names people by address. */
export const recipientsOf = ({ results, timeline }: CampaignResults): Map<string, Recipient> => {
  const events = new Map<string, CampaignEvent[]>()
  for (const event of timeline) {
    const key = event.email.toLowerCase()
    const known = events.get(key)
    if (known) known.push(event)
    else events.set(key, [event])
  }
  return new Map(
    results.map((result) => {
      const key = result.email.toLowerCase()
      const own = (events.get(key) ?? []).sort((a, b) => (a.time ?? 0) - (b.time ?? 0))
      return [key, { result, events: own }]
    }),
  )
}
