import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/main/net/clock'
import { createTransport } from '../../src/main/net/create-transport'
import type { Transport } from '../../src/main/net/transport'
import { createGophishSource } from '../../src/main/sources/gophish/source'
import type { LogSource, SourceEmail, SourcePerson } from '../../src/main/sources/source'
import { logSource } from '../../src/main/tenants/settings'
import { Failure } from '../../src/shared/model'
import { campaignsOf } from '../../src/simulator/gophish/campaigns'
import { gophishKeyOf } from '../../src/simulator/gophish/key'
import { startServer, type RunningServer } from '../../src/simulator/server'
import type { SimPerson, SimSentEmail, SimTenant } from '../../src/simulator/world/world'
import { cannedTransport, plainTransport } from '../helpers/plain-transport'

let server: RunningServer
let tenant: SimTenant
const never = new AbortController().signal
let now = Date.now()
const clock = { now: (): number => now }

beforeAll(async () => {
  server = await startServer()
  tenant = server.context.find.tenantByKey('contoso')!
})
afterAll(() => server.stop())
afterEach(() => fetch(`${server.bases.admin}/faults`, { method: 'DELETE' }))

const fault = async (rule: object): Promise<void> => {
  const body = JSON.stringify([{ service: 'gophish', ...rule }])
  const answer = await fetch(`${server.bases.admin}/faults`, { method: 'POST', body })
  expect(answer.status).toBeLessThan(300)
}

const source = (transport: Transport, settings: object = {}, key = gophishKeyOf(tenant)): LogSource => {
  const parsed = logSource.parse({ kind: 'gophish', id: 'phish', base: server.bases.gophish, ...settings })
  if (parsed.kind !== 'gophish') throw new Error('It should be of kind gophish.')
  return createGophishSource(parsed, { tenantId: 't1', transport, clock, token: () => key })
}

const testsOf = (person: SimPerson): SimSentEmail[] =>
  (tenant.sent.get(person.id) ?? []).filter(({ type }) => type === 'phishing-test').sort((a, b) => b.sentAt - a.sentAt)
