import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLogSource } from '../../src/main/sources/registry'
import type { LogSource, SourceEmail } from '../../src/main/sources/source'
import { Failure } from '../../src/shared/model'
import type { Transport } from '../../src/main/net/transport'
import { startServer, type RunningServer } from '../../src/simulator/server'
import type { SimTenant } from '../../src/simulator/world/world'
import { openApi } from '../helpers/open-api'
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

const source = (
  transport: Transport,
  parts: { base?: string; platformTenantId?: string; token?: string } = {},
): LogSource =>
  createLogSource(
    {
      kind: 'http',
      id: 'http',
      base: parts.base ?? server.bases.sentLog,
      platformTenantId: parts.platformTenantId ?? tenant.key,
    },
    { tenantId: 't1', transport, token: () => parts.token ?? tenant.keys.logToken },
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
