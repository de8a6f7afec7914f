import { z } from 'zod'
import { headerMark, logMapping, platformProfile, providerKinds, provesSending, secretKinds } from '../../shared/model'
import { isSafeEndpoint, withoutTrailingSlash } from './endpoint'

/** The exact address of an endpoint: https, or http on the loopback interface. */
const endpointUrl = z
  .url()
  .max(500)
  .refine(isSafeEndpoint, 'An endpoint must use https; plain http is accepted on loopback only.')

/** The same as a base, without a trailing slash. */
export const endpointBase = endpointUrl.transform(withoutTrailingSlash)

export const microsoftConnection = z.object({
  provider: z.literal('microsoft'),
  /** The customer's directory: GUID or verified domain. */
  directory: z.string().min(1),
  clientId: z.string().min(1),
  endpoints: z.object({ login: endpointBase, graph: endpointBase }),
  /** Audience of the token; a gateway in front of Graph changes the base, never this. */
  scopeHost: z.string().default('https://graph.microsoft.com'),
  /** The application that several tenants share, whose secrets are held once; the tenant's own otherwise. */
  application: z.string().min(1).optional(),
  /** Set where a person signs in instead of the app: the public client they sign in to. */
  delegated: z.object({ clientId: z.string().min(1) }).optional(),
})
export const googleConnection = z
  .object({
    provider: z.literal('google'),
    /** Needed unless a person signs in. */
    serviceAccount: z.string(),
    /** Its numeric client id, which the admin console asks for; read from its key. */
    clientId: z.string().optional(),
    /** The admin as whom the directory is read; needed unless a person signs in. */
    adminAddress: z.string(),
    endpoints: z.object({ token: endpointBase, gmail: endpointBase, directory: endpointBase }),
    /**
     * Set where a person signs in instead of the service account: the desktop client they sign in to, and the base of the
     * page for it.
     */
    delegated: z.object({ clientId: z.string().min(1), authorize: endpointBase }).optional(),
  })
  .refine(
    ({ delegated, serviceAccount, adminAddress }) => delegated || (serviceAccount !== '' && adminAddress !== ''),
    {
      message: 'A service account needs its address and that of an administrator.',
    },
  )
export const manualConnection = z.object({ provider: z.literal('manual') })

export const connection = z.discriminatedUnion('provider', [microsoftConnection, googleConnection, manualConnection])
export type Connection = z.infer<typeof connection>
export type MicrosoftConnection = z.infer<typeof microsoftConnection>
export type GoogleConnection = z.infer<typeof googleConnection>

/** What every log source has; `name` is the engineer's own for it. */
const anyLogSource = { id: z.string().min(1).max(60), name: z.string().min(1).max(60).optional() }

/** How a log over HTTP is signed in to; the token or the client's secret itself lies in the vault. */
const httpLogAuth = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('token') }),
  /** RFC 6749 section 4.4. An empty `scope` asks for whatever the client may have. */
  z.object({
    kind: z.literal('oauth-client-credentials'),
    tokenUrl: endpointUrl,
    clientId: z.string().min(1).max(300),
    scope: z.string().max(1_000),
  }),
])
export type HttpLogAuth = z.infer<typeof httpLogAuth>

/** The platform's own log over HTTP (resources/openapi/sent-log.yaml). */
export const httpLogSource = z.object({
  kind: z.literal('http'),
  ...anyLogSource,
  base: endpointBase,
  /** The tenant's id at the platform. */
  platformTenantId: z.string().min(1),
  auth: httpLogAuth.default({ kind: 'token' }),
  /** How its JSON is read where it is no Sent Log API. */
  mapping: logMapping.nullable().default(null),
})
export type HttpLogSource = z.infer<typeof httpLogSource>

/** A GoPhish server's campaigns, as the user sees them whose API key is held. */
export const gophishLogSource = z.object({
  kind: z.literal('gophish'),
  ...anyLogSource,
  /** Its admin server, e.g. `https://gophish.example:3333`. */
  base: endpointBase,
  /** Only campaigns, and groups, whose name has this text; empty for all. A server may hold several customers'. */
  campaignName: z.string().max(200).default(''),
  groupName: z.string().max(200).default(''),
})
export type GophishLogSource = z.infer<typeof gophishLogSource>

