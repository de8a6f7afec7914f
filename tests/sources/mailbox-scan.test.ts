import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMailboxReader } from '../../src/main/core/mailbox-reader'
import { systemClock } from '../../src/main/net/clock'
import { scanCounter } from '../../src/main/providers/scan-limit'
import { createPageMemory } from '../../src/main/sources/page-memory'
import { createLogSource } from '../../src/main/sources/registry'
import type { SentEmailQuery, SourceEmail } from '../../src/main/sources/source'
import { logSource } from '../../src/main/tenants/settings'
import { Failure, type HeaderMark } from '../../src/shared/model'
import { platformMark } from '../../src/simulator/world/seed/texts'
import type { SimPerson } from '../../src/simulator/world/world'
import { plainTransport } from '../helpers/plain-transport'
import { openScene, type Scene } from '../helpers/provider-scene'
import { google } from '../providers/google.profile'
import { microsoft } from '../providers/microsoft.profile'

const never = new AbortController().signal

describe.each([microsoft, google])('a mailbox scan at $name', (profile) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene(profile)
  })
  afterAll(() => scene.stop())

  const partsOf = async () => {
    const provider = await scene.fresh()
    return {
      tenantId: scene.tenant.key,
      transport: plainTransport(),
      clock: systemClock,
      token: () => scene.tenant.keys.logToken,
      memory: createPageMemory().of('scan'),
      mailboxes: createMailboxReader(() => Promise.resolve(provider)),
    }
  }
  /** Somebody whom no other test reads: what one mailbox may be asked in a minute is limited. */
  const another = (turn: number): SimPerson => {
    const few = (one: SimPerson): boolean => scene.emailsOf(one).length >= 5 && scene.emailsOf(one).length < 60
    const found = scene.people.filter((one) => few(one) && one !== scene.person(10) && one !== scene.person(40))[turn]
    if (!found) throw new Error('Nobody else has so few emails.')
    return found
  }
  const sendersOf = (person: SimPerson): string[] => [
    ...new Set(scene.emailsOf(person).map(({ sender }) => sender.address)),
  ]
  const scanOf = async (senders: readonly string[], marks: readonly HeaderMark[] = []) =>
    createLogSource(logSource.parse({ kind: 'mailbox-scan', id: 'mailbox-scan', senders, marks }), await partsOf())
  const apiOf = async () =>
    createLogSource(
      logSource.parse({
        kind: 'http',
        id: 'http',
        base: scene.server.bases.sentLog,
        platformTenantId: scene.tenant.key,
      }),
      await partsOf(),
    )
  const queryFor = (person: SimPerson, change: Partial<SentEmailQuery> = {}): SentEmailQuery => ({
    personRef: person.address,
    addresses: [person.address],
    directoryId: person.directoryId,
    from: 0,
    to: Date.now() + 60_000,
    cursor: null,
    ...change,
  })
  const read = async (source: Awaited<ReturnType<typeof scanOf>>, query: SentEmailQuery): Promise<SourceEmail[]> => {
    const emails: SourceEmail[] = []
    for await (const page of source.sentEmails(query, never)) emails.push(...page.emails)
    return emails
  }
  const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
    const thrown: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    )
    if (!(thrown instanceof Failure)) throw new Error('It should have failed.', { cause: thrown })
    return thrown
  }
  /** Those of its emails that are still somewhere in the mailbox. */
  const stillThere = (person: SimPerson) =>
    scene.emailsOf(person).filter((email) => scene.copies(person, email).length > 0)

  it('finds the same emails as the API of the platform did, but for those that are not in the mailbox', async () => {
    const person = scene.person(40)
    const there = new Set(stillThere(person).map(({ realMessageId }) => realMessageId))
    const api = await read(await apiOf(), queryFor(person, { personRef: person.id }))
    const told = api.filter(({ messageId }) => messageId !== null && there.has(messageId))
    const scanned = await read(await scanOf(sendersOf(person)), queryFor(person))
    const found = new Map(scanned.map((email) => [email.messageId, email]))

    expect(told.length).toBeGreaterThan(30)
    expect(scanned.map(({ messageId }) => messageId).sort()).toEqual([...there].sort())
    for (const { messageId, subject, sender } of told)
      expect(found.get(messageId)).toMatchObject({
        subject,
        sender,
        recipient: person.address,
        personRef: person.address,
      })
  })

  it('finds the same by a header alone, whoever sent it', async () => {
    const person = another(0)
    const marks = [{ name: platformMark.name, value: platformMark.value.slice(-6) }]
    const bySender = await read(await scanOf(sendersOf(person)), queryFor(person))
    const byHeader = await read(await scanOf([], marks), queryFor(person))
    expect(byHeader.map(({ messageId }) => messageId).sort()).toEqual(bySender.map(({ messageId }) => messageId).sort())
    expect(await read(await scanOf([], [{ name: platformMark.name, value: 'another' }]), queryFor(person))).toEqual([])
  })

  it('takes from a sender only what carries the header where both are given', async () => {
    const person = another(1)
    const [sender] = sendersOf(person)
    const marked = await read(await scanOf([sender!], [{ name: platformMark.name, value: '' }]), queryFor(person))
    expect(new Set(marked.map((email) => email.sender))).toEqual(new Set([sender]))
    expect(await read(await scanOf([sender!], [{ name: 'X-Another', value: '' }]), queryFor(person))).toEqual([])
  })

  it('says only what the mailbox shows: that it arrived, and when', async () => {
    const person = scene.person(40)
    const [email] = stillThere(person)
    const [row] = (await read(await scanOf(sendersOf(person)), queryFor(person))).filter(
      ({ messageId }) => messageId === email!.realMessageId,
    )
    expect(row).toMatchObject({
      type: 'other',
      campaign: null,
      method: 'unknown',
      ref: email!.realMessageId,
      latestEvent: { kind: 'delivered', at: new Date(row!.sentAt).toISOString() },
    })
    expect(Math.abs(row!.sentAt - email!.sentAt)).toBeLessThan(86_400_000)
  })

  it('keeps to its senders and its window', async () => {
    const person = scene.person(40)
    const [sender] = sendersOf(person)
    const all = await read(await scanOf([sender!.toUpperCase()]), queryFor(person))
    expect(new Set(all.map((email) => email.sender))).toEqual(new Set([sender]))
    const times = all.map(({ sentAt }) => sentAt).sort((a, b) => a - b)
    const [from, to] = [times[1]!, times[times.length - 1]!]
    const within = await read(await scanOf([sender!]), queryFor(person, { from, to }))
    expect(within.map(({ sentAt }) => sentAt).sort((a, b) => a - b)).toEqual(times.slice(1, -1))
  })

  it('reads a mailbox and nothing else of it than a few headers', async () => {
    const person = scene.person(10)
    const before = scene.server.requests().length
    await read(await scanOf(sendersOf(person)), queryFor(person))
    const seen = scene.server
      .requests()
      .slice(before)
      .filter(({ service }) => service === profile.mail)
    expect(seen.length).toBeGreaterThan(0)
    for (const { method, url, notes } of seen) {
      expect(method).toBe('GET')
      expect(profile.allowed.some((allowed) => allowed.test(`${method} ${new URL(url).pathname}`))).toBe(true)
      expect(notes ?? []).toEqual([])
      expect(decodeURIComponent(url)).not.toMatch(/body|format=(full|raw)|preview/i)
    }
  })

  it('finds the mailbox in the directory where its id is not known', async () => {
    const person = scene.person(10)
    const emails = await read(await scanOf(sendersOf(person)), queryFor(person, { directoryId: null }))
    expect(emails.length).toBeGreaterThan(5)
  })

  it('fails as a whole when a page fails, so that nothing missing is taken for gone', async () => {
    const person = scene.person(10)
    await scene.faults({ service: profile.mail, route: 'messages', fault: { kind: 'status', status: 403 } })
    try {
      const failure = await failureOf(read(await scanOf(sendersOf(person)), queryFor(person)))
      expect(['permission-missing', 'mailbox-out-of-scope', 'throttled']).toContain(failure.code)
    } finally {
      await scene.admin('DELETE', '/faults')
    }
  })

  it('says whether mailboxes can be read at all', async () => {
    const source = await scanOf(['a@platform.example'])
    expect(await source.probe?.(never)).toMatch(/^Mailboxes can be read\./)
  })
})

