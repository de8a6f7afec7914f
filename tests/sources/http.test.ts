import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLogSource } from '../../src/main/sources/registry'
import type { ChangesPage, LogSource, SourceEmail } from '../../src/main/sources/source'
import { Failure } from '../../src/shared/model'
import type { Clock, OutgoingRequest, Transport } from '../../src/main/net/transport'
import { createPageMemory } from '../../src/main/sources/page-memory'
import type { HttpLogAuth } from '../../src/main/tenants/settings'
import { startServer, type RunningServer } from '../../src/simulator/server'
import type { SimTenant } from '../../src/simulator/world/world'
import { openApi } from '../helpers/open-api'
import { noMailboxes } from '../helpers/no-mailboxes'
import { cannedTransport, plainTransport } from '../helpers/plain-transport'

let server: RunningServer
let tenant: SimTenant
const never = new AbortController().signal
beforeAll(async () => {
  server = await startServer()
  const found = server.context.find.tenantByKey('northwind')
  if (found === undefined) throw new Error('The seed has no tenant northwind.')
  tenant = found
})
afterAll(() => server.stop())

const clock: Clock = { now: () => Date.now() + later, sleep: () => Promise.resolve() }
/** Milliseconds by which the source's clock is ahead of the server's. */
let later = 0

const source = (
  transport: Transport,
  parts: { base?: string; platformTenantId?: string; token?: string; auth?: HttpLogAuth } = {},
): LogSource =>
  createLogSource(
    {
      kind: 'http',
      id: 'http',
      base: parts.base ?? server.bases.sentLog,
      platformTenantId: parts.platformTenantId ?? tenant.key,
      auth: parts.auth ?? { kind: 'token' },
      mapping: null,
    },
    {
      tenantId: 't1',
      transport,
      clock,
      token: () => parts.token ?? tenant.keys.logToken,
      memory: createPageMemory().of('http'),
      mailboxes: noMailboxes,
    },
  )

const year = { addresses: [], from: 0, to: Date.now() + 60_000, cursor: null }
const busiest = (): string => [...tenant.sent].sort(([, one], [, other]) => other.length - one.length)[0]?.[0] ?? ''
const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(thrown instanceof Failure)) throw new Error('It should have failed.', { cause: thrown })
  return thrown
}
const changesOf = (log: LogSource, cursor: string | null): AsyncIterable<ChangesPage> => {
  if (log.changes === undefined) throw new Error('This log tells no changes.')
  return log.changes(cursor, never)
}
const fault = async (rule: object): Promise<void> => {
  await fetch(`${server.bases.admin}/faults`, {
    method: 'POST',
    body: JSON.stringify({ service: 'sent-log', ...rule }),
  })
}
const firstPage = async <Page>(pages: AsyncIterable<Page>): Promise<Page | undefined> => {
  for await (const page of pages) return page
  return undefined
}

