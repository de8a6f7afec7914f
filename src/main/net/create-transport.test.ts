import { describe, expect, it } from 'vitest'
import type { RequestLogRow } from '../../shared/contract'
import { createTransport, type TransportParts } from './create-transport'
import { fakeClock, settle, type FakeClock } from './testing/fake-clock'
import type { Lane } from './transport'

const base = 'https://mail.example/v1.0'
const read: Lane = { tenantId: 't', mailbox: 'm', effect: 'read', batch: false, purpose: 'read a copy' }
const write: Lane = { ...read, effect: 'write' }
const get = { method: 'GET', url: `${base}/things?secret=1` } as const
const post = { method: 'POST', url: `${base}/things`, body: '{}' } as const

const answer =
  (status: number, headers: Record<string, string> = {}, text = '{}') =>
  () =>
    new Response(text, { status, headers })
const refused = (): never => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) })
}
const dropped = (): never => {
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  })
}

const setUp = (answers: (() => Response)[], more: Partial<TransportParts> = {}) => {
  const clock = fakeClock()
  const sent: { url: string; at: number }[] = []
  const rows: RequestLogRow[] = []
  const transport = createTransport({
    fetch: (url) => {
      sent.push({ url, at: clock.now() })
      return Promise.resolve().then(answers[Math.min(sent.length, answers.length) - 1] ?? refused)
    },
    clock,
    random: () => 0.5,
    onRequest: (row) => rows.push(row),
    basesOf: () => [base],
    ...more,
  })
  return { clock, transport, sent, rows }
}

/** Moves time on until the work is over; gives what it came to. */
const over = async <T>(clock: FakeClock, work: Promise<T>): Promise<{ value?: T; code?: string }> => {
  let end: { value?: T; code?: string } | null = null
  void work.then(
    (value) => (end = { value }),
    (thrown: unknown) => (end = { code: (thrown as { code: string }).code }),
  )
  for (let turn = 0; turn < 200 && end === null; turn += 1) await clock.advance(500)
  return end ?? { code: 'never' }
}

describe('what may be called', () => {
  it.each([
    'https://mail.example/v1.0/users',
    'https://mail.example/v1.0',
    'https://mail.example/v1.0?x=1',
    'https://mail.example/v1.0/a/../b',
  ])('sends to %s', async (url) => {
    const { transport, sent } = setUp([answer(200)])
    await transport.send({ method: 'GET', url }, read)
    expect(sent).toHaveLength(1)
  })

  it.each([
    'https://mail.example/v1.00/users',
    'https://mail.example/v1.0/../beta',
    'https://mail.example/v1.0/%2e%2e/beta',
    'https://mail.example/v1.0/..%2fbeta',
    'https://mail.example:8443/v1.0/users',
    'http://mail.example/v1.0/users',
    'https://mail.example@evil.example/v1.0/users',
    'https://user@mail.example/v1.0/users',
    'https://evil.example/v1.0/users',
    'not an address',
  ])('stops a request to %s', async (url) => {
    const { transport, sent } = setUp([answer(200)])
    await expect(transport.send({ method: 'GET', url }, read)).rejects.toMatchObject({ code: 'foreign-link' })
    expect(sent).toHaveLength(0)
  })
})

