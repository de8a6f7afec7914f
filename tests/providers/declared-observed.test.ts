import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { capabilities, disagrees, type Capability, type CapabilityReading } from '../../src/shared/model'
import { hurriedClock, mailboxOf, openScene, type Scene } from '../helpers/provider-scene'
import { watchRequests } from '../helpers/provider-requests'
import { google } from './google.profile'
import { microsoft } from './microsoft.profile'

const signal = new AbortController().signal

const opened = (profile: typeof microsoft) => {
  let scene: Scene
  let everything: readonly string[]
  beforeAll(async () => {
    scene = await openScene(profile)
    everything = [...scene.tenant.grants]
  })
  afterEach(() => scene.admin('POST', '/reset', {}))
  afterAll(() => scene.stop())
  return {
    scene: () => scene,
    everything: () => everything,
    post: (what: string, body: object) => scene.admin('POST', `/tenants/${scene.tenant.key}/${what}`, body),
    read: async (capability: Capability, with_: 'person' | 'nobody' = 'person'): Promise<CapabilityReading> =>
      (await scene.fresh()).check(capability, signal, with_ === 'person' ? mailboxOf(scene.person()) : undefined),
  }
}

describe.each([microsoft, google])('what $name declares beside what was observed', (profile) => {
  const { scene, post, read } = opened(profile)

  it('agrees where a right is there and where it was taken away', async () => {
    expect(await read('locate')).toMatchObject({
      state: 'granted',
      declared: { grants: true },
      observed: { grants: true },
    })
    await post('grants', { without: ['read-directory'] })
    const taken = await read('read-directory')
    expect(taken).toMatchObject({ state: 'missing', declared: { grants: false } })
    expect(disagrees(taken)).toBe(false)
  })

  it('is declared alone where no call proves it without changing something', async () => {
    for (const capability of ['move', 'send'] as const) {
      const reading = await read(capability)
      expect(reading).toMatchObject({ state: 'declared', declared: { grants: true } })
      expect(reading.observed).toBeUndefined()
    }
  })

  it('changes nothing and asks for no content', async () => {
    const seen = watchRequests(scene())
    const provider = await scene().fresh()
    for (const one of capabilities) await provider.check(one, signal, mailboxOf(scene().person()))
    const others = seen.calls().filter((row) => row.service !== profile.token)
    expect(others.every(({ method }) => method === 'GET')).toBe(true)
    expect(others.flatMap(({ notes }) => notes ?? [])).toEqual([])
  })
})

describe('an access policy of Exchange', () => {
  const { scene, post, read } = opened(microsoft)

  it.each(['locate', 'move', 'read-rules', 'send'] as const)(
    'keeps %s from us whatever the token carries, and what was seen counts',
    async (capability) => {
      await post('exchange', { policy: [] })
      const reading = await read(capability)
      expect(reading).toMatchObject({
        state: 'missing',
        providerCode: 'ErrorAccessDenied',
        declared: { grants: true },
        observed: { grants: false },
      })
      expect(disagrees(reading)).toBe(true)
      expect(reading.remedy).toContain('Test-ApplicationAccessPolicy')
      expect(reading.remedy).not.toContain('API permissions')
    },
  )

  it('that lets us into some mailboxes is no missing right of the tenant', async () => {
    const able = scene().people.filter(({ status, hasMailbox }) => status === 'active' && hasMailbox)
    await post('exchange', { policy: able.slice(1).map(({ address }) => address) })
    const reading = await read('locate', 'nobody')
    expect(reading).toMatchObject({ state: 'granted', observed: { grants: true } })
  })
})

describe('a role in Exchange that no token shows', () => {
  const { scene, post, read } = opened(microsoft)
  const role = (name: string) => ({
    roles: [{ role: name, mailboxes: [scene().person().address] }],
  })

  it('opens the mailbox although the token carries nothing, and what was seen counts', async () => {
    await post('grants', { grants: ['User.Read.All'] })
    await post('exchange', role('Application Mail.Read'))
    const reading = await read('locate')
    expect(reading).toMatchObject({ state: 'granted', declared: { grants: false }, observed: { grants: true } })
    expect(disagrees(reading)).toBe(true)
  })

  it('leaves it open whether mail can be moved', async () => {
    await post('grants', { grants: ['User.Read.All'] })
    await post('exchange', role('Application Mail.ReadWrite'))
    expect(await read('move')).toMatchObject({
      state: 'unknown',
      declared: { grants: false },
      observed: { grants: null },
    })
  })

  it('outranks a policy too', async () => {
    await post('exchange', { policy: [], ...role('Application Mail.Read') })
    expect(await read('locate')).toMatchObject({ state: 'granted' })
  })
})

describe('what the directory has assigned', () => {
  const { scene, everything, post, read } = opened(microsoft)

  it('is read where the token opens that view, by two calls for a whole check', async () => {
    await post('grants', { grants: [...everything(), 'Application.Read.All'] })
    const seen = watchRequests(scene())
    const provider = await scene().fresh()
    const readings = await Promise.all(
      capabilities.map((one) => provider.check(one, signal, mailboxOf(scene().person()))),
    )
    expect(seen.http().filter(({ url }) => url.includes('servicePrincipals'))).toHaveLength(2)
    expect(readings.filter(({ spreading }) => spreading)).toEqual([])
  })

  it('is not asked for where the token doesn’t open it', async () => {
    const seen = watchRequests(scene())
    await read('move')
    expect(seen.http().filter(({ url }) => url.includes('servicePrincipals'))).toEqual([])
  })

  it('is ahead of the token while a change spreads, and that is said', async () => {
    const without = everything().filter((name) => name !== 'Mail.Send')
    await post('grants', { grants: [...without, 'Application.Read.All'] })
    await post('grants', { grants: [...everything(), 'Application.Read.All'], spreadMs: 60_000 })
    const before = hurriedClock.now()
    const reading = await read('send')
    expect(reading).toMatchObject({ state: 'missing', declared: { grants: false }, spreading: { was: null } })
    expect(reading.declared?.detail).toContain('assigned to us already: it isn’t in our sign-in yet')
    expect(Date.parse(reading.spreading?.readAgainAt ?? '')).toBeGreaterThanOrEqual(before + 120_000)

    await post('grants', { grants: [...everything(), 'Application.Read.All'] })
    expect((await read('send')).spreading).toBeUndefined()
  })

  it('is ahead of the token where it was taken away too', async () => {
    await post('grants', { grants: [...everything(), 'Application.Read.All'] })
    await post('grants', { grants: ['Application.Read.All'], spreadMs: 60_000 })
    const reading = await read('move')
    expect(reading).toMatchObject({ state: 'declared', spreading: { was: null } })
    expect(reading.declared?.detail).toContain('taken it away already')
  })
})
