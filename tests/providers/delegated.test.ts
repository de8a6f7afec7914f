import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Clock } from '../../src/main/net/transport'
import type { KeptSignIn, MailProvider, SignInStore } from '../../src/main/providers/provider'
import type { Provider } from '../../src/main/providers/registry'
import type { Connection, TenantSecrets } from '../../src/main/tenants/settings'
import type { SimPerson } from '../../src/simulator/world/world'
import { browse } from '../helpers/browser'
import { hurriedClock, inWords, locateAll, mailboxOf, openScene, wantedOf, type Scene } from '../helpers/provider-scene'
import { watchRequests } from '../helpers/provider-requests'
import { stock } from '../helpers/provider-world'
import { google } from './google.profile'
import { microsoft } from './microsoft.profile'

const signal = new AbortController().signal

const memoryStore = (): SignInStore & { kept: KeptSignIn | null } => ({
  kept: null,
  read() {
    return Promise.resolve(this.kept)
  },
  write(signIn) {
    return Promise.resolve(void (this.kept = signIn))
  },
  clear() {
    return Promise.resolve(void (this.kept = null))
  },
})

/** The tenant's connection as it is when a person signs in, and what the token endpoint is to be told besides. */
const delegatedOf = (scene: Scene): { connection: Connection; secrets: TenantSecrets } => {
  const { keys } = scene.tenant
  if (scene.connection.provider === 'microsoft' && keys.kind === 'microsoft')
    return { connection: { ...scene.connection, delegated: { clientId: keys.clientId } }, secrets: {} }
  if (scene.connection.provider === 'google' && keys.kind === 'google') {
    const authorize = scene.server.bases.googleAccounts
    return {
      connection: { ...scene.connection, delegated: { clientId: keys.desktopClientId, authorize } },
      secrets: { clientSecret: keys.desktopClientSecret },
    }
  }
  throw new Error('There is no such sign-in.')
}

