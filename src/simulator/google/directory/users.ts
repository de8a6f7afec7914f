import type { admin_directory_v1 } from 'googleapis/build/src/apis/admin/directory_v1'
import type { SimAnswer } from '../../core/service'
import { unitOf } from '../../world/unit'
import type { SimPerson, SimTenant } from '../../world/world'
import { countParameter, offsetOf, pageToken, type Call } from '../call'
import { apiError, invalidArgument, notFound } from '../errors'
import { hasAddress, otherAddresses, primaryAddress } from '../people'

/**
 * `users.list` (Directory API reference). One of `customer` and `domain` is required. Of the search language it knows
 * `email:` with a trailing `*`, `isSuspended=` and `isAdmin=`.
 */
export const listUsers = (call: Call, tenant: SimTenant): SimAnswer => {
  const { query } = call
  const domain = query.get('domain')
  if (domain === null && query.get('customer') === null)
    return apiError({ status: 400, reason: 'badRequest', message: 'Bad Request' })
  if (domain !== null && !tenant.domains.includes(domain.toLowerCase())) return notFound('Domain not found.')
  const asked = countParameter(query, 'maxResults', { standard: 100, largest: 500 })
  if (asked === undefined) return invalidArgument('Invalid value for maxResults: must be within [1, 500].')
  const search = readQuery(query.get('query') ?? '')
  if (search === undefined) return invalidArgument('Invalid Input: query')
  const deleted = query.get('showDeleted') === 'true'
  // A page may hold fewer than were asked for.
  const size = Math.min(asked, tenant.directory.pageSize)
  const about = JSON.stringify([tenant.directory.epoch, domain, query.get('query'), deleted])
  const offset = offsetOf(query.get('pageToken'), about)
  if (offset === undefined) return invalidArgument('Invalid Input: pageToken')

  const found = sorted(tenant).filter(
    (person) =>
      (person.status === 'removed') === deleted &&
      (domain === null || primaryAddress(person).toLowerCase().endsWith(`@${domain.toLowerCase()}`)) &&
      search(person),
  )
  const page = found.slice(offset, offset + size)
  const body: admin_directory_v1.Schema$Users = {
    kind: 'admin#directory#users',
    ...(page.length > 0 ? { users: page.map(resource) } : {}),
    ...(offset + size < found.length ? { nextPageToken: pageToken(offset + size, about) } : {}),
  }
  return { status: 200, body }
}

const orders = new WeakMap<SimTenant, { readonly of: string; readonly people: readonly SimPerson[] }>()

/** By primary address; sorted once until somebody changes, because a large directory is asked for page by page. */
const sorted = (tenant: SimTenant): readonly SimPerson[] => {
  const of = `${tenant.directory.version} ${tenant.people.length}`
  const known = orders.get(tenant)
  if (known?.of === of) return known.people
  const people = [...tenant.people].sort((one, other) => (primaryAddress(one) < primaryAddress(other) ? -1 : 1))
  orders.set(tenant, { of, people })
  return people
}

/** `users.get`: by primary address, alias or id. */
export const getUser = (tenant: SimTenant, key: string): SimAnswer => {
  const person = tenant.people.find(
    (one) => one.status !== 'removed' && (one.directoryId === key || hasAddress(one, key)),
  )
  return person === undefined ? notFound('Resource Not Found: userKey') : { status: 200, body: resource(person) }
}

const resource = (person: SimPerson): admin_directory_v1.Schema$User => {
  const aliases = [...otherAddresses(person)]
  return {
    kind: 'admin#directory#user',
    id: person.directoryId,
    primaryEmail: primaryAddress(person),
    name: { givenName: person.givenName, familyName: person.familyName, fullName: person.name },
    ...(aliases.length > 0 ? { aliases } : {}),
    isAdmin: person.isAdmin,
    isDelegatedAdmin: false,
    suspended: person.status === 'suspended',
    ...(person.status === 'suspended' ? { suspensionReason: 'ADMIN' } : {}),
    archived: false,
    isMailboxSetup: person.hasMailbox,
    orgUnitPath: `/${unitOf(person)}`,
  }
}

const readQuery = (text: string): ((person: SimPerson) => boolean) | undefined => {
  const tests: ((person: SimPerson) => boolean)[] = []
  for (const term of text.split(/\s+/).filter((one) => one !== '')) {
    const [, field, value] = /^(email|isSuspended|isAdmin)[:=](.+)$/.exec(term) ?? []
    if (field === undefined || value === undefined) return undefined
    if (field === 'isSuspended') tests.push((person) => String(person.status === 'suspended') === value)
    else if (field === 'isAdmin') tests.push((person) => String(person.isAdmin) === value)
    else tests.push((person) => matchesEmail(person, value.replace(/^['"]|['"]$/g, '').toLowerCase()))
  }
  return (person) => tests.every((test) => test(person))
}

const matchesEmail = (person: SimPerson, wanted: string): boolean =>
  [primaryAddress(person), ...otherAddresses(person)].some((address) =>
    wanted.endsWith('*') ? address.toLowerCase().startsWith(wanted.slice(0, -1)) : address.toLowerCase() === wanted,
  )
