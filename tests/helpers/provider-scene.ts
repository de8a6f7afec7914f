import { z } from 'zod'
import { createTransport } from '../../src/main/net/create-transport'
import { systemClock } from '../../src/main/net/clock'
import type { Clock } from '../../src/main/net/transport'
import type { LocateResult, MailProvider, Mailbox, SignInStore, WantedEmail } from '../../src/main/providers/provider'
import { createProviders, type Provider } from '../../src/main/providers/registry'
import { tenantSecrets, tenantSettings, type Connection, type TenantSecrets } from '../../src/main/tenants/settings'
import type { HeaderMark, PlaceKind } from '../../src/shared/model'
import { startServer, type RunningServer, type ServerOptions } from '../../src/simulator/server'
import type { SimPerson, SimSentEmail, SimTenant } from '../../src/simulator/world/world'
import { copiesInWorld, hasFolder, stock, type WorldCopy } from './provider-world'

/** What the behaviour suite has to know of a provider. Everything else it learns from the simulated world. */
export interface ProviderProfile {
  /** As tests name it. */
  readonly name: string
  readonly kind: 'microsoft' | 'google'
  /** Service of the simulator that answers for mailboxes, and the one that gives out tokens. */
  readonly mail: string
  readonly token: string
  /** Matches `METHOD path` of the request that changes a mailbox, a member of a batch included. */
  readonly move: RegExp
  /** The same as a fault rule of the admin API has it: a regular expression over `METHOD path` below the service. */
  readonly moveRoute: string
  /** Every request that may ever be made, as `METHOD path`; batch members too. */
  readonly allowed: readonly RegExp[]
  /** Where the admin API can put an email, with the kind of place that is to be seen. */
  readonly places: readonly { readonly to: string; readonly kind: PlaceKind }[]
  /** HTTP requests for 60 emails that the visible mailbox holds: with nothing known but the directory id, and once more. */
  readonly most: { readonly first: number; readonly again: number }
}

export interface Changed {
  readonly clock?: Clock
  readonly connection?: Connection
  readonly secrets?: TenantSecrets
  readonly signIns?: SignInStore
  readonly headerMarks?: readonly HeaderMark[]
}

export interface Scene {
  readonly server: RunningServer
  readonly profile: ProviderProfile
  readonly tenant: SimTenant
  /** A provider that has asked nothing yet. */
  fresh(more?: Changed): Promise<Provider>
  readonly connection: Connection
  /** Everybody active with a mailbox. */
  readonly people: readonly SimPerson[]
  /** Somebody with a mailbox and at least this many emails whose Message-ID the log knows. */
  person(least?: number): SimPerson
  emailsOf(person: SimPerson): readonly SimSentEmail[]
  copies(person: SimPerson, email: SimSentEmail): readonly WorldCopy[]
  /** A new email with one copy in the Inbox; of somebody who has this folder of their own. */
  inInbox(folder?: string): { readonly person: SimPerson; readonly email: SimSentEmail; readonly mailbox: Mailbox }
  admin(method: string, path: string, body?: unknown): Promise<unknown>
  act(person: SimPerson, act: string, body: unknown): Promise<unknown>
  faults(...rules: readonly object[]): Promise<unknown>
  stop(): Promise<void>
}

/** Waits pass ten times as fast, so that repeats don't make tests slow; what is measured stays true. */
export const hurriedClock: Clock = {
  now: systemClock.now,
  sleep: (ms, signal) => systemClock.sleep(ms / 10, signal),
}

const workspace = z.object({
  tenants: z.array(z.object({ settings: tenantSettings, secrets: tenantSecrets })),
})

