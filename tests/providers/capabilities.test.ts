import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Provider } from '../../src/main/providers/registry'
import { capabilities, type Capability, type CapabilityReading } from '../../src/shared/model'
import { hurriedClock, mailboxOf, openScene, type Scene } from '../helpers/provider-scene'
import { watchRequests } from '../helpers/provider-requests'
import { google } from './google.profile'
import { microsoft } from './microsoft.profile'

const signal = new AbortController().signal
const scope = (name: string): string => `https://www.googleapis.com/auth/${name}`

type States = Readonly<Partial<Record<Capability, CapabilityReading['state']>>>
const allRights: States = {
  'sign-in': 'granted',
  'read-directory': 'granted',
  locate: 'granted',
  move: 'declared',
  'read-rules': 'granted',
  send: 'declared',
}

/** What is missing when one thing is taken away, and the name that has to be added again. */
const single = {
  'Microsoft 365': [
    ['read-directory', { 'read-directory': 'User.Read.All' }],
    ['locate', { locate: 'Mail.ReadBasic.All', move: 'Mail.ReadWrite' }],
    ['move', { move: 'Mail.ReadWrite' }],
    ['read-rules', { 'read-rules': 'MailboxSettings.Read' }],
    ['send', { send: 'Mail.Send' }],
  ],
  'Google Workspace': [
    ['read-directory', { 'read-directory': scope('admin.directory.user.readonly') }],
    ['locate', { locate: scope('gmail.readonly'), move: scope('gmail.modify') }],
    ['move', { move: scope('gmail.modify') }],
    // Who may read mail may read filters too: nothing is missing then.
    ['read-rules', {}],
    ['send', { send: scope('gmail.send') }],
  ],
} as unknown as Readonly<
  Record<string, readonly (readonly [Capability, Readonly<Partial<Record<Capability, string>>>])[]>
>

