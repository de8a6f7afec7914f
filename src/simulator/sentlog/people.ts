import type { SimPerson, SimTenant } from '../world/world'
import { cutPage, isProblem, type Page } from './pages'
import type { Problem } from './problems'

/** `GET /v1/tenants/{tenant}/people` of resources/openapi/sent-log.yaml. */
export const listPeople = (tenant: SimTenant, query: URLSearchParams): Page<object> | Problem => {
  const people = tenant.people.flatMap(listed).sort((one, other) => (one.id < other.id ? -1 : 1))
  const page = cutPage(people, query, `people ${tenant.key}`, { keyOf: (person) => [person.id, person.id] })
  return isProblem(page) ? page : { ...page, items: page.items.map(resource) }
}

/** As the platform knows the person, which may lag behind the directory. */
export const listed = (person: SimPerson): SimPerson[] =>
  person.platform === null ? [] : [{ ...person, ...person.platform }]

const resource = (person: SimPerson): object => ({
  id: person.id,
  name: person.name,
  address: person.address,
  aliases: person.aliases,
  status: person.status,
  risk: person.risk,
})

/** `GET /v1/tenants`: a token opens one tenant, so there is one row. */
export const listTenants = (tenant: SimTenant, query: URLSearchParams): Page<object> | Problem =>
  cutPage(
    [{ id: tenant.key, name: tenant.name, domains: tenant.domains, provider: tenant.provider }],
    query,
    'tenants',
    {
      keyOf: (one) => [one.name, one.id],
    },
  )
