import { z } from 'zod'
import type { ConnectDraft, ConnectInstructions, SharedApplication, Tenant } from '../model'
import {
  applicationId,
  connectSteps,
  draftId,
  googleSignIns,
  microsoftClouds,
  microsoftSignIns,
  providerKinds,
  secretKinds,
  tenantId,
} from '../model'
import { answers } from './answers'

const aDraft = z.object({ draftId })
const line = z.string().max(300)
const base = z.string().max(500)
/** A key file or a certificate at its largest. */
const secretText = z.string().min(1).max(100_000)

const microsoft = z
  .object({
    directory: line,
    applicationId: applicationId.nullable(),
    clientId: line,
    signIn: z.enum(microsoftSignIns),
    cloud: z.enum(microsoftClouds),
    login: base,
    graph: base,
  })
  .partial()
const google = z
  .object({
    signIn: z.enum(googleSignIns),
    serviceAccount: line,
    clientId: line,
    adminAddress: line,
    token: base,
    gmail: base,
    directory: base,
    authorize: base,
  })
  .partial()
const log = z.object({ base, platformTenantId: line }).partial().nullable()

const change = z
  .object({
    step: z.enum(connectSteps),
    provider: z.enum(providerKinds).nullable(),
    name: line,
    domains: z.array(line).max(200),
    timeZone: z.string().max(60),
    colour: z.string().max(7),
    tags: z.array(z.string().max(40)).max(20),
    microsoft,
    google,
    log,
  })
  .partial()

/**
 * Connecting a tenant, step by step. A draft takes whatever is typed and keeps it; only `finish` insists that it is
 * complete, and then names the field.
 */
export const connectCalls = {
  /** Latest changed first. */
  'connect.drafts': { input: z.object({}), ...answers<readonly ConnectDraft[]>() },
  /** A new draft: empty, of a connected tenant to change it, or a copy of one (without its secrets). */
  'connect.begin': {
    input: z.object({ tenantId: tenantId.nullable(), copy: z.boolean() }),
    ...answers<ConnectDraft>(),
  },
  'connect.change': { input: aDraft.extend({ change }), ...answers<ConnectDraft>() },
  /**
   * Puts a secret into the vault: a client secret's text, a certificate (PEM with its key, or PFX as base64), a service
   * account's JSON key, the log's token. Where the draft uses a shared application, a new credential replaces that one's for
   * every tenant once the draft is finished. Refused with the field `value` or `passphrase` and what is wrong with it.
   */
  'connect.putSecret': {
    input: aDraft.extend({
      kind: z.enum([...secretKinds, 'log-token']),
      value: secretText,
      passphrase: z.string().max(1_000).nullable(),
      /** ISO date until which a client secret is good, as the provider's page says; null when nobody noted it. */
      expiresAt: z.iso.date().nullable(),
    }),
    ...answers<ConnectDraft>(),
  },
  'connect.dropSecret': {
    input: aDraft.extend({ kind: z.enum([...secretKinds, 'log-token']) }),
    ...answers<ConnectDraft>(),
  },
  /** Makes a certificate here; its key never leaves the vault. */
  'connect.makeCertificate': { input: aDraft, ...answers<ConnectDraft>() },
  'connect.instructions': { input: aDraft, ...answers<ConnectInstructions>() },
  /** Opens the provider's page in the system's browser and answers when the person has signed in, or gave up. */
  'connect.signIn': { input: aDraft, ...answers<ConnectDraft>() },
  'connect.cancelSignIn': { input: aDraft, ...answers<null>() },
  /** Reads every capability with what the draft holds; each row comes as a `grant-row` event when it is known. */
  'connect.check': { input: aDraft, ...answers<ConnectDraft>() },
  'connect.finish': { input: aDraft, ...answers<Tenant>() },
  'connect.discard': { input: aDraft, ...answers<null>() },
  'connect.applications': { input: z.object({}), ...answers<readonly SharedApplication[]>() },
  /** Keeps the draft's application, secret and certificate for other tenants too, and makes the draft use it. */
  'connect.shareApplication': { input: aDraft.extend({ name: line.min(1) }), ...answers<ConnectDraft>() },
  'connect.removeApplication': { input: z.object({ applicationId }), ...answers<null>() },
}
