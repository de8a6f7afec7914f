import { Failure, type RiskFacts } from '../../../shared/model'
import type { PeoplePage, SourcePerson } from '../source'
import { groups } from './answers'
import { recipientsOf, type createCampaigns } from './campaigns'
import type { GophishReader } from './reader'
import { deliveryEvents } from './rows'

interface Parts {
  readonly read: GophishReader
  readonly campaigns: ReturnType<typeof createCampaigns>
  /** Only groups whose name has this text; all when it is empty. */
  readonly groupName: string
}

const pageSize = 500
/** Campaigns counted for the risk of people, the latest first: more would take too long. */
const countedCampaigns = 100

type Named = Pick<SourcePerson, 'name' | 'address'>

/**
 * Everybody in the user's groups, and whoever was mailed and is in none any more. How often somebody clicked or reported is
 * counted from the latest campaigns; of trainings GoPhish knows nothing.
 */
export async function* listPeople(parts: Parts, cursor: string | null, signal: AbortSignal): AsyncIterable<PeoplePage> {
  if (cursor !== null) throw startOver()
  const named = new Map<string, Named>()
  const name = (person: { email: string; first_name: string; last_name: string }): void => {
    const address = person.email.trim()
    const key = address.toLowerCase()
    if (!address.includes('@') || named.has(key)) return
    named.set(key, { address, name: `${person.first_name} ${person.last_name}`.trim() || address })
  }
  const wanted = parts.groupName.toLowerCase()
  for (const group of await parts.read(groups, 'groups', 'groups/', signal))
    if (group.name.toLowerCase().includes(wanted)) group.targets.forEach(name)

  const risk = new Map<string, RiskFacts>()
  for (const { id } of (await parts.campaigns.list(signal)).slice(0, countedCampaigns)) {
    for (const [address, recipient] of recipientsOf(await parts.campaigns.results(id, signal))) {
      // Where groups are chosen, the campaigns of this server may be other customers' too.
      if (wanted === '') name(recipient.result)
      const kinds = new Set(deliveryEvents(recipient).map(({ kind }) => kind))
      risk.set(address, counted(risk.get(address) ?? none, kinds))
    }
  }

  const people = [...named].map(([address, person]): SourcePerson => ({
    ...person,
    ref: address,
    aliases: [],
    status: 'active',
    risk: risk.get(address) ?? none,
  }))
  for (let from = 0; from === 0 || from < people.length; from += pageSize)
    yield {
      people: people.slice(from, from + pageSize),
      next: from + pageSize < people.length ? String(from + pageSize) : null,
      total: people.length,
    }
}

const none: RiskFacts = { testsSent: 0, testsClicked: 0, testsReported: 0, trainingOverdue: 0 }

const counted = (before: RiskFacts, kinds: ReadonlySet<string>): RiskFacts => ({
  ...before,
  testsSent: before.testsSent + (kinds.has('sent') ? 1 : 0),
  testsClicked: before.testsClicked + (kinds.has('clicked') ? 1 : 0),
  testsReported: before.testsReported + (kinds.has('reported') ? 1 : 0),
})

/** The list is put together from all campaigns at once: half of one is no use. */
const startOver = (): Failure =>
  new Failure({
    code: 'our-fault',
    message: "GoPhish's people are read from the start: refresh again.",
    field: 'cursor',
  })