/** Starts the simulated server in this process and connects the provider's tenant to it as the app would. */
export const openScene = async (profile: ProviderProfile, options: ServerOptions = {}): Promise<Scene> => {
  const server = await startServer({ seed: 7, ...options })
  const admin: Scene['admin'] = async (method, path, body) => {
    const answer = await fetch(`${server.bases.admin}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return text === '' ? null : (JSON.parse(text) as unknown)
  }
  const tenant = server.context.world.tenants.find((one) => one.provider === profile.kind)
  const connected = workspace
    .parse(await admin('GET', '/workspace'))
    .tenants.find(({ settings }) => settings.id === tenant?.key)
  if (!tenant || !connected) throw new Error(`The seed has no tenant of ${profile.name}.`)

  const fresh: Scene['fresh'] = async (more) => {
    const clock = more?.clock ?? hurriedClock
    const platform = { ...connected.settings.platform, headerMarks: [...(more?.headerMarks ?? [])] }
    const { connection } = { ...connected.settings, ...(more?.connection ? { connection: more.connection } : {}) }
    const transport = createTransport({
      fetch,
      clock,
      random: Math.random,
      basesOf: () => (connection.provider === 'manual' ? [] : Object.values(connection.endpoints)),
    })
    const made = await createProviders({
      transport,
      clock,
      settingsOf: () => Promise.resolve({ ...connected.settings, connection, platform }),
      secretsOf: () => ({ ...connected.secrets, ...more?.secrets }),
      ...(more?.signIns ? { signInsOf: () => more.signIns as SignInStore } : {}),
    }).providerOf(tenant.key)
    if (!made) throw new Error(`${profile.name} has no provider.`)
    return made
  }

  const emailsOf = (person: SimPerson): readonly SimSentEmail[] => tenant.sent.get(person.id) ?? []
  const copies = (person: SimPerson, email: SimSentEmail): readonly WorldCopy[] => copiesInWorld(tenant, person, email)
  // Whoever was sent thousands is left out: looking through all of it would be most of a test's time.
  const able = tenant.people.filter(
    (one) => one.status === 'active' && tenant.mailboxes.has(one.id) && emailsOf(one).length < 500,
  )

  let turn = 0

  return {
    server,
    profile,
    tenant,
    people: able,
    fresh,
    connection: connected.settings.connection,
    person: (least = 1) => {
      const found = able.find((one) => emailsOf(one).filter(({ messageId }) => messageId !== null).length >= least)
      if (!found) throw new Error(`Nobody was sent ${least} emails.`)
      return found
    },
    emailsOf,
    copies,
    inInbox: (folder) => {
      const fit = able.filter(
        (one) => emailsOf(one).length > 0 && (folder === undefined || hasFolder(tenant, one, folder)),
      )
      // Another mailbox each time: what one may be asked in a minute is limited.
      const person = fit[turn++ % fit.length]
      if (!person) throw new Error(`Nobody has a folder ${folder}.`)
      return { person, email: stock(tenant, person), mailbox: mailboxOf(person) }
    },
    admin,
    act: (person, act, body) => admin('POST', `/mailboxes/${encodeURIComponent(person.address)}/${act}`, body),
    faults: (...rules) => admin('POST', '/faults', rules),
    stop: () => server.stop(),
  }
}

export const mailboxOf = (person: SimPerson): Mailbox => ({ address: person.address, directoryId: person.directoryId })

export const wantedOf = (email: SimSentEmail, knownRefs: readonly string[] = []): WantedEmail => ({
  emailId: email.id,
  messageId: email.messageId,
  sender: email.sender.address,
  subject: email.subject,
  sentAt: email.sentAt,
  knownRefs,
})

/** Locates and gives the results by email id; fails when one email was reported twice. */
export const locateAll = async (
  provider: MailProvider,
  mailbox: Mailbox,
  wanted: readonly WantedEmail[],
  signal: AbortSignal = new AbortController().signal,
): Promise<ReadonlyMap<string, LocateResult>> => {
  const results = new Map<string, LocateResult>()
  await provider.locate(mailbox, wanted, signal, (result) => {
    if (results.has(result.emailId)) throw new Error(`${result.emailId} was reported twice.`)
    results.set(result.emailId, result)
  })
  return results
}

/** Where the wanted email was located, in few words: `inbox`, `junk+archive`, `not-found`, `unknown:throttled`. */
export const inWords = (result: LocateResult | undefined): string => {
  switch (result?.located.kind) {
    case undefined:
      return 'not reported'
    case 'found':
      return result.located.copies.map((copy) => copy.place.kind).join('+')
    case 'not-found':
      return 'not-found'
    case 'unknown':
      return `unknown:${result.located.reason}`
  }
}

/** The folder of somebody's own that the profile's places name. */
export const folderOf = (scene: Scene): string => scene.profile.places.find(({ kind }) => kind === 'folder')?.to ?? ''