/** Our mail in the person's own mailbox, where no log can be had: by sender, by header, or by both. */
export const mailboxScanSource = z
  .object({
    kind: z.literal('mailbox-scan'),
    ...anyLogSource,
    /** Whole addresses: a provider looks for nothing less without reading everybody else's mail too. */
    senders: z
      .array(
        z
          .string()
          .trim()
          .toLowerCase()
          .max(320)
          .regex(/^[^\s@"]+@[^\s@"]+\.[^\s@"]+$/, 'Enter whole addresses, e.g. training@platform.example.'),
      )
      .max(100, 'Enter at most 100 addresses.'),
    /** Of these an email has to carry one; without any its sender is enough. */
    marks: z.array(headerMark).max(20, 'Enter at most 20 headers.').default([]),
  })
  .refine(({ senders, marks }) => senders.length + marks.length > 0, {
    message: 'Enter at least one address that our emails come from, or a header that marks them.',
    path: ['senders'],
  })
export type MailboxScanSource = z.infer<typeof mailboxScanSource>

/** Where a tenant's sent email log comes from; one member per kind. */
export const logSource = z
  .discriminatedUnion('kind', [httpLogSource, gophishLogSource, mailboxScanSource])
  // What an email is known from says what may be done with it: no scan passes for a log.
  .refine(({ kind, id }) => provesSending(id) === (kind !== 'mailbox-scan'), {
    message: 'A mailbox scan’s id begins with mailbox-scan, and no other’s does.',
    path: ['id'],
  })
export type LogSourceSettings = z.infer<typeof logSource>

/** Everything the app keeps about a tenant except its secrets, which the vault holds under the tenant's id. */
const settings = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  provider: z.enum(providerKinds),
  domains: z.array(z.string().min(1)),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  timeZone: z.string().min(1),
  connection,
  /** In the order in which they are asked; the first that names a person's facts wins. May be empty. */
  logSources: z.array(logSource),
  /** What tells a message of the platform, for emails that only a file told of. */
  platform: platformProfile.prefault({}),
  tags: z.array(z.string()).default([]),
  /** Place among the tenants as the engineer ordered them; those without one follow, by name. */
  position: z.number().int().nonnegative().nullable().default(null),
  /** A disabled tenant keeps everything and reaches nothing. */
  disabled: z.boolean().default(false),
  /** Removed with its ledger kept: hidden, and back with all its history when it is connected again. */
  removed: z.boolean().default(false),
  /** Days for which sent emails are kept. */
  retentionDays: z.number().int().min(30).max(3_650).default(400),
  /** How many emails this app may send, or have sent, within a day: to one person, and to the whole tenant. */
  resends: z
    .object({
      perPerson: z.number().int().min(0).max(100).default(5),
      perTenant: z.number().int().min(0).max(5_000).default(50),
    })
    .prefault({}),
  /** What the vault holds to sign in with, by what may be told of it. */
  held: z
    .array(
      z.object({
        kind: z.enum(secretKinds),
        since: z.string(),
        expiresAt: z.string().nullable(),
        label: z.string().nullable(),
        publicPart: z.string().nullable(),
      }),
    )
    .default([]),
  /** The soonest expiry of what we sign in with, ISO instant; null when none is known. */
  signInExpiresAt: z.string().nullable().default(null),
})

/** Settings of the first version named one source, not a list. */
const ofFirstVersion = (given: unknown): unknown => {
  if (typeof given !== 'object' || given === null || !('logSource' in given)) return given
  const { logSource: only, ...others } = given
  return { logSources: [only], ...others }
}

const withHosts = z.looseObject({
  platform: z.looseObject({ sendingHosts: z.array(z.string()), senderAddresses: z.array(z.string()).default([]) }),
})
/**
 * The platform profile once held what a manual tenant whitelists: its safe sender stood among the senders of every tenant,
 * covered by their domain already.
 */
const withoutWhitelisting = (given: unknown): unknown => {
  const { data } = withHosts.safeParse(given)
  if (data === undefined) return given
  const { sendingHosts: _, ...platform } = data.platform
  const senderAddresses = platform.senderAddresses.filter((one) => one !== 'bounce@infimasec.com')
  return { ...data, platform: { ...platform, senderAddresses } }
}

export const tenantSettings = z.preprocess((given) => withoutWhitelisting(ofFirstVersion(given)), settings)
export type TenantSettings = z.infer<typeof tenantSettings>

/** Secrets of one tenant, by what they open. They live in the vault only. */
export const tenantSecrets = z.object({
  /** Microsoft: client secret. Google: that of the desktop client, which its token call expects though it is no secret. */
  clientSecret: z.string().optional(),
  /** Microsoft: certificate registered for the app, PEM, its chain after it if there is one. */
  certificate: z.string().optional(),
  /** Microsoft: that certificate's private key, PEM, without a passphrase. */
  certificateKey: z.string().optional(),
  /** Google: the service account's private key, PEM. */
  privateKey: z.string().optional(),
  /** What the app itself signs in to the proxy with; under a holder of its own, never a tenant's. */
  proxy: z.object({ user: z.string(), password: z.string() }).optional(),
  /** What each log source signs in with (a token, a client secret, an API key), by the source's id. */
  logTokens: z.record(z.string(), z.string()).optional(),
})
export type TenantSecrets = z.infer<typeof tenantSecrets>
