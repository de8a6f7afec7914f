import { createHash } from 'node:crypto'
import type { SimPerson, SimSentEmail, SimTenant } from '../world/world'

/** One campaign of a GoPhish user, made of the world's phishing tests. Times are epoch milliseconds. */
export interface Campaign {
  readonly id: number
  readonly name: string
  readonly launchedAt: number
  readonly completedAt: number | null
  readonly emails: readonly { readonly email: SimSentEmail; readonly person: SimPerson }[]
}

const day = 86_400_000
/**
 * GoPhish sends one template to an address once in a campaign: the same test again is another campaign. A person of the
 * world with thousands of tests has the latest of them here.
 */
const rounds = 8

const made = new WeakMap<
  SimTenant,
  { readonly emails: number; readonly campaigns: readonly Omit<Campaign, 'completedAt'>[] }
>()

/** In the order in which they were made. Events are read from the world with each request: a new one is seen at once. */
export const campaignsOf = (tenant: SimTenant, now: number): readonly Campaign[] => {
  const emails = [...tenant.sent.values()].reduce((sum, { length }) => sum + length, 0)
  const known = made.get(tenant)
  const campaigns = known?.emails === emails ? known.campaigns : grouped(tenant)
  made.set(tenant, { emails, campaigns })
  return campaigns.map((campaign) => {
    const last = Math.max(...campaign.emails.map(({ email }) => email.sentAt))
    return { ...campaign, completedAt: now - last > 14 * day ? last + 14 * day : null }
  })
}

const grouped = (tenant: SimTenant): readonly Omit<Campaign, 'completedAt'>[] => {
  const byName = new Map<string, { email: SimSentEmail; person: SimPerson }[]>()
  for (const person of tenant.people) {
    const before = new Map<string, number>()
    const tests = (tenant.sent.get(person.id) ?? []).filter(({ type }) => type === 'phishing-test')
    for (const email of tests.sort((a, b) => b.sentAt - a.sentAt)) {
      const base = `${email.campaign ?? 'Tests'}: ${email.subject}`
      const round = (before.get(base) ?? 0) + 1
      before.set(base, round)
      if (round > rounds) continue
      const name = round === 1 ? base : `${base} (${round})`
      const campaign = byName.get(name)
      if (campaign) campaign.push({ email, person })
      else byName.set(name, [{ email, person }])
    }
  }
  return [...byName]
    .map(([name, emails]) => ({
      name,
      emails,
      launchedAt: Math.min(...emails.map(({ email }) => email.sentAt)) - 60_000,
    }))
    .sort((a, b) => a.launchedAt - b.launchedAt || (a.name < b.name ? -1 : 1))
    .map((campaign, index) => ({ id: index + 1, ...campaign }))
}

/** models/result.go generateResultId: seven letters and digits, another one for each email. */
export const resultIdOf = (email: SimSentEmail): string =>
  createHash('sha256').update(email.id).digest('base64url').replace(/[-_]/g, 'x').slice(0, 7)
