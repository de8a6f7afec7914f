import type { TenantSecrets } from '../tenants/settings'

/** Holds secrets by tenant. What is put in comes out only to code in main that signs a request. */
export interface Vault {
  put(tenantId: string, secrets: TenantSecrets): void
  /** Undefined when nothing is held for this tenant. */
  get(tenantId: string): TenantSecrets | undefined
  remove(tenantId: string): void
}

/** Keeps secrets in memory only: they are gone with the process. */
export const createMemoryVault = (): Vault => {
  const held = new Map<string, TenantSecrets>()
  return {
    put: (tenantId, secrets) => void held.set(tenantId, secrets),
    get: (tenantId) => held.get(tenantId),
    remove: (tenantId) => void held.delete(tenantId),
  }
}