describe('repeating', () => {
  it.each([408, 429, 500, 502, 503, 504])('repeats a read after %i', async (status) => {
    const { transport, clock } = setUp([answer(status), answer(200)])
    expect((await over(clock, transport.send(get, read))).value?.status).toBe(200)
  })

  it.each([
    ['a dropped connection', dropped],
    ['an unreachable server', refused],
  ])('repeats a read after %s', async (_name, fault) => {
    const { transport, clock } = setUp([fault, answer(200)])
    expect((await over(clock, transport.send(get, read))).value?.status).toBe(200)
  })

  it('repeats a read whose answer its caller does not take', async () => {
    const { transport, clock } = setUp([answer(200, {}, '<html>'), answer(200)])
    const accepts = (one: { text: string }): boolean => one.text === '{}'
    expect((await over(clock, transport.send({ ...get, accepts }, read))).value?.text).toBe('{}')
  })

  it.each([400, 401, 403, 404, 409, 412])('gives %i back at once', async (status) => {
    const { transport, sent, clock } = setUp([answer(status)])
    expect((await over(clock, transport.send(get, read))).value?.status).toBe(status)
    expect(sent).toHaveLength(1)
  })

  it('gives the last answer back when a fault lasts', async () => {
    const { transport, sent, clock } = setUp([answer(500)])
    expect((await over(clock, transport.send(get, read))).value?.status).toBe(500)
    expect(sent).toHaveLength(6)
  })

  it.each([500, 502, 503, 504, 408])('never repeats a write after %i', async (status) => {
    const { transport, sent, clock } = setUp([answer(status, { 'retry-after': '1' }), answer(201)])
    expect((await over(clock, transport.send(post, write))).value?.status).toBe(status)
    expect(sent).toHaveLength(1)
  })

  it('never repeats a write after a dropped connection', async () => {
    const { transport, sent, clock } = setUp([dropped, answer(201)])
    expect((await over(clock, transport.send(post, write))).code).toBe('bad-answer')
    expect(sent).toHaveLength(1)
  })

  it('repeats a write that was throttled', async () => {
    const { transport, clock } = setUp([answer(429, { 'retry-after': '2' }), answer(201)])
    expect((await over(clock, transport.send(post, write))).value?.status).toBe(201)
  })
})

describe('waiting', () => {
  it.each([
    ['3', 3_000],
    ['0.9', 900],
    [new Date(1_700_000_005_000).toUTCString(), 5_000],
  ])('waits at least as long as Retry-After %s asks', async (header, least) => {
    const { transport, sent, clock } = setUp([answer(429, { 'retry-after': header }), answer(200)])
    await over(clock, transport.send(get, read))
    const [first, second] = sent
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(least)
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(least + 1_000)
  })

  it('waits at least a second after a throttled answer without Retry-After', async () => {
    const { transport, sent, clock } = setUp([answer(429), answer(200)])
    await over(clock, transport.send(get, read))
    expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBeGreaterThanOrEqual(1_000)
  })

  it('gives the throttled answer back at once when the wait is past the deadline', async () => {
    const { transport, sent } = setUp([answer(429, { 'retry-after': '120' })])
    expect((await transport.send(get, read)).status).toBe(429)
    expect(sent).toHaveLength(1)
  })

  it('holds other requests to a mailbox back while it asked to slow down, not those to another', async () => {
    const { transport, sent, clock } = setUp([answer(429, { 'retry-after': '4' }), answer(200)])
    const first = transport.send(get, read)
    await settle()
    const second = transport.send(get, read)
    const other = transport.send(get, { ...read, mailbox: 'other' })
    await settle()
    expect(sent).toHaveLength(2)
    await other
    await over(clock, Promise.all([first, second]))
    expect((sent[2]?.at ?? 0) - (sent[0]?.at ?? 0)).toBeGreaterThanOrEqual(4_000)
  })

  it('holds back what was already waiting for its turn when the mailbox asked to slow down', async () => {
    const { transport, sent, clock } = setUp([answer(429, { 'retry-after': '4' }), answer(200)])
    const all = Array.from({ length: 6 }, () => transport.send(get, { ...read, batch: true }))
    await settle()
    expect(sent).toHaveLength(1)
    await over(clock, Promise.all(all))
    expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBeGreaterThanOrEqual(4_000)
    expect(sent).toHaveLength(7)
  })

  it('slows down one service, not another behind the same host', async () => {
    const log = 'https://mail.example/log'
    const { transport, sent } = setUp([answer(429, { 'retry-after': '600' }), answer(200)], {
      basesOf: () => [base, log],
    })
    const directory: Lane = { ...read, mailbox: null }
    expect((await transport.send(get, directory)).status).toBe(429)
    expect((await transport.send({ method: 'GET', url: `${log}/x` }, directory)).status).toBe(200)
    expect(sent).toHaveLength(2)
  })

  it('asks again after a quarter of an hour, whatever a server asked for', async () => {
    const { transport, sent, clock } = setUp([answer(429, { 'retry-after': '86400' }), answer(200)])
    await transport.send(get, read)
    await clock.advance(14 * 60_000)
    await expect(transport.send(get, read)).rejects.toMatchObject({ code: 'throttled' })
    await clock.advance(60_000)
    expect((await transport.send(get, read)).status).toBe(200)
    expect(sent).toHaveLength(2)
  })

  it('fails as timeout when nothing comes before the deadline', async () => {
    const { transport, clock } = setUp([], {
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
        }),
    })
    expect((await over(clock, transport.send({ ...get, deadlineMs: 5_000 }, read))).code).toBe('timeout')
  })
})

