import type { SimContext } from '../core/context'
import type { SimTenant } from '../world/world'

/** The one thing that a client can be allowed to do. */
export const readScope = 'sent-log.read'

/** What opens a tenant: its own lasting token, or one that was given out for its client's secret. */
export interface Access {
  /** Makes a token for a tenant; the seconds it lives come with it. */
  issue(tenant: SimTenant): { readonly token: string; readonly seconds: number }
  tenantOf(token: string): SimTenant | undefined
}

/** Tokens given out live in memory: a restart of the server ends them. */
export const createAccess = (context: SimContext): Access => {
  const issued = new Map<string, { readonly tenantKey: string; readonly until: number }>()
  return {
    issue: (tenant) => {
      const seconds = context.tokenSeconds(tenant.key)
      const token = `slt_${context.random.hex(48)}`
      issued.set(token, { tenantKey: tenant.key, until: context.clock.now() + seconds * 1000 })
      return { token, seconds }
    },
    tenantOf: (token) => {
      const given = issued.get(token)
      if (given === undefined) return context.find.tenantByLogToken(token)
      return given.until > context.clock.now() ? context.find.tenantByKey(given.tenantKey) : undefined
    },
  }
}
