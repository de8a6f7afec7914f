import {
  Failure,
  type ConnectChange,
  type ConnectDraft,
  type ConnectInstructions,
  type HeldSecret,
  type SecretKind,
  type SharedApplication,
  type Tenant,
} from '../../../shared/model'
import type { TenantSecrets, TenantSettings } from '../../tenants/settings'
import { createApplications } from './applications'
import { hasCredential, withoutCredential } from './credential-of'
import { changed, emptyDraft, leastUsedColour } from './draft'
import { draftOf } from './draft-of'
import { instructionsFor } from './instructions'
import { makeCertificate } from './make-certificate'
import { newDraftId, type ConnectParts } from './parts'
import { readGrant } from './read-grant'
import { readSecret } from './read-secret'
import { httpSourceId, settingsOf } from './settings-of'
import { requireFreeDomains } from './taken-domains'

/** What can be put into the vault or taken out of it for a draft. */
export type DraftSecret = SecretKind | 'log-token'

export interface ConnectService {
  /** Latest changed first. */
  drafts(): readonly ConnectDraft[]
  begin(from: { tenantId: string | null; copy: boolean }): Promise<ConnectDraft>
  change(draftId: string, change: ConnectChange): ConnectDraft
  putSecret(
    draftId: string,
    secret: { kind: DraftSecret; value: string; passphrase: string | null; expiresAt: string | null },
  ): Promise<ConnectDraft>
  dropSecret(draftId: string, kind: DraftSecret): ConnectDraft
  makeCertificate(draftId: string): Promise<ConnectDraft>
  instructions(draftId: string): ConnectInstructions
  signIn(draftId: string): Promise<ConnectDraft>
  /** Ends a sign-in or a check under way. */
  cancel(draftId: string): void
  check(draftId: string): Promise<ConnectDraft>
  finish(draftId: string): Promise<Tenant>
  discard(draftId: string): void
  applications(): Promise<readonly SharedApplication[]>
  shareApplication(draftId: string, name: string): Promise<ConnectDraft>
  removeApplication(applicationId: string): Promise<void>
  /** What a draft's provider is built from. */
  draftSettings(draftId: string): TenantSettings
  draftSecrets(draftId: string): TenantSecrets
  applicationSecrets(applicationId: string): TenantSecrets
}

/** The secrets that go when another kind comes: two ways to sign in would leave open which one is used. */
const secretFields: Readonly<Record<Exclude<DraftSecret, 'log-token' | 'person'>, readonly (keyof TenantSecrets)[]>> = {
  'client-secret': ['clientSecret'],
  certificate: ['certificate', 'certificateKey'],
  'service-account-key': ['privateKey'],
}

const without = (secrets: TenantSecrets, fields: readonly (keyof TenantSecrets)[]): TenantSecrets =>
  Object.fromEntries(Object.entries(secrets).filter(([name]) => !fields.includes(name as keyof TenantSecrets)))