describe.each([microsoft, google])('what $name grants', (profile) => {
  let scene: Scene
  let everything: readonly string[]
  beforeAll(async () => {
    scene = await openScene(profile)
    everything = [...scene.tenant.grants]
  })
  afterEach(async () => {
    await grant({ grants: everything })
    await scene.admin('DELETE', '/faults')
  })
  afterAll(() => scene.stop())

  const grant = (body: object) => scene.admin('POST', `/tenants/${scene.tenant.key}/grants`, body)
  const ask = async (provider: Provider, with_: 'person' | 'nobody' = 'person') => {
    const mailbox = with_ === 'person' ? mailboxOf(scene.person()) : undefined
    const readings = await Promise.all(capabilities.map((one) => provider.check(one, signal, mailbox)))
    return new Map(readings.map((reading) => [reading.capability, reading]))
  }
  const states = (readings: ReadonlyMap<Capability, CapabilityReading>): States =>
    Object.fromEntries([...readings].map(([name, { state }]) => [name, state]))

  it('is read by real calls, or out of a token where a call would change something', async () => {
    const seen = watchRequests(scene)
    const readings = await ask(await scene.fresh())
    expect(states(readings)).toEqual(allRights)
    for (const { remedy, detail, source, ms, providerCode } of readings.values()) {
      expect([remedy, providerCode]).toEqual([null, null])
      expect(`${detail} ${source}`).toMatch(/\w{5}/)
      expect(ms).toBeGreaterThanOrEqual(0)
    }
    const others = seen.calls().filter((row) => row.service !== profile.token)
    expect(others.every((row) => row.method === 'GET')).toBe(true)
    expect(others.flatMap((row) => row.notes ?? [])).toEqual([])
  })

  it('is read in a mailbox of its own choice when no person is named', async () => {
    expect(states(await ask(await scene.fresh(), 'nobody'))).toEqual(allRights)
  })

  it.each(single[profile.name] ?? [])('lacks exactly what is taken away: %s', async (away, missing) => {
    await grant({ without: [away] })
    const readings = await ask(await scene.fresh())
    const expected = { ...allRights, ...Object.fromEntries(Object.keys(missing).map((name) => [name, 'missing'])) }
    expect(states(readings)).toEqual(expected)
    for (const [name, permission] of Object.entries(missing))
      expect(readings.get(name as Capability)?.remedy).toContain(permission)
  })

  it('lacks everything once nothing is granted', async () => {
    await grant({ grants: [] })
    const { 'sign-in': signIn, ...rest } = states(await ask(await scene.fresh()))
    expect(new Set(Object.values(rest))).toEqual(new Set(['missing']))
    // Microsoft goes on signing the app in, with a token that carries nothing.
    expect(signIn).toBe(profile.kind === 'microsoft' ? 'granted' : 'missing')
  })

  it('is read anew each time, so that a repaired grant shows within seconds', async () => {
    let later = 0
    const provider = await scene.fresh({
      clock: { now: () => hurriedClock.now() + later, sleep: hurriedClock.sleep },
    })
    expect(states(await ask(provider))).toEqual(allRights)
    await grant({ without: ['move', 'send'] })
    later += 11_000
    expect(states(await ask(provider))).toEqual({ ...allRights, move: 'missing', send: 'missing' })
    await grant({ grants: everything })
    later += 11_000
    expect(states(await ask(provider))).toEqual(allRights)
  })

  it.each([
    ['a server that fails', { kind: 'status', status: 500 }],
    ['a server that asks to wait', { kind: 'status', status: 429, retryAfter: '600' }],
    ['a page in HTML', { kind: 'html' }],
  ])('is unknown, never missing, with %s', async (_, fault) => {
    await scene.faults({ service: '*', fault })
    const readings = await ask(await scene.fresh())
    expect(new Set(Object.values(states(readings)))).toEqual(new Set(['unknown']))
    for (const { detail, remedy } of readings.values()) {
      expect(detail).not.toBe('')
      expect(remedy).toBeNull()
    }
  })

  it('is not said to be there where the mailbox is refused, whatever is declared', async () => {
    const isMicrosoft = profile.kind === 'microsoft'
    if (isMicrosoft)
      await scene.faults({ service: 'graph', route: '/messages', fault: { kind: 'status', status: 403 } })
    const person = isMicrosoft ? scene.person() : scene.tenant.people.find((one) => !one.hasMailbox)
    if (!person) throw new Error('Everybody has a mailbox.')
    const reading = await (await scene.fresh()).check('locate', signal, mailboxOf(person))
    expect(reading.state).toBe(isMicrosoft ? 'missing' : 'unknown')
    expect(reading.declared?.grants).toBe(true)
    expect(reading.providerCode).toBe(isMicrosoft ? 'ErrorAccessDenied' : 'failedPrecondition')
  })

  it('is told apart from a sign-in that is refused', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      ...{ publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } },
    }) as unknown as { privateKey: string }
    const readings = await ask(await scene.fresh({ secrets: { clientSecret: 'wrong', privateKey } }))
    const signIn = readings.get('sign-in')
    expect(signIn).toMatchObject({
      state: 'missing',
      providerCode: profile.kind === 'microsoft' ? 'AADSTS7000215' : 'invalid_grant',
    })
    expect(signIn?.remedy).toMatch(/secret is wrong|key/)
    const { 'sign-in': _, ...rest } = states(readings)
    expect(new Set(Object.values(rest))).toEqual(new Set(['unknown']))
  })

  it('throws only when nobody waits for it any more', async () => {
    const abort = new AbortController()
    const asking = (await scene.fresh()).check('read-directory', abort.signal)
    abort.abort()
    await expect(asking).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('what Microsoft 365 grants, alone', () => {
  it('signs in once for all checks that are made together', async () => {
    const scene = await openScene(microsoft)
    try {
      const provider = await scene.fresh()
      const seen = watchRequests(scene)
      await Promise.all(capabilities.map((one) => provider.check(one, signal, mailboxOf(scene.person()))))
      expect(seen.http().filter((row) => row.service === 'login')).toHaveLength(1)
    } finally {
      await scene.stop()
    }
  })

  it('is taken from the token where there is no mailbox to try', async () => {
    const scene = await openScene(microsoft)
    try {
      await scene.admin('POST', `/tenants/${scene.tenant.key}/grants`, { without: ['read-directory', 'read-rules'] })
      const provider = await scene.fresh()
      expect(await provider.check('locate', signal)).toMatchObject({ state: 'declared' })
      expect(await provider.check('read-rules', signal)).toMatchObject({ state: 'unknown', remedy: null })
    } finally {
      await scene.stop()
    }
  })
})