describe('http log source', () => {
  it('reads all people, page by page, with requests that the API describes', async () => {
    const transport = plainTransport()
    const document = openApi('resources/openapi/sent-log.yaml', server.bases.sentLog)
    const refs: string[] = []
    for await (const page of source(transport).people(null, never)) {
      expect(page.total).toBe(tenant.people.length)
      refs.push(...page.people.map(({ ref }) => ref))
    }
    const [email] = tenant.sent.get(busiest()) ?? []
    await firstPage(source(transport).sentEmails({ personRef: busiest(), ...year }, never))
    await source(transport).events(email?.id ?? '', never)
    await firstPage(changesOf(source(transport), null))
    const desk = source(transport).resends
    const [template] = (await desk?.templates(never)) ?? []
    const wanted = { personRef: busiest(), templateRef: template?.ref ?? '', key: 'key-00000001' }
    const ordered = await desk?.order(wanted, never)
    expect(await desk?.find(busiest(), wanted.key, never)).toEqual(ordered)
    expect(await desk?.find(busiest(), 'key-00000002', never)).toBeNull()
    expect(refs.sort()).toEqual(tenant.people.map(({ id }) => id).sort())
    expect(transport.seen.length).toBeGreaterThanOrEqual(3)
    for (const { method, url, headers } of transport.seen)
      expect(document.request(method, new URL(url), new Headers(headers))).toEqual([])
  })

  it('reads the sent emails of a window newest first, and goes on from a cursor', async () => {
    const personRef = busiest()
    const all: SourceEmail[] = []
    let second: string | null = null
    for await (const page of source(plainTransport()).sentEmails({ personRef, ...year }, never)) {
      second ??= page.next
      all.push(...page.emails)
    }
    const expected = [...(tenant.sent.get(personRef) ?? [])].sort((one, other) => other.sentAt - one.sentAt)
    expect(all.map(({ sentAt }) => sentAt)).toEqual(expected.map(({ sentAt }) => sentAt))
    expect(all[0]).toMatchObject({
      personRef,
      subject: expected[0]?.subject,
      method: expected[0]?.method,
      sender: expected[0]?.sender.address,
    })
    if (second === null) throw new Error('Nobody has more than one page of mail.')
    const later = await firstPage(source(plainTransport()).sentEmails({ personRef, ...year, cursor: second }, never))
    expect(later?.emails).toEqual(all.slice(200, 400))
  })

  it('reads the events of an email, oldest first', async () => {
    const email = [...tenant.sent.values()].flat().find((one) => one.events.length > 2)
    const events = await source(plainTransport()).events(email?.id ?? '', never)
    expect(events.map(({ at }) => Date.parse(at))).toEqual(
      email?.events.map(({ at }) => at).sort((one, other) => one - other),
    )
  })

  it('stops asking when nobody reads on, and when it is cancelled', async () => {
    const transport = plainTransport()
    await firstPage(source(transport).sentEmails({ personRef: busiest(), ...year }, never))
    expect(transport.seen).toHaveLength(1)
    const failure = await failureOf(firstPage(source(transport).people(null, AbortSignal.abort())))
    expect(failure.code).toBe('cancelled')
  })

  it('asks for the token before each request and never writes it into a failure', async () => {
    const failure = await failureOf(firstPage(source(plainTransport(), { token: 'out-of-date' }).people(null, never)))
    expect(failure.code).toBe('token-rejected')
    expect(JSON.stringify({ ...failure.facts, stack: failure.stack })).not.toContain('out-of-date')
  })
})

describe('tags', () => {
  it('asks for a list again by its tag and takes what it knows when nothing changed', async () => {
    const transport = plainTransport()
    const log = source(transport)
    const first = await firstPage(log.people(null, never))
    const again = await firstPage(log.people(null, never))
    expect(again).toEqual(first)
    expect(transport.seen.map(({ headers }) => headers?.['if-none-match'] !== undefined)).toEqual([false, true])
    expect(
      server
        .requests()
        .slice(-2)
        .map(({ status }) => status),
    ).toEqual([200, 304])
  })

  it('keeps the latest used pages alone', () => {
    const memory = createPageMemory(2)
    const [one, other] = [memory.of('one'), memory.of('other')]
    one.set('a', { tag: '1', value: 1 })
    other.set('a', { tag: '2', value: 2 })
    one.get('a')
    one.set('b', { tag: '3', value: 3 })
    expect([one.get('a')?.value, other.get('a')?.value, one.get('b')?.value]).toEqual([1, undefined, 3])
  })
})

