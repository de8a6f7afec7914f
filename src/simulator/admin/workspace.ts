import type { SimContext } from '../core/context'
import type { SimTenant } from '../world/world'

const connectionOf = (context: SimContext, { keys, provider }: SimTenant): object => {
  if (keys.kind === 'microsoft')
    return {
      provider,
      directory: keys.directory,
      clientId: keys.clientId,
      endpoints: { login: context.base('login'), graph: context.base('graph') },
      scopeHost: 'https://graph.microsoft.com',
    }
  if (keys.kind === 'google')
    return {
      provider,
      serviceAccount: keys.serviceAccount,
      adminAddress: keys.adminAddress,
      endpoints: {
        token: context.base('google-token'),
        gmail: context.base('gmail'),
        directory: context.base('google-directory'),
      },
    }
  return { provider }
}

const secretsOf = ({ keys }: SimTenant): object => ({
  ...(keys.kind === 'microsoft' ? { clientSecret: keys.clientSecret } : {}),
  ...(keys.kind === 'google' ? { privateKey: keys.privateKeyPem } : {}),
  logTokens: { http: keys.logToken },
})

/** What the owner of a registration reads in the provider's console, beside its secrets. */
const registrationOf = (context: SimContext, { keys }: SimTenant): object =>
  keys.kind === 'google'
    ? {
        clientId: keys.clientId,
        desktopClientId: keys.desktopClientId,
        desktopClientSecret: keys.desktopClientSecret,
        authorize: context.base('google-accounts'),
      }
    : {}

/** The domains that the platform sends to this tenant from, training and tests alike. */
const senderDomainsOf = ({ sent }: SimTenant): readonly string[] => [
  ...new Set([...sent.values()].flat().map(({ sender }) => sender.address.slice(sender.address.indexOf('@') + 1))),
]

/** Everything a client needs to connect the four tenants: settings as it stores them, and their secrets of this run. */
export const workspaceOf = (context: SimContext): object => ({
  seed: context.world.seed,
  anchoredAt: new Date(context.world.anchoredAt).toISOString(),
  tenants: context.world.tenants.map((tenant) => ({
    settings: {
      id: tenant.key,
      name: tenant.name,
      provider: tenant.provider,
      domains: tenant.domains,
      colour: tenant.colour,
      timeZone: tenant.timeZone,
      connection: connectionOf(context, tenant),
      platform: { senderDomains: senderDomainsOf(tenant) },
      logSources: [{ kind: 'http', id: 'http', base: context.base('sent-log'), platformTenantId: tenant.key }],
    },
    secrets: secretsOf(tenant),
    registration: registrationOf(context, tenant),
  })),
})
