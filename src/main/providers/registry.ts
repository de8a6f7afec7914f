import type { ProviderKind } from '../../shared/model'
import type { Clock, Transport } from '../net/transport'
import type { Connection, TenantSecrets, TenantSettings } from '../tenants/settings'
import type { CapabilityCheck, MailProvider, ProviderParts, SignInStore } from './provider'

export interface ProvidersParts {
  readonly transport: Transport
  readonly clock: Clock
  /** Throws `unknown-tenant`. */
  readonly settingsOf: (tenantId: string) => Promise<TenantSettings>
  readonly secretsOf: (tenantId: string) => TenantSecrets
  /** Where people's sign-ins are kept; in memory, and gone with the provider, when missing. */
  readonly signInsOf?: (tenantId: string) => SignInStore
}

/** A mail provider whose grant can be read. */
export type Provider = MailProvider & CapabilityCheck

type Builder<Kind extends ProviderKind> = (
  connection: Extract<Connection, { provider: Kind }>,
  parts: ProviderParts,
) => Promise<Provider | null>

/** Every provider, one line each; its code is loaded with the first tenant that uses it. */
const builders: { readonly [Kind in ProviderKind]: Builder<Kind> } = {
  microsoft: async (...from) => (await import('./microsoft/microsoft-provider')).createMicrosoftProvider(...from),
  google: async (...from) => (await import('./google/google-provider')).createGoogleProvider(...from),
  manual: () => Promise.resolve(null),
}

const build = <Kind extends ProviderKind>(
  connection: Extract<Connection, { provider: Kind }>,
  parts: ProviderParts,
): Promise<Provider | null> => builders[connection.provider as Kind](connection, parts)

/** The mail provider of each tenant, kept as long as its connection and what it reads of a message stay the same. */
export const createProviders = (parts: ProvidersParts) => {
  const built = new Map<string, { readonly madeFor: string; readonly provider: Promise<Provider | null> }>()
  return {
    /** null for a manual tenant. */
    providerOf: async (tenantId: string): Promise<Provider | null> => {
      const { connection, platform } = await parts.settingsOf(tenantId)
      const headerNames = platform.headerMarks.map(({ name }) => name)
      const madeFor = JSON.stringify([connection, headerNames])
      const known = built.get(tenantId)
      if (known?.madeFor === madeFor) return known.provider
      const provider = build(connection, {
        tenantId,
        transport: parts.transport,
        clock: parts.clock,
        secrets: () => parts.secretsOf(tenantId),
        headerNames,
        ...(parts.signInsOf ? { signIns: parts.signInsOf(tenantId) } : {}),
      })
      built.set(tenantId, { madeFor, provider })
      return provider
    },
  }
}