describe('the change feed', () => {
  const readOn = async (log: LogSource, cursor: string | null) => {
    const refs: string[] = []
    let next = cursor
    for await (const page of changesOf(log, cursor)) {
      refs.push(...page.emails.map(({ ref }) => ref))
      next = page.next
    }
    return { refs, next }
  }

  it('reads the whole feed once, and then what came since with all its events', async () => {
    const log = source(plainTransport())
    const { refs, next } = await readOn(log, null)
    expect(refs.length).toBeGreaterThan(400)
    expect(new Set(refs).size).toBe(refs.length)
    expect((await readOn(log, next)).refs).toEqual([])
    const body = JSON.stringify({ email: refs[0], kind: 'reported' })
    await fetch(`${server.bases.admin}/tenants/northwind/events`, { method: 'POST', body })
    const page = await firstPage(changesOf(log, next))
    expect(page?.emails.map(({ ref }) => ref)).toEqual([refs[0]])
    expect(page?.emails[0]?.events.at(-1)).toMatchObject({ kind: 'reported' })
    expect(page?.more).toBe(false)
  })

  it.each([
    ['drop', { kind: 'drop' }, 'source-unreachable'],
    ['html', { kind: 'html' }, 'bad-answer'],
    ['truncate', { kind: 'truncate' }, 'source-unreachable'],
    ['503', { kind: 'status', status: 503 }, 'server-error'],
  ])('gives no page after the fault %s, and the same ones once it is over', async (_, play, code) => {
    const log = source(plainTransport())
    await fault({ route: '/changes', fault: play, times: 1 })
    expect((await failureOf(firstPage(changesOf(log, null)))).code).toBe(code)
    expect((await firstPage(changesOf(log, null)))?.emails).toHaveLength(200)
  })

  it('names the cursor when the log forgot it, and the feed when it has none', async () => {
    const log = source(plainTransport())
    await fault({ route: '/changes', fault: { kind: 'status', status: 410 }, times: 1 })
    const expired = await failureOf(firstPage(changesOf(log, 'old')))
    expect(expired.facts).toMatchObject({ code: 'conflict', field: 'cursor' })
    await fault({ route: '/changes', fault: { kind: 'status', status: 404 }, times: 1 })
    expect((await failureOf(firstPage(changesOf(log, null)))).facts.field).toBe('changes')
  })

  it('does not read for ever when a page names itself as the next', async () => {
    const canned = cannedTransport({ items: [], next: 'same', more: true })
    const failure = await failureOf(readOn(source(canned), null))
    expect(failure.facts).toMatchObject({ code: 'bad-answer', field: 'next' })
  })
})

