import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Connection } from '../../src/main/tenants/settings'
import { hurriedClock, inWords, locateAll, mailboxOf, wantedOf, type Scene } from '../helpers/provider-scene'
import { watchRequests } from '../helpers/provider-requests'
import { stock } from '../helpers/provider-world'

export const trouble = (open: () => Scene): void => {
  const seenBy = async (scene: Scene, more?: Parameters<Scene['fresh']>[0]): Promise<string> => {
    const { email, mailbox } = scene.inInbox()
    return inWords((await locateAll(await scene.fresh(more), mailbox, [wantedOf(email)])).get(email.id))
  }

  it('of a person without a mailbox is said to be that', async () => {
    const scene = open()
    const person = scene.tenant.people.find((one) => !one.hasMailbox && one.status === 'active')
    const [email] = person ? scene.emailsOf(person) : []
    if (!person || !email) throw new Error('The seed has nobody without a mailbox who was sent an email.')
    const results = await locateAll(await scene.fresh(), mailboxOf(person), [wantedOf(email)])
    expect(inWords(results.get(email.id))).toBe('unknown:no-mailbox')
  })

  it('of a revoked consent is said to be that, and ends with a new consent', async () => {
    const scene = open()
    const grants = [...scene.tenant.grants]
    const { email, mailbox } = scene.inInbox()
    try {
      await scene.admin('POST', `/tenants/${scene.tenant.key}/grants`, { grants: [] })
      const results = await locateAll(await scene.fresh(), mailbox, [wantedOf(email)])
      expect(inWords(results.get(email.id))).toBe('unknown:permission-missing')
    } finally {
      await scene.admin('POST', `/tenants/${scene.tenant.key}/grants`, { grants })
    }
    const results = await locateAll(await scene.fresh(), mailbox, [wantedOf(email)])
    expect(inWords(results.get(email.id))).toBe('inbox')
  })

  it('of being throttled for long is said to be that', async () => {
    const scene = open()
    await scene.faults({ service: scene.profile.mail, fault: { kind: 'status', status: 429, retryAfter: '600' } })
    expect(await seenBy(scene)).toBe('unknown:throttled')
  })

  it('of a server that fails for good is said to be that', async () => {
    const scene = open()
    await scene.faults({ service: scene.profile.mail, fault: { kind: 'status', status: 500 } })
    expect(await seenBy(scene)).toBe('unknown:server-error')
  })

  it('of a server that cannot be reached is said to be "offline"', async () => {
    const scene = open()
    const nowhere = `http://127.0.0.1:${await closedPort()}`
    const endpoints = Object.fromEntries(
      Object.keys('endpoints' in scene.connection ? scene.connection.endpoints : {}).map((name) => [name, nowhere]),
    )
    const connection = { ...scene.connection, endpoints } as unknown as Connection
    expect(await seenBy(scene, { connection })).toBe('unknown:offline')
  })

  describe.each([
    ['a server fault', { kind: 'status', status: 503 }],
    ['a throttled answer', { kind: 'status', status: 429, retryAfter: '1' }],
    ['a throttled answer without a time', { kind: 'status', status: 429 }],
    ['a dropped connection', { kind: 'drop' }],
    ['an answer cut in the middle', { kind: 'truncate' }],
    ['a page in HTML', { kind: 'html' }],
  ])('%s', (_name, fault) => {
    it('met twice by a look-up is overcome', async () => {
      const scene = open()
      await scene.faults({ service: scene.profile.mail, fault, times: 2 })
      expect(await seenBy(scene)).toBe('inbox')
    })

    it('met once by the sign-in is overcome', async () => {
      const scene = open()
      await scene.faults({ service: scene.profile.token, fault, times: 1 })
      expect(await seenBy(scene)).toBe('inbox')
    })
  })

  it('in 30% of all answers leaves no email of 60 unknown', async () => {
    const scene = open()
    const person = scene.person()
    const emails = Array.from({ length: 60 }, () => stock(scene.tenant, person))
    const share = 0.3 / 4
    const kinds = [{ kind: 'status', status: 503 }, { kind: 'drop' }, { kind: 'truncate' }, { kind: 'html' }]
    await scene.faults(...kinds.map((fault) => ({ service: '*', fault, probability: share })))
    const results = await locateAll(
      await scene.fresh(),
      mailboxOf(person),
      emails.map((one) => wantedOf(one)),
    )
    expect(results.size).toBe(60)
    expect([...results.values()].map(inWords).filter((words) => words.startsWith('unknown'))).toEqual([])
  })

  it('leaves nothing running when the look-up is abandoned', async () => {
    const scene = open()
    const { email, mailbox } = scene.inInbox()
    await scene.faults({ service: scene.profile.mail, fault: { kind: 'status', status: 429, retryAfter: '20' } })
    const abort = new AbortController()
    let tellAsleep = (): void => undefined
    const asleep = new Promise<void>((resolve) => (tellAsleep = resolve))
    const clock = {
      ...hurriedClock,
      sleep: (ms: number, signal?: AbortSignal): Promise<void> => {
        if (ms >= 20_000 && ms < 29_000) tellAsleep()
        return hurriedClock.sleep(ms, signal)
      },
    }
    const provider = await scene.fresh({ clock })
    const work = locateAll(provider, mailbox, [wantedOf(email)], abort.signal)
    const failing = expect(work).rejects.toMatchObject({ code: 'cancelled' })
    await asleep
    abort.abort()
    await failing
    const after = watchRequests(scene)
    await scene.admin('DELETE', '/faults')
    expect(after.http()).toEqual([])
  })
}

/** A port on which nothing listens. */
const closedPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
