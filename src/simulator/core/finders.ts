import type { SimPerson, SimSentEmail, SimTenant, World } from '../world/world'
import type { Finders } from './context'

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

const isOf = (person: SimPerson, needle: string): boolean =>
  person.id === needle ||
  [person.directoryId, person.address, person.signInName, ...person.aliases].some((one) => same(one, needle))

/** Look-ups in whatever world there is when they are asked. */
export const finders = (world: () => World): Finders => {
  const tenantWhere = (wanted: (tenant: SimTenant) => boolean): SimTenant | undefined => world().tenants.find(wanted)
  const emails = new WeakMap<SimTenant, Map<string, SimSentEmail>>()
  const person: Finders['person'] = (needle, within) => {
    for (const tenant of within ? [within] : world().tenants) {
      const found = tenant.people.find((one) => isOf(one, needle))
      if (found) return { tenant, person: found }
    }
    return undefined
  }
  return {
    tenantByKey: (key) => tenantWhere((tenant) => tenant.key === key),
    tenantByDirectory: (directory) =>
      tenantWhere(
        ({ keys, domains }) =>
          keys.kind === 'microsoft' &&
          (same(keys.directory, directory) || domains.some((domain) => same(domain, directory))),
      ),
    tenantByClientId: (id) => tenantWhere(({ keys }) => keys.kind !== 'manual' && same(keys.clientId, id)),
    tenantByServiceAccount: (address) =>
      tenantWhere(({ keys }) => keys.kind === 'google' && same(keys.serviceAccount, address)),
    tenantByLogToken: (token) => tenantWhere(({ keys }) => keys.logToken === token),
    tenantByDomain: (domain) => tenantWhere(({ domains }) => domains.some((one) => same(one, domain))),
    person,
    mailbox: (needle, within) => {
      const found = person(needle, within)
      const mailbox = found?.tenant.mailboxes.get(found.person.id)
      return found && mailbox ? { ...found, mailbox } : undefined
    },
    sentEmail: (tenant, emailId) => {
      let known = emails.get(tenant)
      if (!known) {
        known = new Map([...tenant.sent.values()].flat().map((email) => [email.id, email]))
        emails.set(tenant, known)
      }
      // Rows are added to a log after the seed.
      return known.get(emailId) ?? [...tenant.sent.values()].flat().find(({ id }) => id === emailId)
    },
  }
}
