import { z } from 'zod'
import {
  capabilities,
  capabilityStates,
  connectSteps,
  googleSignIns,
  microsoftClouds,
  microsoftSignIns,
  providerKinds,
  secretKinds,
  tenantColours,
  type ConnectChange,
  type ConnectDraft,
} from '../../../shared/model'
import { clouds, googleEndpoints } from './clouds'

export const heldSecret = z.object({
  kind: z.enum(secretKinds),
  since: z.string(),
  expiresAt: z.string().nullable(),
  label: z.string().nullable(),
  publicPart: z.string().nullable(),
})
const told = z.object({ grants: z.boolean().nullable(), detail: z.string(), source: z.string() })
const spreading = z.object({ was: z.enum(capabilityStates).nullable(), readAgainAt: z.string() })
export const grantReading = z.object({
  readAt: z.string(),
  rows: z.array(
    z.object({
      capability: z.enum(capabilities),
      state: z.enum(capabilityStates),
      detail: z.string(),
      remedy: z.string().nullable(),
      providerCode: z.string().nullable(),
      ms: z.number(),
      source: z.string(),
      declared: told.exactOptional(),
      observed: told.exactOptional(),
      spreading: spreading.exactOptional(),
    }),
  ),
})

/** A draft as it is kept: everything but the secrets. */
export const connectDraft: z.ZodType<ConnectDraft> = z.object({
  id: z.string(),
  tenantId: z.string().nullable(),
  changedAt: z.string(),
  step: z.enum(connectSteps),
  provider: z.enum(providerKinds).nullable(),
  name: z.string(),
  domains: z.array(z.string()),
  timeZone: z.string(),
  colour: z.string(),
  tags: z.array(z.string()),
  microsoft: z.object({
    directory: z.string(),
    applicationId: z.string().nullable(),
    clientId: z.string(),
    signIn: z.enum(microsoftSignIns),
    cloud: z.enum(microsoftClouds),
    login: z.string(),
    graph: z.string(),
  }),
  google: z.object({
    signIn: z.enum(googleSignIns),
    serviceAccount: z.string(),
    clientId: z.string(),
    adminAddress: z.string(),
    token: z.string(),
    gmail: z.string(),
    directory: z.string(),
    authorize: z.string(),
  }),
  log: z.object({ base: z.string(), platformTenantId: z.string(), tokenHeld: z.boolean() }).nullable(),
  held: z.array(heldSecret),
  grant: grantReading.nullable(),
})

/** A new tenant gets the first colour that is used least. */
export const leastUsedColour = (used: readonly string[]): string =>
  [...tenantColours].sort(
    (a, b) => used.filter((one) => one === a).length - used.filter((one) => one === b).length,
  )[0] ?? '#7a4fd0'

export const emptyDraft = (
  id: string,
  changedAt: string,
  facts: { colour: string; timeZone: string },
): ConnectDraft => ({
  id,
  tenantId: null,
  changedAt,
  step: 'provider',
  provider: null,
  name: '',
  domains: [],
  ...facts,
  tags: [],
  microsoft: {
    directory: '',
    applicationId: null,
    clientId: '',
    signIn: 'secret',
    cloud: 'global',
    login: clouds.global.login,
    graph: clouds.global.graph,
  },
  google: { signIn: 'service-account', serviceAccount: '', clientId: '', adminAddress: '', ...googleEndpoints },
  log: { base: '', platformTenantId: '', tokenHeld: false },
  held: [],
  grant: null,
})

/** What a change makes of a draft. Choosing a cloud sets its endpoints; whatever touches the sign-in voids the last check. */
export const changed = (draft: ConnectDraft, change: ConnectChange, changedAt: string): ConnectDraft => {
  const { microsoft, google, log, ...rest } = change
  const cloud = microsoft?.cloud
  const endpoints =
    cloud === undefined || cloud === 'custom' ? {} : { login: clouds[cloud].login, graph: clouds[cloud].graph }
  const touchesSignIn = microsoft !== undefined || google !== undefined || change.provider !== undefined
  return {
    ...draft,
    ...rest,
    ...(rest.domains ? { domains: rest.domains.map(domainOf).filter((domain) => domain !== '') } : {}),
    microsoft: { ...draft.microsoft, ...microsoft, ...endpoints },
    google: { ...draft.google, ...google },
    log:
      log === undefined
        ? draft.log
        : log === null
          ? null
          : { ...(draft.log ?? { base: '', platformTenantId: '', tokenHeld: false }), ...log },
    grant: touchesSignIn ? null : draft.grant,
    changedAt,
  }
}

/** As people paste it: with a scheme, an @, a path or capitals. */
const domainOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^\w+:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/\/.*$/, '')
    .replace(/\.$/, '')
