import type { SimContext } from '../core/context'
import type { SimTenant } from '../world/world'

/** What a client can be allowed to do: read the log, and have something sent. */
export const scopes = ['sent-log.read', 'sent-log.send'] as const

/** What opens a tenant: its own lasting token, or one that was given out for its client's secret. */
export interface Access {
  /** Makes a token for a tenant with these scopes; the seconds it lives come with it. */
  issue(tenant: SimTenant, granted: readonly string[]): { readonly token: string; readonly seconds: number }
  tenantOf(token: string): SimTenant | undefined
  /** A lasting token may do everything. */
  maySend(token: string): boolean
}

/** Tokens given out live in memory: a restart of the server ends them. */
export const createAccess = (context: SimContext): Access => {
  const issued = new Map<
    string,
    { readonly tenantKey: string; readonly until: number; readonly granted: readonly string[] }
  >()
  return {
    issue: (tenant, granted) => {
      const seconds = context.tokenSeconds(tenant.key)
      const token = `slt_${context.random.hex(48)}`
      issued.set(token, { tenantKey: tenant.key, until: context.clock.now() + seconds * 1000, granted })
      return { token, seconds }
    },
    maySend: (token) => issued.get(token)?.granted.includes('sent-log.send') ?? true,
    tenantOf: (token) => {
      const given = issued.get(token)
      if (given === undefined) return context.find.tenantByLogToken(token)
      return given.until > context.clock.now() ? context.find.tenantByKey(given.tenantKey) : undefined
    },
  }
}
