import type { SimContext } from '../core/context'
import type { DirectoryChange } from '../world/changes'
import type { SimPerson } from '../world/world'
import { refuse } from './refusal'

const statuses: readonly unknown[] = ['active', 'suspended', 'removed'] satisfies readonly SimPerson['status'][]

/** What an administrator of the directory changes about a person; `platform: false` leaves the platform with what it had. */
export const changePerson = (context: SimContext, who: string, body: Record<string, unknown>): object => {
  const found = context.find.person(who) ?? refuse(404, `Nobody is known as ${who}.`)
  const { name, address, signInName, aliases, status } = body
  if (status !== undefined && !statuses.includes(status)) return refuse(400, 'status is active, suspended or removed.')
  const change: DirectoryChange = {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof address === 'string' ? { address } : {}),
    ...(typeof signInName === 'string' ? { signInName } : {}),
    ...(Array.isArray(aliases) ? { aliases: aliases.map(String) } : {}),
    ...(status === undefined ? {} : { status: status as SimPerson['status'] }),
  }
  const platform = body['platform'] !== false
  context.apply({ kind: 'directory', tenant: found.tenant.key, person: found.person.id, change, platform })
  return { directoryId: found.person.directoryId, ...change, platform }
}

/** A new person of the directory; `platform: false` keeps them from the platform's list. */
export const addPerson = (context: SimContext, key: string, body: Record<string, unknown>): object => {
  const tenant = context.find.tenantByKey(key) ?? refuse(404, `There is no tenant ${key}.`)
  const { name, address } = body
  if (typeof name !== 'string' || typeof address !== 'string') return refuse(400, 'A person has a name and an address.')
  const [givenName = name, ...rest] = name.split(' ')
  const person: SimPerson = {
    id: `pe_${context.random.hex(14)}`,
    directoryId: tenant.provider === 'google' ? `1${BigInt(`0x${context.random.hex(16)}`)}` : context.random.uuid(),
    name,
    givenName,
    familyName: rest.join(' '),
    address,
    signInName: address,
    aliases: [],
    status: 'active',
    hasMailbox: false,
    isAdmin: false,
    risk: { testsSent: 0, testsClicked: 0, testsReported: 0, trainingOverdue: 0 },
    ...(body['platform'] === false ? { platform: null } : {}),
  }
  context.apply({ kind: 'person-added', tenant: key, person })
  return { id: person.id, directoryId: person.directoryId }
}

/** How the directory lists people: `pageSize`, and `forget: true` for tokens that are no longer good. */
export const changeService = (context: SimContext, key: string, body: Record<string, unknown>): object => {
  const tenant = context.find.tenantByKey(key) ?? refuse(404, `There is no tenant ${key}.`)
  const size = body['pageSize']
  if (size !== undefined && !(typeof size === 'number' && size >= 1))
    return refuse(400, 'pageSize is a number of people.')
  context.apply({
    kind: 'directory-service',
    tenant: key,
    ...(typeof size === 'number' ? { pageSize: size } : {}),
    forget: body['forget'] === true,
  })
  return { ...tenant.directory }
}
