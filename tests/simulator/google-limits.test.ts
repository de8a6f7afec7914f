import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../../src/simulator/server'
import { batch, call, googleTenant, personWithMail, reasonOf, tokenFor } from '../helpers/google-calls'

let server: RunningServer
let now: number
let token: string
let paths: string[]
beforeAll(async () => {
  now = Date.now()
  server = await startServer({ now: () => now })
})
beforeEach(async () => {
  // Every test has a minute of its own.
  now += 60_000
  const { person, mailbox } = personWithMail(googleTenant(server))
  token = await tokenFor(server, person.address, 'gmail.readonly')
  paths = [...mailbox.messages.keys()].map((id) => `/gmail/v1/users/me/messages/${id}?format=minimal`)
  await fetch(`${server.bases.admin}/requests`, { method: 'DELETE' })
})
afterEach(() => fetch(`${server.bases.admin}/faults`, { method: 'DELETE' }))
afterAll(() => server.stop())

/** The first `count` calls, from the start again when they run out. */
const calls = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => paths[index % paths.length] ?? '')

describe('gmail batch', () => {
  it('answers 25 parts, each by its Content-ID and in the order asked', async () => {
    const { status, parts } = await batch(server, token, calls(25))
    expect(status).toBe(200)
    expect(parts.map(({ id }) => id)).toEqual(calls(25).map((_, index) => `response-item${index}`))
    expect(parts.map((part) => `/gmail/v1/users/me/messages/${String(part.body['id'])}?format=minimal`)).toEqual(
      calls(25),
    )
  })

  it('refuses the surplus of 26 parts inside a 200', async () => {
    const { status, parts } = await batch(server, token, calls(26))
    expect(status).toBe(200)
    expect(parts.filter((part) => part.status === 200)).toHaveLength(25)
    const refused = parts.filter((part) => part.status === 429)
    expect(refused.map(({ body }) => (body['error'] as { message: string }).message)).toEqual([
      'Too many concurrent requests for user',
    ])
  })

  it('refuses more than 100 parts altogether', async () => {
    expect(await batch(server, token, calls(101))).toMatchObject({ status: 400, parts: [] })
  })

  it('logs every part as a row of its own, with its mailbox', async () => {
    await batch(server, token, calls(3))
    const rows = server.requests().filter((row) => row.member === true)
    expect(rows.map((row) => [row.method, row.status])).toEqual([
      ['GET', 200],
      ['GET', 200],
      ['GET', 200],
    ])
    expect(new Set(rows.map((row) => row.mailbox))).toEqual(
      new Set([personWithMail(googleTenant(server)).person.address]),
    )
  })

  it('refuses what a single call and a batch of 25 have too much together', async () => {
    // The single call outlasts the batch, so they overlap whichever comes first.
    await fetch(`${server.bases.admin}/faults`, {
      method: 'POST',
      body: JSON.stringify([
        { service: 'gmail', route: 'POST /batch', latencyMs: 150 },
        { service: 'gmail', route: 'GET /gmail', latencyMs: 400 },
      ]),
    })
    const [many, one] = await Promise.all([
      batch(server, token, calls(25)),
      call(token, `${server.bases.gmail}${paths[0] ?? ''}`),
    ])
    const refused = [...many.parts.map((part) => part.status), one.status].filter((status) => status === 429)
    expect(refused).toHaveLength(1)
  })
})

describe('gmail quota', () => {
  it('ends after 6,000 units in a minute and starts again in the next', async () => {
    for (let done = 0; done < 12; done += 1) await batch(server, token, calls(25))
    const over = await call(token, `${server.bases.gmail}${paths[0] ?? ''}`)
    expect([over.status, reasonOf(over)]).toEqual([403, 'rateLimitExceeded'])
    now += 60_000
    expect((await call(token, `${server.bases.gmail}${paths[0] ?? ''}`)).status).toBe(200)
  })

  it('ends a token when its time is over', async () => {
    now += 3_600_000
    expect((await call(token, `${server.bases.gmail}${paths[0] ?? ''}`)).status).toBe(401)
  })
})
