import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aMail, aMapping } from '../../src/main/sources/testing/a-mapping'
import { createPageMemory } from '../../src/main/sources/page-memory'
import { createLogSource } from '../../src/main/sources/registry'
import type { LogSource } from '../../src/main/sources/source'
import { Failure, type LogMapping } from '../../src/shared/model'
import { noMailboxes } from '../helpers/no-mailboxes'
import { plainTransport } from '../helpers/plain-transport'

/** A platform of its own, over HTTP: what it answers by path and query, and what it was asked. */
const answers = new Map<string, unknown>()
const asked: { url: string; key: string | undefined }[] = []
let server: Server
let base: string
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', key: request.headers['x-api-key']?.toString() })
    const body = answers.get(request.url ?? '')
    response.writeHead(body === undefined ? Number(answers.get('status') ?? 404) : 200, {
      'content-type': 'application/json',
    })
    response.end(JSON.stringify(body ?? { error: 'nothing here' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  answers.clear()
  asked.length = 0
})

const never = new AbortController().signal
const source = (mapping: LogMapping = aMapping()): LogSource =>
  createLogSource(
    { kind: 'http', id: 'http', base, platformTenantId: 'c 1', auth: { kind: 'token' }, mapping },
    {
      tenantId: 't1',
      transport: plainTransport(),
      clock: { now: Date.now, sleep: () => Promise.resolve() },
      token: () => 'k3y',
      memory: createPageMemory().of('http'),
      mailboxes: noMailboxes,
    },
  )
const gathered = async <Page, Row>(
  pages: AsyncIterable<Page>,
  rows: (page: Page) => readonly Row[],
): Promise<Row[]> => {
  const all: Row[] = []
  for await (const page of pages) all.push(...rows(page))
  return all
}
const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  const thrown = await work.then(() => null).catch((error: unknown) => error)
  if (!(thrown instanceof Failure)) throw new Error('It should have failed.', { cause: thrown })
  return thrown
}

const user = (uid: string) => ({ uid, profile: { name: uid }, mails: [`${uid}@x.example`], state: 'enabled' })
const from = Date.parse('2026-11-01T00:00:00Z')
const november = { from, to: Date.parse('2026-12-01T00:00:00Z'), cursor: null }
const ofAna = { personRef: 'u1', addresses: ['u1@x.example'], ...november }
const mailsUrl = `/api/customers/c%201/mails?user=u1&since=${from / 1000}`
const emailsOf = (log: LogSource, query = ofAna) => gathered(log.sentEmails(query, never), ({ emails }) => emails)