describe('a mailbox scan by headers that are not shown', () => {
  it('says what to grant, or to scan by senders', async () => {
    const scene = await openScene(microsoft)
    try {
      await scene.admin('POST', `/tenants/${scene.tenant.key}/grants`, {
        grants: ['User.Read.All', 'Mail.ReadBasic.All'],
      })
      const provider = await scene.fresh()
      const { address, directoryId } = scene.person()
      const query = { senders: [], marks: [{ name: 'X-Mark', value: '' }], from: 0, to: Date.now() }
      const scan = async () => {
        for await (const _ of provider.scan({ address, directoryId }, query, never)) continue
      }
      await expect(scan()).rejects.toMatchObject({
        code: 'permission-missing',
        message: expect.stringContaining('grant Mail.Read') as string,
      })
    } finally {
      await scene.stop()
    }
  })

  it('reads so many messages and no more', () => {
    const count = scanCounter(false, 250)
    count(100)
    count(150)
    expect(() => count(1)).toThrow('More than 250 messages')
    expect(() => scanCounter(true, 250)(251)).not.toThrow()
  })
})

describe('a mailbox scan elsewhere', () => {
  it('tells that a manual tenant has no mailbox to scan', async () => {
    const reader = createMailboxReader(() => Promise.resolve(null))
    await expect(reader.probe('manual', never)).rejects.toMatchObject({ code: 'manual-tenant' })
  })

  it.each([['platform.example'], ['@platform.example'], ['a b@platform.example'], ['"x"@platform.example']])(
    'takes no sender like %s',
    (sender) => {
      expect(logSource.safeParse({ kind: 'mailbox-scan', id: 'mailbox-scan', senders: [sender] }).success).toBe(false)
    },
  )
})
