import { Failure, type Tenant } from '../../shared/model'
import type { ShellCore } from './open-shell-core'

/** The tenant by its id, name or one of its domains. Throws `unknown-tenant`. */
export const findTenant = async (core: Pick<ShellCore, 'tenants'>, text: string): Promise<Tenant> => {
  const wanted = text.trim().toLowerCase()
  const tenants = await core.tenants.list()
  const byId = tenants.find(({ id }) => id === text)
  if (byId) return byId
  const found = tenants.filter(
    ({ name, domains }) => name.toLowerCase() === wanted || domains.some((domain) => domain.toLowerCase() === wanted),
  )
  const [only, second] = found
  if (only && !second) return only
  throw new Failure({
    code: second ? 'bad-input' : 'unknown-tenant',
    message: second
      ? `Several tenants are called “${text}” (${found.map(({ id }) => id).join(', ')}): give the id.`
      : `No tenant “${text}” is connected here: see “tenants list”.`,
    field: 'tenant',
  })
}
