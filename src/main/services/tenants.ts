import { isDeepStrictEqual } from 'node:util'
import { Failure, type Tenant } from '../../shared/model'
import { isLoopback } from '../tenants/endpoint'
import type { TenantSettings } from '../tenants/settings'
import { sourceEndpoints } from '../tenants/source-kinds'
import type { ServiceParts } from './parts'

export interface TenantService {
  list(): Promise<readonly Tenant[]>
  open(tenantId: string): Promise<Tenant>
  setFavourite(tenantId: string, favourite: boolean): Promise<Tenant>
  /** Adds a tenant or replaces its settings; refused with `old-runtime` where the runtime isn't safe for its endpoints. */
  put(settings: TenantSettings): Promise<void>
}

/** Every endpoint a tenant's settings name. */
export const endpointsOf = (settings: TenantSettings): readonly string[] => {
  const { connection } = settings
  const bases = connection.provider === 'manual' ? [] : Object.values(connection.endpoints)
  return [...bases, ...settings.logSources.flatMap(sourceEndpoints)]
}

/** Throws `old-runtime` for settings that name an endpoint beyond this computer. */
export const refuseForeign = (settings: TenantSettings): void => {
  if (endpointsOf(settings).every(isLoopback)) return
  throw new Failure({
    code: 'old-runtime',
    message: `${settings.name} is not used here: on this old runtime only tenants on this computer are accepted. Start the app with its own Electron.`,
    field: 'endpoints',
  })
}

export const createTenantService = (
  parts: ServiceParts,
  options: { loopbackOnly: boolean; ready: Promise<unknown> },
): TenantService => {
  const { ledger, clock, emit } = parts

  const require = async (tenantId: string): Promise<Tenant> => {
    const tenant = await ledger.readTenant(tenantId)
    if (tenant) return tenant
    throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
  }

  let beganEmpty = false
  const list = async (): Promise<readonly Tenant[]> => {
    const known = await ledger.listTenants()
    beganEmpty ||= known.length === 0
    if (!beganEmpty) return known
    // The very first start: tenants are being added, and are shown together, not one under another's pointer.
    await options.ready
    return ledger.listTenants()
  }

  const open = async (tenantId: string): Promise<Tenant> => {
    await require(tenantId)
    await ledger.openedTenant(tenantId, clock.now())
    emit({ kind: 'tenants-changed' })
    return require(tenantId)
  }

  const setFavourite = async (tenantId: string, favourite: boolean): Promise<Tenant> => {
    await require(tenantId)
    await ledger.setFavourite(tenantId, favourite)
    emit({ kind: 'tenants-changed' })
    return require(tenantId)
  }

  const put = async (settings: TenantSettings): Promise<void> => {
    if (options.loopbackOnly) refuseForeign(settings)
    const known = await ledger.readSettings(settings.id)
    if (isDeepStrictEqual(known, settings)) return
    await ledger.putTenant(settings)
    emit({ kind: 'tenants-changed' })
  }

  return { list, open, setFavourite, put }
}