describe('a platform read by its mapping', () => {
  it('is paged by numbers until a page is not full', async () => {
    answers.set('/api/customers/c%201/users?page=1', { data: { users: [user('u1'), user('u2')], count: 3 } })
    answers.set('/api/customers/c%201/users?page=2', { data: { users: [user('u3')], count: 3 } })
    const people = await gathered(source().people(null, never), (page) => {
      expect(page.total).toBe(3)
      return page.people
    })
    expect(people.map(({ ref }) => ref)).toEqual(['u1', 'u2', 'u3'])
    expect(asked).toHaveLength(2)
  })

  it('is paged by a cursor, and goes on from one', async () => {
    answers.set(mailsUrl, { mails: [aMail()], next: 'c+2' })
    answers.set(`${mailsUrl}&after=c%2B2`, { mails: [aMail({ id: 8 })] })
    expect((await emailsOf(source())).map(({ ref }) => ref)).toEqual(['7', '8'])
    expect((await emailsOf(source(), { ...ofAna, cursor: 'c+2' as never })).map(({ ref }) => ref)).toEqual(['8'])
  })

  it('says that a place to go on from is no good any more', async () => {
    answers.set('status', 400)
    const query = { ...ofAna, cursor: 'old' as never }
    expect((await failureOf(emailsOf(source(), query))).facts).toMatchObject({ code: 'our-fault', field: 'cursor' })
  })

  it('is paged by links inside its base, and by no other', async () => {
    const { sentEmails } = aMapping()
    const log = source(aMapping({ sentEmails: { ...sentEmails, paging: { kind: 'link', next: 'next' } } }))
    answers.set(mailsUrl, { mails: [aMail()], next: '/api/page/2' })
    answers.set('/api/page/2', { mails: [aMail({ id: 8 })], next: null })
    expect((await emailsOf(log)).map(({ ref }) => ref)).toEqual(['7', '8'])
    for (const next of [
      '/other/2',
      'https://elsewhere.example/api/2',
      '//elsewhere.example/api',
      '/api/../other',
      'http://[',
    ]) {
      answers.set(mailsUrl, { mails: [], next })
      expect((await failureOf(emailsOf(log))).code).toBe('foreign-link')
    }
  })

  it.each([
    ['cursor', { kind: 'cursor', next: 'next', parameter: 'after' }],
    ['link', { kind: 'link', next: 'next' }],
  ])('is not read for ever when a %s leads back to itself', async (_, paging) => {
    const log = source(aMapping({ sentEmails: { ...aMapping().sentEmails, paging } }))
    answers.set(mailsUrl, { mails: [], next: mailsUrl })
    answers.set(`${mailsUrl}&after=${encodeURIComponent(mailsUrl)}`, { mails: [], next: mailsUrl })
    expect((await failureOf(emailsOf(log))).code).toBe('bad-answer')
  })

  it('keeps to the window and refuses rows of somebody else', async () => {
    answers.set(mailsUrl, { mails: [aMail(), aMail({ id: 8, when: '02.10.2026 09:00' })] })
    expect((await emailsOf(source())).map(({ ref }) => ref)).toEqual(['7'])
    answers.set(mailsUrl, { mails: [aMail(), aMail({ id: 8, user: 'u2' })] })
    expect((await failureOf(emailsOf(source()))).facts).toMatchObject({ code: 'bad-answer', field: 'the person of 8' })
  })

  it('takes a person’s rows out of a list of everybody', async () => {
    const { sentEmails } = aMapping()
    const { person: _, ...fields } = sentEmails.fields
    const list = { ...sentEmails, request: '/mails', fields: { ...fields, recipient: 'to' } }
    answers.set('/api/mails', { mails: [aMail({ to: 'U1@x.example' }), aMail({ id: 8, to: 'u2@x.example' })] })
    expect((await emailsOf(source(aMapping({ sentEmails: list })))).map(({ ref }) => ref)).toEqual(['7'])
  })

  it('tells the events of an email, oldest first', async () => {
    const what = (kind: string, when: string) => ({ what: kind, when })
    answers.set('/api/mails/7', {
      history: [what('hit', '02.11.2026 11:00'), what('read', '02.11.2026 10:00'), what('moved', '')],
    })
    expect((await source().events('7', never)).map(({ kind }) => kind)).toEqual(['opened', 'clicked'])
    expect((await failureOf(source(aMapping({ events: null })).events('7', never))).code).toBe('source-missing')
  })

  it('names the row and the field that can not be used', async () => {
    answers.set(mailsUrl, { mails: [aMail(), aMail({ from: 'nobody' })] })
    expect((await failureOf(emailsOf(source()))).facts).toMatchObject({ code: 'bad-answer', field: 'mails[1], sender' })
    answers.set(mailsUrl, { messages: [] })
    expect((await failureOf(emailsOf(source()))).facts).toMatchObject({ code: 'bad-answer', field: 'mails' })
  })

  it('carries its key in the header that the profile names, and escapes what it puts into an address', async () => {
    const log = source(aMapping({ token: { header: 'X-Api-Key', prefix: '' } }))
    await failureOf(log.events('../users?x#', never))
    expect(asked).toEqual([{ url: '/api/mails/..%2Fusers%3Fx%23', key: 'k3y' }])
  })
})
