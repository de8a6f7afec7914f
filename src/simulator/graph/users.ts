import type { User } from '@microsoft/microsoft-graph-types'
import type { SimAnswer } from '../core/service'
import { unitOf } from '../world/unit'
import type { SimPerson } from '../world/world'
import { answer, needDirectory, userOf, type GraphCall } from './call'
import { refuse } from './errors'
import { compareWith, holds, leaves, parseFilter, type Filter } from './odata'
import { pageOf, pick, selected } from './paging'

/** What comes of a user when nothing is selected. */
export const usualUserFields = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
] as const

const proxyAddresses = (person: SimPerson): string[] => {
  const others = [person.signInName, ...person.aliases].filter(
    (one) => one.toLowerCase() !== person.address.toLowerCase(),
  )
  return [`SMTP:${person.address}`, ...others.map((one) => `smtp:${one}`)]
}

/** Graph reference: user resource type. */
export const asUser = (person: SimPerson): User => ({
  id: person.directoryId,
  businessPhones: [],
  displayName: person.name,
  givenName: person.givenName,
  jobTitle: null,
  department: unitOf(person),
  mail: person.hasMailbox ? person.address : null,
  mobilePhone: null,
  officeLocation: null,
  preferredLanguage: null,
  surname: person.familyName,
  userPrincipalName: person.signInName,
  accountEnabled: person.status === 'active',
  userType: 'Member',
  proxyAddresses: person.hasMailbox ? proxyAddresses(person) : [],
  otherMails: [],
  assignedPlans: person.hasMailbox
    ? [{ service: 'exchange', capabilityStatus: 'Enabled', servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0' }]
    : [],
})

const advanced = (call: GraphCall): boolean =>
  (call.headers['consistencylevel'] ?? '').toLowerCase() === 'eventual' && call.query.get('$count') === 'true'

const unsupported = (): never => refuse(400, 'Request_UnsupportedQuery', 'Unsupported Query.')

const matches = (user: User, filter: Filter): boolean => {
  const read = (path: string): unknown => (user as Readonly<Record<string, unknown>>)[path]
  return holds(filter, (leaf) => {
    if (leaf.kind === 'any') {
      const list = read(leaf.path)
      if (!Array.isArray(list)) return false
      return list.some((entry) =>
        holds(leaf.part, (inner) => {
          if (inner.kind === 'any' || inner.path !== leaf.variable) return unsupported()
          const text = String(entry).toLowerCase()
          return inner.kind === 'call' ? text.startsWith(inner.value.toLowerCase()) : text === inner.value.toLowerCase()
        }),
      )
    }
    const value = read(leaf.path)
    if (value === undefined)
      return refuse(400, 'Request_BadRequest', `Property '${leaf.path}' does not exist as a declared property.`)
    const text = (typeof value === 'boolean' ? `${value}` : typeof value === 'string' ? value : '').toLowerCase()
    const wanted = leaf.value.toLowerCase()
    if (leaf.kind === 'call') return leaf.name === 'startswith' ? text.startsWith(wanted) : text.endsWith(wanted)
    return compareWith(leaf.operator, text < wanted ? -1 : text > wanted ? 1 : 0)
  })
}

const filterOf = (call: GraphCall): Filter | null => {
  const source = call.query.get('$filter')
  if (source === null) return null
  const filter = parseFilter(source)
  if (!filter) return refuse(400, 'Request_UnsupportedQuery', 'Invalid filter clause.')
  const demanding = leaves(filter).some(
    (leaf) => (leaf.kind === 'compare' && leaf.operator === 'ne') || (leaf.kind === 'call' && leaf.name === 'endswith'),
  )
  if (demanding && !advanced(call)) unsupported()
  return filter
}

const shown = (call: GraphCall, user: User): object => pick(user, selected(call) ?? usualUserFields)

/** Graph reference: List users. */
export const listUsers = (call: GraphCall): SimAnswer => {
  needDirectory(call)
  const filter = filterOf(call)
  const people = call.tenant.people.filter((person) => person.status !== 'removed')
  const users = people.map(asUser).filter((user) => filter === null || matches(user, filter))
  const { items, link } = pageOf(call, users, { usual: 100, most: 999 })
  return answer(call, 200, {
    '@odata.context': `${call.base}/$metadata#users`,
    ...(advanced(call) ? { '@odata.count': users.length } : {}),
    ...link,
    value: items.map((user) => shown(call, user)),
  })
}

/** Graph reference: Get a user. */
export const getUser = (call: GraphCall, name: string): SimAnswer => {
  const person = userOf(call, name)
  needDirectory(call, person)
  if (!person)
    return refuse(
      404,
      'Request_ResourceNotFound',
      `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`,
    )
  return answer(call, 200, { '@odata.context': `${call.base}/$metadata#users/$entity`, ...shown(call, asUser(person)) })
}

/** Graph reference: List deletedItems (directory objects). */
export const listDeletedUsers = (call: GraphCall): SimAnswer => {
  needDirectory(call)
  const users = call.tenant.people.filter((person) => person.status === 'removed').map(asUser)
  const { items, link } = pageOf(call, users, { usual: 100, most: 999 })
  return answer(call, 200, {
    '@odata.context': `${call.base}/$metadata#users`,
    ...link,
    value: items.map((user) => shown(call, user)),
  })
}