const sentOf = ({ events, sentAt }: SimSentEmail): number => events.find(({ kind }) => kind === 'sent')?.at ?? sentAt
const busiest = (): SimPerson => [...tenant.people].sort((a, b) => testsOf(b).length - testsOf(a).length)[0]!
const queryFor = (person: SimPerson, change: object = {}) => ({
  personRef: person.address.toLowerCase(),
  addresses: [person.address, ...person.aliases],
  from: 0,
  to: now + 60_000,
  cursor: null,
  ...change,
})
const read = async (from: LogSource, query: ReturnType<typeof queryFor>): Promise<SourceEmail[]> => {
  const emails: SourceEmail[] = []
  for await (const page of from.sentEmails(query, never)) emails.push(...page.emails)
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

describe('GoPhish as a log source', () => {
  it("lists a person's emails as its campaigns tell of them, sent by SMTP and without a Message-ID", async () => {
    const person = busiest()
    const emails = await read(source(plainTransport()), queryFor(person))
    const expected = testsOf(person)
    expect(expected.length).toBeGreaterThan(3)
    expect(emails.map(({ subject }) => subject).sort()).toEqual(expected.map(({ subject }) => subject).sort())
    for (const email of emails)
      expect(email).toMatchObject({
        personRef: person.address.toLowerCase(),
        type: 'phishing-test',
        method: 'smtp',
        messageId: null,
        recipient: person.address,
      })
    expect(emails.map(({ sender }) => sender).sort()).toEqual(expected.map(({ sender }) => sender.address).sort())
    expect(emails.map(({ sentAt }) => sentAt).sort()).toEqual(expected.map(sentOf).sort())
  })

  it('asks for summaries first, then only for campaigns that were running in the window, each once a minute', async () => {
    const transport = plainTransport()
    const person = busiest()
    const of = source(transport)
    const [, second] = testsOf(person)
    const at = sentOf(second!)
    const window = queryFor(person, { from: at, to: at + 1 })
    expect((await read(of, window)).map(({ subject }) => subject)).toEqual([second!.subject])
    const paths = transport.seen.map(({ url }) => new URL(url).pathname.replace('/gophish', ''))
    expect(paths[0]).toBe('/api/campaigns/summary')
    const running = campaignsOf(tenant, now).filter(
      ({ launchedAt, completedAt }) => launchedAt <= at && (completedAt === null || completedAt >= at),
    )
    expect(paths.slice(1).sort()).toEqual(running.map(({ id }) => `/api/campaigns/${id}`).sort())
    expect(running.length).toBeLessThan(campaignsOf(tenant, now).length)

    const before = transport.seen.length
    await read(of, window)
    expect(transport.seen.length - before).toBe(1)
    now += 61_000
    await read(of, window)
    expect(transport.seen.length - before).toBe(1 + paths.length)
  })

  it('goes on at the campaign that a cursor names, and says when that one is gone', async () => {
    const person = busiest()
    const pages = []
    for await (const page of source(plainTransport()).sentEmails(queryFor(person), never)) pages.push(page)
    const [first, ...rest] = pages
    const later = await read(source(plainTransport()), queryFor(person, { cursor: first!.next }))
    expect(later).toEqual(rest.flatMap(({ emails }) => emails))
    const gone = await failureOf(read(source(plainTransport()), queryFor(person, { cursor: '999999' })))
    expect(gone.facts.field).toBe('cursor')
  })

  it('reads only campaigns of the wanted name', async () => {
    const person = busiest()
    const [wanted] = testsOf(person)
    const emails = await read(
      source(plainTransport(), { campaignName: wanted!.subject.toUpperCase() }),
      queryFor(person),
    )
    expect(new Set(emails.map(({ subject }) => subject))).toEqual(new Set([wanted!.subject]))
  })

  it('maps its events, and tells nothing of what was typed into a landing page', async () => {
    const email = [...tenant.sent.values()]
      .flat()
      .find(({ type, events }) => type === 'phishing-test' && events.some(({ kind }) => kind === 'clicked'))!
    const person = tenant.people.find(({ id }) => id === email.personId)!
    const of = source(plainTransport())
    const rows = await read(of, queryFor(person))
    const row = rows.find(({ sentAt }) => sentAt === sentOf(email))!
    const events = await of.events(row.ref, never)
    expect(events.map(({ kind, detail }) => detail ?? kind)).toEqual(
      expect.arrayContaining(['sent', 'clicked', 'Submitted Data']),
    )
    expect([...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))).toEqual(events)
    expect(JSON.stringify([rows, events])).not.toMatch(/typed-by-the-person|192\.0\.2\.17|sending-profile/)
  })

  it('shows an event that came meanwhile', async () => {
    const person = tenant.people.find((one) => testsOf(one).length > 0)!
    const [email] = testsOf(person)
    const of = source(plainTransport())
    const row = (await read(of, queryFor(person))).find(({ sentAt }) => sentAt === sentOf(email!))!
    const at = now + 5_000
    email!.events.push({ kind: 'reported', at, detail: null })
    expect((await of.events(row.ref, never)).at(-1)).toEqual({
      kind: 'reported',
      at: new Date(at).toISOString(),
      detail: null,
    })
    now += 61_000
    const again = (await read(of, queryFor(person))).find(({ ref }) => ref === row.ref)
    expect(again?.latestEvent?.kind).toBe('reported')
  })

  it('lists everybody in its groups or mailed by it, by address, with how often they clicked and reported', async () => {
    const people: SourcePerson[] = []
    for await (const page of source(plainTransport()).people(null, never)) people.push(...page.people)
    const wanted = tenant.people.filter((person) => person.status === 'active' || testsOf(person).length > 0)
    expect(people.map(({ ref }) => ref).sort()).toEqual(wanted.map(({ address }) => address.toLowerCase()).sort())
    const clicks = (person: SimPerson): number =>
      testsOf(person).filter(({ events }) => events.some(({ kind }) => kind === 'clicked')).length
    const clicker = [...tenant.people].sort((a, b) => clicks(b) - clicks(a))[0]!
    expect(people.find(({ ref }) => ref === clicker.address.toLowerCase())?.risk).toMatchObject({
      testsClicked: clicks(clicker),
      trainingOverdue: 0,
    })
  })

  it('lists only the people of the wanted groups, where groups are chosen', async () => {
    const people: SourcePerson[] = []
    for await (const page of source(plainTransport(), { groupName: 'no such group' }).people(null, never))
      people.push(...page.people)
    expect(people).toEqual([])
  })
})

