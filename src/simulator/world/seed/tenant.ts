import { seededRandom } from '../../core/random'
import type { SeededRandom } from '../../core/random'
import type { SimMailbox, SimPerson, SimSentEmail, SimTenant } from '../world'
import { calendar as calendarOf, type Calendar } from './calendar'
import { sentEmail } from './email'
import { newGoogleMailbox, placeInGoogle } from './google-mailbox'
import { newMailbox } from './microsoft-folders'
import { placeInMicrosoft } from './microsoft-mailbox'
import { familyNames, givenNames } from './names'
import { addressOf, makePerson, riskOf } from './person'
import type { Actor, EmailPlan } from './plan'
import { planYear, type Habits } from './year'

export interface TenantPlan extends Pick<
  SimTenant,
  'key' | 'name' | 'provider' | 'domains' | 'timeZone' | 'colour' | 'keys' | 'grants'
> {
  readonly size: number
  readonly actors: readonly Actor[]
  readonly methodOn: Habits['methodOn']
}

const dayMs = 86_400_000

/** Invented people until the tenant has its size; nobody shares an address. */
const crowd = (random: SeededRandom, plan: TenantPlan): Actor[] => {
  const taken = new Set(plan.actors.map((actor) => addressOf(actor, plan.domains[0] ?? '').toLowerCase()))
  const people: Actor[] = []
  while (people.length + plan.actors.length < plan.size) {
    const drawn = { givenName: random.pick(givenNames), familyName: random.pick(familyNames) }
    const address = addressOf(drawn, plan.domains[0] ?? '')
    if (taken.has(address)) continue
    taken.add(address)
    const status = random.chance(0.03) ? 'suspended' : random.chance(0.02) ? 'removed' : 'active'
    people.push({ ...drawn, address, status, hasMailbox: !random.chance(0.015) })
  }
  return people
}

const plansOf = (random: SeededRandom, plan: TenantPlan, actor: Actor, days: Calendar): readonly EmailPlan[] => {
  if (actor.whole) return actor.whole(days, random)
  const year = planYear(random, days, { tenantName: plan.name, provider: plan.provider, methodOn: plan.methodOn })
  if (!actor.recent) return year
  const recent = actor.recent(days, random)
  const subjects = new Set(recent.map((one) => one.subject))
  // The same subject once more just outside the default window would make "the" reminder ambiguous.
  const older = year.filter(
    (one) => one.sentAt < days.anchoredAt - 31 * dayMs && !(subjects.has(one.subject) && one.type !== 'phishing-test'),
  )
  return [...older, ...recent]
}

/** Everyone of one tenant, with a year of mail each and, where there is one, the mailbox that holds it. */
export const seedTenant = (seed: number, plan: TenantPlan, anchoredAt: number): SimTenant => {
  const root = seededRandom(seed).fork(plan.key)
  const days = calendarOf(plan.timeZone, anchoredAt)
  const people: SimPerson[] = []
  const sent = new Map<string, SimSentEmail[]>()
  const mailboxes = new Map<string, SimMailbox>()
  for (const actor of [...plan.actors, ...crowd(root.fork('crowd'), plan)]) {
    const random = root.fork(addressOf(actor, plan.domains[0] ?? ''))
    const drawn = makePerson(random, plan, actor)
    const mailbox = !drawn.hasMailbox
      ? null
      : plan.provider === 'google'
        ? newGoogleMailbox(random)
        : newMailbox(random, actor.language ?? 'en', actor.language === 'de' || random.chance(0.9))
    const emails = plansOf(random, plan, actor, days).map((one) => {
      const email = sentEmail(random, drawn, one, anchoredAt)
      if (mailbox?.kind === 'microsoft') placeInMicrosoft(random, mailbox, email, one)
      if (mailbox?.kind === 'google') placeInGoogle(random, mailbox, email, one)
      return email
    })
    const person = { ...drawn, risk: riskOf(random, emails) }
    people.push(person)
    sent.set(
      person.id,
      emails.sort((one, other) => other.sentAt - one.sentAt),
    )
    if (mailbox) mailboxes.set(person.id, mailbox)
  }
  const { key, name, provider, domains, timeZone, colour, keys } = plan
  return {
    key,
    name,
    provider,
    domains,
    timeZone,
    colour,
    keys,
    grants: [...plan.grants],
    people,
    directory: { version: 0, pageSize: 500, epoch: 0 },
    sent,
    resends: new Map(),
    logChangedAt: anchoredAt,
    mailboxes,
  }
}