/** Connects tenants step by step; a draft outlives the app. */
export const createConnectService = (parts: ConnectParts): ConnectService => {
  const { vault, clock, files, ledger } = parts
  const applications = createApplications(parts)
  const running = new Map<string, AbortController>()

  const now = (): string => new Date(clock.now()).toISOString()
  const drafts = (): readonly ConnectDraft[] => files.drafts.read()
  const find = (draftId: string): ConnectDraft => {
    const draft = drafts().find(({ id }) => id === draftId)
    if (draft) return draft
    throw new Failure({
      code: 'bad-input',
      message: 'This connection was finished or discarded: begin anew.',
      field: 'draftId',
    })
  }
  const keep = (draft: ConnectDraft): ConnectDraft => {
    files.drafts.change((all) => [draft, ...all.filter(({ id }) => id !== draft.id)])
    return draft
  }
  const forget = (draftId: string): void => {
    vault.remove(draftId)
    files.drafts.change((all) => all.filter(({ id }) => id !== draftId))
  }
  const sharedOf = (draft: ConnectDraft) =>
    draft.provider === 'microsoft' && draft.microsoft.applicationId !== null
      ? applications.read(draft.microsoft.applicationId)
      : null

  const refuseWorkspace = (): void => {
    if (parts.refusal !== null) throw new Failure({ code: 'not-allowed', message: parts.refusal })
  }

  /** Keeps what was read of a secret, in place of what was there of any kind but the log's. */
  const hold = (draft: ConnectDraft, secrets: TenantSecrets, held: Omit<HeldSecret, 'since'>): ConnectDraft => {
    const before = vault.get(draft.id) ?? {}
    // Google's desktop client has a secret beside the person's sign-in.
    const isBeside = draft.provider === 'google' && draft.google.signIn === 'person'
    const gone = Object.values(secretFields).flat()
    vault.put(draft.id, { ...without(before, isBeside ? [] : gone), ...secrets })
    const others = draft.held.filter(({ kind }) => isBeside && kind !== held.kind)
    return keep({ ...draft, held: [...others, { ...held, since: now() }], grant: null, changedAt: now() })
  }

  /** Forgets the credential of a draft that from now on proves itself as another application. */
  const letGo = (draft: ConnectDraft): ConnectDraft => {
    if (draft.held.length === 0) return draft
    vault.put(draft.id, withoutCredential(vault.get(draft.id) ?? {}))
    return { ...draft, held: [] }
  }

  const limited = async <T>(draftId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    running.get(draftId)?.abort()
    const controller = new AbortController()
    running.set(draftId, controller)
    try {
      return await work(controller.signal)
    } finally {
      if (running.get(draftId) === controller) running.delete(draftId)
    }
  }

  const begin: ConnectService['begin'] = async ({ tenantId, copy }) => {
    refuseWorkspace()
    const id = newDraftId(parts.newId)
    if (tenantId === null) {
      const used = (await ledger.listTenants()).map(({ colour }) => colour)
      return keep(emptyDraft(id, now(), { colour: leastUsedColour(used), timeZone: parts.timeZone }))
    }
    const settings = await ledger.readSettings(tenantId)
    if (!settings)
      throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
    if (!copy) {
      const secrets = vault.get(tenantId)
      if (secrets) vault.put(id, secrets)
      const signIn = await vault.signIn(tenantId).read()
      if (signIn !== null) await vault.signIn(id).write(signIn)
    }
    const draft = draftOf(settings, { id, changedAt: now(), copy })
    const tokenHeld = vault.get(id)?.logTokens?.[httpSourceId] !== undefined
    return keep({ ...draft, log: draft.log && { ...draft.log, tokenHeld } })
  }

  const finish: ConnectService['finish'] = async (draftId) => {
    refuseWorkspace()
    const draft = find(draftId)
    const shared = sharedOf(draft)
    await requireFreeDomains(ledger, draft)
    const returning = draft.tenantId === null ? await removedWith(draft) : null
    const id = draft.tenantId ?? returning?.id ?? `tenant-${parts.newId()}`
    const before = draft.tenantId === null ? returning : await ledger.readSettings(id)
    const entered = vault.get(draftId)
    const renews = shared !== null && entered !== undefined && hasCredential(entered)
    const settings = settingsOf(draft, id, before, renews ? { ...shared, held: draft.held } : shared)
    if (shared === null) requireHeld(draft)
    const secretsBefore = vault.get(id)
    const secrets = entered && shared ? withoutCredential(entered) : entered
    if (secrets) vault.put(id, secrets)
    const signIn = await vault.signIn(draftId).read()
    if (signIn !== null) await vault.signIn(id).write(signIn)
    try {
      await parts.put({ ...settings, removed: false })
    } catch (error) {
      if (secretsBefore) vault.put(id, secretsBefore)
      else vault.remove(id)
      throw error
    }
    if (renews) await applications.renew(shared.id, entered, draft.held)
    const { grant } = draft
    if (grant !== null) files.grants.change((grants) => ({ ...grants, [id]: grant }))
    forget(draftId)
    const tenant = await ledger.readTenant(id)
    if (tenant) return tenant
    throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
  }

  /** A tenant that was removed with its ledger kept, and has one of these domains: it comes back as itself. */
  const removedWith = async (draft: ConnectDraft): Promise<TenantSettings | null> => {
    for (const { id } of await ledger.listTenants({ removed: true })) {
      const settings = await ledger.readSettings(id)
      if (settings?.removed && settings.domains.some((domain) => draft.domains.includes(domain))) return settings
    }
    return null
  }

  return {
    drafts,
    begin,
    change: (draftId, change) => {
      const draft = find(draftId)
      const application = change.microsoft?.applicationId
      const isOther = application !== undefined && application !== draft.microsoft.applicationId
      return keep(changed(isOther ? letGo(draft) : draft, change, now()))
    },
    putSecret: async (draftId, { kind, ...secret }) => {
      const draft = find(draftId)
      if (kind === 'person')
        throw new Failure({ code: 'bad-input', message: 'A person signs in in the browser.', field: 'kind' })
      if (kind === 'log-token') {
        const held = vault.get(draftId) ?? {}
        vault.put(draftId, { ...held, logTokens: { ...held.logTokens, [httpSourceId]: secret.value.trim() } })
        const log = draft.log ?? { base: '', platformTenantId: '', tokenHeld: false }
        return keep({ ...draft, log: { ...log, tokenHeld: true }, changedAt: now() })
      }
      const { secrets, held, google } = await readSecret({ kind, ...secret, now: clock.now() })
      return hold({ ...draft, google: { ...draft.google, ...google } }, secrets, held)
    },
    dropSecret: (draftId, kind) => {
      const draft = find(draftId)
      const held = vault.get(draftId) ?? {}
      if (kind === 'log-token') {
        const { [httpSourceId]: _, ...logTokens } = held.logTokens ?? {}
        vault.put(draftId, { ...held, logTokens })
        return keep({ ...draft, log: draft.log && { ...draft.log, tokenHeld: false }, changedAt: now() })
      }
      if (kind === 'person') void vault.signIn(draftId).clear()
      else vault.put(draftId, without(held, secretFields[kind]))
      return keep({ ...draft, held: draft.held.filter((one) => one.kind !== kind), grant: null, changedAt: now() })
    },
    makeCertificate: async (draftId) => {
      const draft = find(draftId)
      const made = await makeCertificate(`Whereabouts ${draft.name}`.trim().slice(0, 60), clock.now())
      const value = `${made.certificate}\n${made.certificateKey}`
      const read = await readSecret({ kind: 'certificate', value, passphrase: null, expiresAt: null, now: clock.now() })
      return hold(find(draftId), read.secrets, read.held)
    },
    instructions: (draftId) => {
      const draft = find(draftId)
      return instructionsFor(draft, sharedOf(draft))
    },
    signIn: (draftId) =>
      limited(draftId, async (signal) => {
        const provider = await parts.providerOf(draftId)
        if (!provider?.delegated)
          throw new Failure({ code: 'bad-input', message: 'Choose that a person signs in first.', field: 'signIn' })
        const account = await provider.delegated.signIn(parts.openExternal, signal)
        const draft = find(draftId)
        const held = { kind: 'person', expiresAt: null, label: account.name, publicPart: null, since: now() } as const
        const others = draft.held.filter(({ kind }) => kind !== 'person')
        return keep({ ...draft, held: [...others, held], grant: null, changedAt: now() })
      }),
    cancel: (draftId) => running.get(draftId)?.abort(),
    check: (draftId) =>
      limited(draftId, async (signal) => {
        const grant = await readGrant(parts, draftId, signal, (row) =>
          parts.emit({ kind: 'grant-row', draftId, tenantId: null, row }),
        )
        return keep({ ...find(draftId), grant })
      }),
    finish,
    discard: (draftId) => {
      running.get(draftId)?.abort()
      forget(draftId)
    },
    applications: applications.list,
    shareApplication: async (draftId, name) => {
      const draft = find(draftId)
      const id = await applications.add(draft, name, vault.get(draftId) ?? {})
      return keep({ ...letGo(draft), microsoft: { ...draft.microsoft, applicationId: id }, changedAt: now() })
    },
    removeApplication: applications.remove,
    draftSettings: (draftId) => {
      const draft = find(draftId)
      // Only how it is reached matters here: what else is missing, `finish` will ask for.
      const named = { ...draft, name: draft.name || 'Draft', log: null }
      const domains = draft.domains.length > 0 ? draft.domains : ['draft.example']
      return settingsOf({ ...named, domains }, draftId, null, sharedOf(draft))
    },
    draftSecrets: (draftId) => {
      const draft = find(draftId)
      const shared = sharedOf(draft)
      const own = vault.get(draftId) ?? {}
      return shared === null || hasCredential(own) ? own : { ...own, ...applications.secrets(shared.id) }
    },
    applicationSecrets: applications.secrets,
  }
}

const heldFor: Readonly<Record<'microsoft' | 'google', (draft: ConnectDraft) => readonly [SecretKind, string]>> = {
  microsoft: ({ microsoft }) =>
    ({
      secret: ['client-secret', 'Enter the client secret.'] as const,
      certificate: ['certificate', 'Choose a certificate, or make one here.'] as const,
      person: ['person', 'Sign in in the browser first.'] as const,
    })[microsoft.signIn],
  google: ({ google }) =>
    google.signIn === 'person'
      ? ['person', 'Sign in in the browser first.']
      : ['service-account-key', 'Choose the JSON key of the service account.'],
}

/** Throws `bad-input` when the vault holds nothing to sign in with. */
const requireHeld = (draft: ConnectDraft): void => {
  if (draft.provider !== 'microsoft' && draft.provider !== 'google') return
  const [kind, message] = heldFor[draft.provider](draft)
  if (!draft.held.some((one) => one.kind === kind)) throw new Failure({ code: 'bad-input', message, field: 'secret' })
}