describe('GoPhish failures', () => {
  const log = (transport: Transport, key?: string) => read(source(transport, {}, key), queryFor(busiest()))

  it('says that the key is refused in GoPhish’s own words, and keeps the key to itself', async () => {
    const transport = plainTransport()
    const failure = await failureOf(log(transport, 'a-key-of-yesterday'))
    expect(failure.facts).toMatchObject({ code: 'token-rejected', providerCode: 'Invalid API Key', field: 'secret' })
    expect(JSON.stringify({ ...failure.facts, stack: failure.stack })).not.toContain('a-key-of-yesterday')
    expect(transport.seen.map(({ url }) => url).join()).not.toContain('a-key-of-yesterday')
  })

  it('tells an address without that API from a campaign that is gone', async () => {
    const elsewhere = source(plainTransport(), { base: `${server.bases.gophish}/admin` })
    expect((await failureOf(read(elsewhere, queryFor(busiest())))).facts).toMatchObject({
      code: 'bad-answer',
      field: 'base',
    })
    expect((await failureOf(source(plainTransport()).events('999999.abc', never))).code).toBe('unknown-email')
  })

  it('passes over a campaign that is deleted while it reads', async () => {
    const before = await log(plainTransport())
    const [gone] = before
    const route = `/campaigns\\/${gone!.ref.split('.')[0]}$/`
    await fault({ route, fault: { kind: 'status', status: 404 }, times: 1 })
    expect(await log(plainTransport())).toEqual(before.filter(({ ref }) => ref !== gone!.ref))
  })

  it.each([
    [{ kind: 'html' }, 'bad-answer'],
    [{ kind: 'status', status: 500 }, 'server-error'],
    [{ kind: 'status', status: 429, retryAfter: '7' }, 'throttled'],
    [{ kind: 'drop' }, 'source-unreachable'],
  ])('names %j as %s', async (what, code) => {
    await fault({ fault: what })
    expect((await failureOf(log(plainTransport()))).code).toBe(code)
  })

  it('repeats after a hiccup and after a truncated answer, over the app’s own way out', async () => {
    await fault({ fault: { kind: 'status', status: 503 }, times: 1 })
    await fault({ route: '/\\/campaigns\\/\\d+$/', fault: { kind: 'truncate' }, times: 1 })
    const transport = createTransport({
      fetch: (url, init) => fetch(url, init),
      clock: systemClock,
      random: Math.random,
      isOnline: () => true,
      onRequest: () => undefined,
      basesOf: () => Promise.resolve([server.bases.gophish]),
    })
    expect(await log(transport)).toHaveLength(testsOf(busiest()).length)
  })

  it('ends when it is cancelled while GoPhish is slow', async () => {
    await fault({ latencyMs: 2_000 })
    const abort = new AbortController()
    const slow = source(plainTransport()).people(null, abort.signal)[Symbol.asyncIterator]().next()
    setTimeout(() => abort.abort(), 20)
    expect((await failureOf(slow)).code).toBe('cancelled')
  })

  it.each([
    ['{"total":1,"campaigns":[{"id":1', 'base'],
    ['{"campaigns":[{"id":"one"}]}', 'campaigns.0.id'],
    ['[]', 'its form'],
  ])('refuses %s and names the place', async (text, field) => {
    expect((await failureOf(log(cannedTransport(text)))).facts).toMatchObject({ code: 'bad-answer', field })
  })

  it('reads an empty server, whose lists GoPhish writes as null', async () => {
    expect(await log(cannedTransport('{"total":0,"campaigns":null}'))).toEqual([])
  })
})