describe('client credentials', () => {
  const auth = (change: Partial<Extract<HttpLogAuth, { clientId: string }>> = {}): HttpLogAuth => ({
    kind: 'oauth-client-credentials',
    tokenUrl: `${server.bases.sentLog}/oauth/token`,
    clientId: 'sent-log-northwind',
    scope: 'sent-log.read',
    ...change,
  })
  const signed = (transport: Transport, parts: { token?: string; auth?: HttpLogAuth } = {}): LogSource =>
    source(transport, { token: tenant.keys.logClientSecret, auth: auth(), ...parts })
  const tokenRequests = (seen: readonly OutgoingRequest[]) => seen.filter(({ url }) => url.endsWith('/oauth/token'))

  it('asks for one token, however many requests wait for it, as the API describes', async () => {
    const transport = plainTransport()
    const log = signed(transport)
    await Promise.all([1, 2, 3].map(() => firstPage(log.people(null, never))))
    const [asked, ...others] = tokenRequests(transport.seen)
    expect(others).toEqual([])
    const document = openApi('resources/openapi/sent-log.yaml', server.bases.sentLog)
    expect(document.request('POST', new URL(asked?.url ?? ''), new Headers(asked?.headers))).toEqual([])
    expect(asked?.body).toBe('grant_type=client_credentials&scope=sent-log.read')
    expect(transport.seen.some(({ url }) => url.includes(tenant.keys.logClientSecret))).toBe(false)
  })

  it('renews a token a minute before its end', async () => {
    const transport = plainTransport()
    const log = signed(transport)
    await firstPage(log.people(null, never))
    later = (3599 - 65) * 1000
    await firstPage(log.people(null, never))
    expect(tokenRequests(transport.seen)).toHaveLength(1)
    later += 10_000
    await firstPage(log.people(null, never))
    expect(tokenRequests(transport.seen)).toHaveLength(2)
    later = 0
  })

  it('asks for another token when the log withdrew the one it gave, and only once', async () => {
    const transport = plainTransport()
    const log = signed(transport)
    await firstPage(log.people(null, never))
    await fault({ route: '/people', fault: { kind: 'status', status: 401 }, times: 1 })
    expect((await firstPage(log.people(null, never)))?.people).toHaveLength(180)
    expect(tokenRequests(transport.seen)).toHaveLength(2)
    await fault({ route: '/people', fault: { kind: 'status', status: 401 }, times: 2 })
    expect((await failureOf(firstPage(log.people(null, never)))).code).toBe('token-rejected')
  })

  it('does not take the token from others when one who waits for it gives up', async () => {
    const transport = plainTransport()
    const log = signed(transport)
    const stop = new AbortController()
    const given = failureOf(firstPage(log.people(null, stop.signal)))
    const other = firstPage(log.people(null, never))
    stop.abort()
    expect((await given).code).toBe('cancelled')
    expect((await other)?.people).toHaveLength(180)
    expect(tokenRequests(transport.seen)).toHaveLength(1)
  })

  it('asks with a new secret as soon as there is one, and remembers no refusal', async () => {
    const transport = plainTransport()
    let token = 'S3cret-out-of-date'
    const memory = createPageMemory().of('http')
    const settings = { kind: 'http', id: 'http', base: server.bases.sentLog, platformTenantId: 'northwind' } as const
    const log = createLogSource(
      { ...settings, auth: auth(), mapping: null },
      { tenantId: 't1', transport, clock, token: () => token, memory, mailboxes: noMailboxes },
    )
    const failure = await failureOf(firstPage(log.people(null, never)))
    expect(failure.facts).toMatchObject({ code: 'sign-in-refused', field: 'secret', providerCode: 'invalid_client' })
    expect(JSON.stringify({ ...failure.facts, stack: failure.stack })).not.toContain('S3cret')
    token = tenant.keys.logClientSecret
    expect((await firstPage(log.people(null, never)))?.people).toHaveLength(180)
  })

  it.each([
    ['no secret', { token: '' }, 'sign-in-refused', 'secret'],
    ['another scope', { scope: 'everything' }, 'permission-missing', 'auth.scope'],
    ['an address without tokens', { tokenUrl: '/nothing' }, 'bad-input', 'auth.tokenUrl'],
  ])('says what is wrong with %s', async (_, { token, ...change }: Record<string, string>, code, field) => {
    const tokenUrl = change['tokenUrl'] === undefined ? {} : { tokenUrl: server.bases.googleToken + change['tokenUrl'] }
    const log = signed(plainTransport(), {
      auth: auth({ ...change, ...tokenUrl }),
      ...(token === undefined ? {} : { token }),
    })
    expect((await failureOf(firstPage(log.people(null, never)))).facts).toMatchObject({ code, field })
  })

  it.each([
    ['503', { kind: 'status', status: 503 }, 'server-error'],
    ['429', { kind: 'status', status: 429 }, 'throttled'],
    ['drop', { kind: 'drop' }, 'source-unreachable'],
    ['html', { kind: 'html' }, 'bad-answer'],
  ])('tells the fault %s of the token address apart', async (_, play, code) => {
    await fault({ route: 'POST /oauth', fault: play, times: 1 })
    const log = signed(plainTransport())
    expect((await failureOf(firstPage(log.people(null, never)))).code).toBe(code)
    expect((await firstPage(log.people(null, never)))?.people).toHaveLength(180)
  })
})

