import { z } from 'zod'
import type { Ledger } from '../../../src/main/ledger/ledger'
import { tenantSettings, type TenantSettings } from '../../../src/main/tenants/settings'
import { fillPerson } from './ledger-rows'

/** How many tenants an engineer looks after, and how many people they have together. */
export const tenantCount = 300
const peopleInAll = 100_000
const logRows = 60
const dayMs = 86_400_000
const sourceId = 'http'
const mark = 'bench'

export interface FilledTenant {
  readonly name: string
  /** Somebody with a log. */
  readonly person: string
}

const workspace = z.object({ tenants: z.array(z.object({ settings: tenantSettings })) })
const risk = { testsSent: 0, testsClicked: 0, testsReported: 0, trainingOverdue: 0 }

const peopleOf = (tenant: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ref: `p${index}`,
    name: `Person${index} of ${tenant}`,
    address: `person${index}@${tenant}.example`,
    aliases: [],
    status: 'active' as const,
    risk,
  }))

const addPeople = async (ledger: Ledger, tenantId: string, count: number): Promise<void> => {
  const people = peopleOf(tenantId, count)
  for (let at = 0; at < count; at += 2_000)
    await ledger.mergePeople(tenantId, sourceId, people.slice(at, at + 2_000), mark)
  await ledger.finishPeople(tenantId, sourceId, mark, Date.now())
}

const addLog = async (ledger: Ledger, tenantId: string): Promise<string> => {
  const name = `Person7 of ${tenantId}`
  const person = (await ledger.listPeople(tenantId)).find((each) => each.name === name)
  if (!person) throw new Error(`${tenantId} has nobody called ${name}.`)
  const now = Date.now()
  await fillPerson(ledger, { tenantId, personId: person.id }, 'p7', logRows, now - 25 * dayMs, now)
  return name
}

/**
 * Fills a ledger with 300 tenants and 100,000 people, half of whom belong to one tenant; the two that are switched between
 * are the large one and a usual one. All use the demo server's endpoints. Gives those two and the number of people.
 */
export const fillTenants = async (
  ledger: Ledger,
  serverUrl: string,
): Promise<readonly [FilledTenant, FilledTenant, number]> => {
  const answer = await fetch(`${serverUrl}/admin/workspace`)
  const { tenants } = workspace.parse(await answer.json())
  const model = tenants.find(({ settings }) => settings.provider === 'microsoft')?.settings
  if (!model) throw new Error('The demo server has no Microsoft tenant.')
  for (const { settings } of tenants) await ledger.putTenant(settings)
  const made = Array.from({ length: tenantCount - tenants.length }, (_, index): TenantSettings => ({
    ...model,
    id: `customer${index}`,
    name: `Customer ${index}`,
    domains: [`customer${index}.example`],
  }))
  const large = Math.floor(peopleInAll / 2)
  const usual = Math.ceil((peopleInAll - large) / (made.length - 1))
  for (const [index, settings] of made.entries()) {
    await ledger.putTenant(settings)
    await addPeople(ledger, settings.id, index === 0 ? large : usual)
  }
  const filled = async ({ id, name }: TenantSettings): Promise<FilledTenant> => ({
    name,
    person: await addLog(ledger, id),
  })
  const { people } = await ledger.counts()
  return [await filled(made[0]!), await filled(made[1]!), people]
}
