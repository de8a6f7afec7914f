import { providerNames } from '../../../shared/model'
import type { Answer } from '../answer'
import type { ShellCore } from '../open-shell-core'
import { table } from '../table'

/** `tenants list` */
export const listTenants = async (core: ShellCore): Promise<Answer> => {
  const tenants = await core.tenants.list()
  const rows = tenants.map(({ name, provider, domains, peopleCount, id }) => [
    name,
    providerNames[provider],
    domains.join(' '),
    String(peopleCount),
    id,
  ])
  const none = 'No tenant is connected here: see “tenants add --help”.'
  return {
    json: { tenants },
    text: rows.length === 0 ? none : table(['Tenant', 'Provider', 'Domains', 'People', 'Id'], rows),
  }
}