describe('http log source failures', () => {
  it('tells a foreign tenant, an unknown tenant, person and email apart', async () => {
    const plain = plainTransport()
    const foreign = await failureOf(firstPage(source(plain, { platformTenantId: 'contoso' }).people(null, never)))
    const unknown = await failureOf(firstPage(source(plain, { platformTenantId: 'none' }).people(null, never)))
    const nobody = await failureOf(firstPage(source(plain).sentEmails({ personRef: 'none', ...year }, never)))
    const nothing = await failureOf(source(plain).events('none', never))
    expect([foreign, unknown, nobody, nothing].map(({ code }) => code)).toEqual([
      'permission-missing',
      'unknown-tenant',
      'unknown-person',
      'unknown-email',
    ])
  })

  it('escapes what it puts into an address', async () => {
    const plain = plainTransport()
    await failureOf(source(plain).events('../people?x=1#y', never))
    expect(plain.seen[0]?.url).toBe(`${server.bases.sentLog}/v1/tenants/northwind/sent-emails/..%2Fpeople%3Fx%3D1%23y`)
  })

  it('names the parameter that the log refused', async () => {
    const failure = await failureOf(
      firstPage(source(plainTransport()).sentEmails({ personRef: busiest(), ...year, cursor: 'stale' }, never)),
    )
    expect(failure.facts).toMatchObject({
      code: 'our-fault',
      field: 'cursor',
      providerCode: 'urn:sent-log:problem:invalid-parameter',
    })
  })

  it('hands on how long to wait', async () => {
    const failure = await failureOf(
      firstPage(source(cannedTransport({}, 429, { 'retry-after': '7' })).people(null, never)),
    )
    expect(failure.facts).toMatchObject({ code: 'throttled', retryAfterMs: 7000 })
  })

  it.each(['offline', 'timeout'] as const)('says that the log cannot be reached after %s', async (code) => {
    const silent: Transport = { send: () => Promise.reject(new Failure({ code, message: 'Nothing came.' })) }
    const failure = await failureOf(firstPage(source(silent).people(null, never)))
    expect(failure.code).toBe('source-unreachable')
  })

  const row = {
    id: 'e1',
    person: 'p1',
    subject: 'Hello',
    type: 'other',
    campaign: null,
    sentAt: '2026-11-02T09:00:00Z',
    sendMethod: 'smtp',
    messageId: null,
    from: { name: '', address: 'a@b.example' },
    recipient: 'p@c.example',
    latestEvent: null,
  }
  const read = (items: unknown, next: string | null = null) =>
    firstPage(source(cannedTransport({ items, next, total: 1 })).sentEmails({ personRef: 'p1', ...year }, never))

  it.each([
    ['items[1].sentAt', { sentAt: 'yesterday' }],
    ['items[1].sendMethod', { sendMethod: 'pigeon' }],
    ['items[1].messageId', { messageId: 'no-brackets@b.example' }],
    ['items[1].from.address', { from: { name: 'x' } }],
    ['items[1].person', { person: 'p2' }],
  ])('refuses a page with a bad row and names %s', async (field, change) => {
    const failure = await failureOf(read([row, { ...row, ...change }]))
    expect(failure.facts).toMatchObject({ code: 'bad-answer', field })
  })

  it('accepts that very row unchanged', async () => {
    expect((await read([row]))?.emails).toHaveLength(1)
  })

  it('refuses a page of HTML', async () => {
    const failure = await failureOf(firstPage(source(cannedTransport('<html>')).people(null, never)))
    expect(failure.code).toBe('bad-answer')
  })

  it('does not read for ever when a page names itself as the next', async () => {
    const pages = source(cannedTransport({ items: [], next: 'same', total: 0 })).people(null, never)
    const failure = await failureOf(
      (async () => {
        for await (const page of pages) expect(page.people).toEqual([])
      })(),
    )
    expect(failure.facts).toMatchObject({ code: 'bad-answer', field: 'next' })
  })
})