describe.each([microsoft, google])('a person’s sign-in to $name', (profile) => {
  let scene: Scene
  let self: SimPerson
  beforeAll(async () => {
    scene = await openScene(profile)
    self = scene.person()
    if (self.signInName !== self.address) throw new Error('Take somebody whose address is their sign-in name.')
  })
  afterEach(() =>
    policy({ as: self.address, refuse: false, withhold: [], shared: [] }).then(() =>
      scene.admin('POST', `/tenants/${scene.tenant.key}/grants`, { tokenSeconds: null }),
    ),
  )
  afterAll(() => scene.stop())

  const policy = (body: object) => scene.admin('POST', `/tenants/${scene.tenant.key}/sign-in`, body)
  const open = async (more: { store?: SignInStore; clock?: Clock } = {}): Promise<Provider> => {
    await policy({ as: self.address })
    return scene.fresh({
      ...delegatedOf(scene),
      ...(more.store ? { signIns: more.store } : {}),
      ...(more.clock ? { clock: more.clock } : {}),
    })
  }
  const signIn = (provider: MailProvider, openExternal: (url: string) => Promise<unknown> = browse) =>
    provider.delegated?.signIn(async (url) => void (await openExternal(url)), signal)
  const look = async (provider: MailProvider, person: SimPerson): Promise<string> => {
    const email = stock(scene.tenant, person)
    return inWords((await locateAll(provider, mailboxOf(person), [wantedOf(email)])).get(email.id))
  }
  const anotherPerson = (): SimPerson => {
    const found = scene.people.find((one) => one !== self && !one.isAdmin)
    if (!found) throw new Error('There is nobody else.')
    return found
  }

  it('opens their own mailbox, finds and moves', async () => {
    const provider = await open()
    expect(await signIn(provider)).toEqual({ id: self.directoryId, name: self.signInName })
    expect(await provider.delegated?.account()).toEqual({ id: self.directoryId, name: self.signInName })
    expect(await provider.resolvePerson(self.address, signal)).toMatchObject({ directoryId: self.directoryId })

    const email = stock(scene.tenant, self)
    await scene.act(self, 'move', { messageId: email.realMessageId, to: profile.places[0]?.to })
    const seen = watchRequests(scene)
    const result = (await locateAll(provider, mailboxOf(self), [wantedOf(email)])).get(email.id)
    const copy = result?.located.kind === 'found' ? result.located.copies[0] : undefined
    if (!copy) throw new Error(`Not found: ${inWords(result)}`)
    expect((await provider.moveToInbox(mailboxOf(self), copy, signal)).place.kind).toBe('inbox')
    expect(scene.copies(self, email).map(({ kind }) => kind)).toEqual(['inbox'])
    expect(seen.calls().filter((row) => !/\/me\b/.test(row.url))).toEqual([])
  })

  it('does not open another mailbox', async () => {
    const provider = await open()
    await signIn(provider)
    expect(await look(provider, anotherPerson())).toBe('unknown:mailbox-out-of-scope')
  })

  it('says so before anybody has signed in', async () => {
    const provider = await open()
    expect(await provider.delegated?.account()).toBeNull()
    expect(await look(provider, self)).toBe('unknown:sign-in-refused')
  })

  it('outlives the app in the store handed in, and ends there', async () => {
    const store = memoryStore()
    await signIn(await open({ store }))
    const later = await open({ store })
    expect(await look(later, self)).toBe('inbox')
    await later.delegated?.signOut()
    expect(store.kept).toBeNull()
    expect(await look(later, self)).toBe('unknown:sign-in-refused')
  })

  it('is renewed without anybody when its token ends, once for all who ask', async () => {
    let late = 0
    const clock: Clock = { now: () => hurriedClock.now() + late, sleep: hurriedClock.sleep }
    const provider = await open({ clock })
    await signIn(provider)
    expect(await look(provider, self)).toBe('inbox')
    late = 3_600_000
    const seen = watchRequests(scene)
    expect(await Promise.all([look(provider, self), look(provider, self)])).toEqual(['inbox', 'inbox'])
    const asked = seen.http().filter((row) => row.service === profile.token)
    expect(asked.map((row) => (row.body as { grant_type: string }).grant_type)).toEqual(['refresh_token'])
  })

  it('is renewed when the server no longer takes its token', async () => {
    await scene.admin('POST', `/tenants/${scene.tenant.key}/grants`, { tokenSeconds: 0 })
    const provider = await open()
    await signIn(provider)
    await scene.admin('POST', `/tenants/${scene.tenant.key}/grants`, { tokenSeconds: null })
    expect(await look(provider, self)).toBe('inbox')
  })

  it('has to be made again once it was revoked', async () => {
    const store = memoryStore()
    await signIn(await open({ store }))
    await new Promise((resolve) => setTimeout(resolve, 5))
    await policy({ revoke: true })
    await expect((await open({ store })).readCopy(mailboxOf(self), 'x', signal)).rejects.toMatchObject({
      code: 'sign-in-refused',
      message: expect.stringContaining('sign in again') as unknown,
    })
    expect(store.kept).not.toBeNull()
  })

  it('that is declined is told as missing consent', async () => {
    const provider = await open()
    await policy({ refuse: true })
    await expect(signIn(provider)).rejects.toMatchObject({ code: 'permission-missing' })
    expect(await provider.delegated?.account()).toBeNull()
  })

  it('of somebody who may not consent to moving cannot move', async () => {
    const mailScopes = ['Mail.ReadWrite', 'Mail.ReadWrite.Shared', 'https://www.googleapis.com/auth/gmail.modify']
    const provider = await open()
    await policy({ withhold: mailScopes })
    await signIn(provider)
    expect(await look(provider, self)).toBe('unknown:permission-missing')
  })

  it('tells what they consented to, and by which delegated name the rest is missing', async () => {
    const provider = await open()
    await signIn(provider)
    expect(await provider.check('locate', signal)).toMatchObject({ state: 'granted', remedy: null })
    expect(await provider.check('move', signal)).toMatchObject({ state: 'declared' })
    const send = await provider.check('send', signal)
    expect(send.state).toBe('missing')
    expect(send.remedy).toMatch(/delegated permission Mail\.Send|auth\/gmail\.send to the desktop client/)
  })

  it('is not disturbed by somebody who guesses at the port', async () => {
    const provider = await open()
    const account = await signIn(provider, async (url) => {
      const back = new URL(new URL(url).searchParams.get('redirect_uri') ?? '')
      back.search = '?code=stolen&state=guessed'
      expect((await fetch(back)).status).toBe(400)
      return browse(url)
    })
    expect(account?.name).toBe(self.signInName)
  })

  it('can be given up while the browser is still being opened', async () => {
    const provider = await open()
    const abort = new AbortController()
    const signing = provider.delegated?.signIn(() => new Promise(() => undefined), abort.signal)
    const failing = expect(signing).rejects.toMatchObject({ code: 'cancelled' })
    await new Promise((resolve) => setImmediate(resolve))
    abort.abort()
    await failing
  })

  it('is over when the browser cannot be opened', async () => {
    const provider = await open()
    await expect(signIn(provider, () => Promise.reject(new Error('no browser')))).rejects.toMatchObject({
      code: 'sign-in-refused',
    })
  })

  it('sends the code once, and neither it nor a token is written down', async () => {
    const provider = await open()
    await scene.faults({ service: profile.token, route: 'POST', fault: { kind: 'drop-after' }, times: 1 })
    const seen = watchRequests(scene)
    await expect(signIn(provider)).rejects.toMatchObject({ code: 'bad-answer' })
    const asked = seen.http().filter((row) => row.method === 'POST')
    expect(asked).toHaveLength(1)
    expect(asked[0]?.body).toMatchObject({ code: '(redacted)', code_verifier: '(redacted)' })
  })
})

describe('a person’s sign-in to Microsoft 365 alone', () => {
  it('opens a mailbox that is shared with them', async () => {
    const scene = await openScene(microsoft)
    try {
      const [self, other] = scene.people
      if (!self || !other) throw new Error('There are too few people.')
      const sign = { as: self.address, shared: [other.address] }
      await scene.admin('POST', `/tenants/${scene.tenant.key}/sign-in`, sign)
      const provider = await scene.fresh(delegatedOf(scene))
      await provider.delegated?.signIn(async (url) => void (await browse(url)), signal)
      const email = stock(scene.tenant, other)
      const results = await locateAll(provider, mailboxOf(other), [wantedOf(email)])
      expect(inWords(results.get(email.id))).toBe('inbox')
    } finally {
      await scene.stop()
    }
  })
})
