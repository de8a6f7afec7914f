import { Failure } from '../../../shared/model'
import type { GophishLogSource } from '../../tenants/settings'
import type { LogSource } from '../source'
import { createCampaigns, recipientsOf, type ReadCampaign } from './campaigns'
import { listPeople } from './people'
import { createReader, type GophishParts } from './reader'
import { deliveryEvents, emailOf } from './rows'

/**
 * The campaigns of one GoPhish user over its REST API. It has no paging: summaries are read first, then one campaign after
 * another, only those that were running in the window. People are told by address, in campaigns and groups alike.
 */
export const createGophishSource = (settings: GophishLogSource, parts: GophishParts): LogSource => {
  const read = createReader(settings, parts)
  const campaigns = createCampaigns(read, settings.campaignName, parts.clock)

  return {
    id: settings.id,
    people: (cursor, signal) => listPeople({ read, campaigns, groupName: settings.groupName }, cursor, signal),
    async *sentEmails({ personRef, addresses, from, to, cursor }, signal) {
      const running = (await campaigns.list(signal)).filter(
        ({ launch_date: launched, completed_date: completed }) =>
          launched !== null && launched < to && (completed === null || completed >= from),
      )
      const start = cursor === null ? 0 : running.findIndex(({ id }) => String(id) === cursor)
      if (start === -1) throw forgotten()
      const wanted = new Set([personRef, ...addresses].map((address) => address.toLowerCase()))
      for (const [index, { id }] of running.entries()) {
        if (index < start) continue
        const found = await campaigns.whole(id, signal).catch(deletedMeanwhile)
        const emails = [...wanted].flatMap((address) => {
          const recipient = found?.recipients.get(address)
          return (found && recipient && emailOf(found.facts, recipient, personRef)) ?? []
        })
        const next = running[index + 1]
        yield {
          emails: emails.filter(({ sentAt }) => sentAt >= from && sentAt < to).sort((a, b) => b.sentAt - a.sentAt),
          next: next ? String(next.id) : null,
          total: null,
        }
      }
      if (running.length === 0) yield { emails: [], next: null, total: 0 }
    },
    probe: async (signal) => {
      const { length } = await campaigns.list(signal)
      return `GoPhish answers and lists ${length.toLocaleString('en-GB')} ${length === 1 ? 'campaign' : 'campaigns'}.`
    },
    events: async (emailRef, signal) => {
      const [, campaignId, resultId] = /^(\d+)\.(.+)$/.exec(emailRef) ?? []
      const recipients = recipientsOf(await campaigns.results(Number(campaignId), signal)).values()
      const recipient = [...recipients].find(({ result }) => result.id === resultId)
      if (!recipient) throw unlisted()
      return deliveryEvents(recipient)
    },
  }
}

/** A campaign that was deleted after the summaries were read has no emails any more. */
const deletedMeanwhile = (thrown: unknown): ReadCampaign | null => {
  if (thrown instanceof Failure && thrown.code === 'unknown-email') return null
  throw thrown
}

const unlisted = (): Failure =>
  new Failure({
    code: 'unknown-email',
    message: "GoPhish no longer lists this email: refresh the person's sent email log.",
  })

const forgotten = (): Failure =>
  new Failure({ code: 'our-fault', message: 'The campaign to go on with is gone: refresh again.', field: 'cursor' })