describe('ceilings', () => {
  const slow = () => {
    const open: (() => void)[] = []
    const fetched: string[] = []
    const set = setUp([], {
      fetch: (url) => {
        fetched.push(url)
        return new Promise((resolve) => open.push(() => resolve(new Response('{}'))))
      },
    })
    return { ...set, open, fetched }
  }

  it('lets four single requests into a mailbox at once', async () => {
    const { transport, open } = slow()
    const all = Array.from({ length: 6 }, () => transport.send(get, read))
    await settle()
    expect(open).toHaveLength(4)
    open[0]?.()
    await settle()
    expect(open).toHaveLength(5)
    for (let index = 1; index < 6; index += 1) {
      open[index]?.()
      await settle()
    }
    await Promise.all(all)
  })

  it('gives a batch its mailbox for itself', async () => {
    const { transport, open } = slow()
    const first = transport.send(get, read)
    const batch = transport.send(post, { ...read, batch: true })
    const last = transport.send(get, read)
    await settle()
    expect(open).toHaveLength(1)
    for (const index of [0, 1, 2]) {
      open[index]?.()
      await settle()
      expect(open).toHaveLength(Math.min(3, index + 2))
    }
    await Promise.all([first, batch, last])
  })

  it('lets sixteen requests of a tenant out at once', async () => {
    const { transport, open } = slow()
    const all = Array.from({ length: 20 }, (_, index) => transport.send(get, { ...read, mailbox: `m${index}` }))
    await settle()
    expect(open).toHaveLength(16)
    for (let index = 0; index < 20; index += 1) {
      open[index]?.()
      await settle()
    }
    await Promise.all(all)
  })

  it('does not take the time in the queue for a slow answer', async () => {
    const { transport, open, clock, fetched } = slow()
    const all = Array.from({ length: 5 }, () => transport.send(get, read))
    await clock.advance(11_000)
    for (const give of open.splice(0)) give()
    await clock.advance(6_000)
    expect(fetched).toHaveLength(5)
    open[0]?.()
    await Promise.all(all)
  })

  it('frees the place of a request that was abandoned in the queue', async () => {
    const { transport, open, clock } = slow()
    const running = Array.from({ length: 4 }, () => transport.send(get, read))
    await settle()
    const abort = new AbortController()
    const abandoned = transport.send({ ...get, signal: abort.signal }, read)
    const next = transport.send(get, read)
    await settle()
    abort.abort()
    expect((await over(clock, abandoned)).code).toBe('cancelled')
    for (let index = 0; index < 5; index += 1) {
      open[index]?.()
      await settle()
    }
    await Promise.all([...running, next])
    expect(open).toHaveLength(5)
  })
})

describe('the network being away', () => {
  it('fails as offline after one more try', async () => {
    const { transport, sent, clock } = setUp([refused])
    expect((await over(clock, transport.send(get, read))).code).toBe('offline')
    expect(sent).toHaveLength(2)
  })

  it('fails as offline without a try when the system says so', async () => {
    const { transport, sent } = setUp([answer(200)], { isOnline: () => false })
    await expect(transport.send(get, read)).rejects.toMatchObject({ code: 'offline' })
    expect(sent).toHaveLength(0)
  })
})

it('abandons a wait at once when its caller does', async () => {
  const { transport, clock } = setUp([answer(503, { 'retry-after': '9' })])
  const abort = new AbortController()
  const sending = transport.send({ ...get, signal: abort.signal }, read)
  const failing = expect(sending).rejects.toMatchObject({ code: 'cancelled' })
  await settle()
  abort.abort()
  await failing
  expect(clock.sleeping()).toBe(0)
})

it('writes down host and path of each try, never a query', async () => {
  const { transport, clock, rows } = setUp([answer(500), dropped, answer(200)])
  await over(clock, transport.send(get, read))
  expect(rows.map(({ url, status }) => ({ url, status }))).toEqual([
    { url: 'mail.example/v1.0/things', status: 500 },
    { url: 'mail.example/v1.0/things', status: null },
    { url: 'mail.example/v1.0/things', status: 200 },
  ])
})
