import { describe, expect, it } from 'vitest'
import { call, codeOf, simulator } from './simulator-client'

const sim = simulator()
const ana = '/users/ana.maria@northwind.example'

interface Reply {
  readonly id: string
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Record<string, unknown>
}

const batch = async (requests: readonly object[]) => {
  const answer = await call('POST', sim.graph('/$batch'), await sim.bearer('northwind'), { requests })
  return { answer, replies: (answer.json['responses'] ?? []) as Reply[] }
}
const folder = (id: string, over: object = {}) => ({
  id,
  method: 'GET',
  url: `${ana}/mailFolders/inbox?$select=id`,
  ...over,
})
const many = (count: number) => Array.from({ length: count }, (_, index) => folder(String(index)))

describe('$batch', () => {
  it('answers twenty members, each once, and logs each as a row of its own', async () => {
    const { replies } = await batch(many(20))
    expect(replies.map((reply) => Number(reply.id)).sort((one, other) => one - other)).toEqual([...Array(20).keys()])
    expect(replies.every((reply) => reply.status === 200)).toBe(true)
    const rows = await sim.rows()
    expect(rows.filter((row) => row.member && row.mailbox === 'ana.maria@northwind.example')).toHaveLength(20)
    expect(rows.filter((row) => row.batch && !row.member)).toHaveLength(1)
  })

  it.each([
    ['more than twenty members', many(21)],
    ['two ids that differ in case only', [folder('a'), folder('A')]],
    ['no members', []],
    ['a member without a method', [{ id: '1', url: ana }]],
  ])('refuses %s as a whole', async (_, requests) => {
    const { answer } = await batch(requests)
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BadRequest'])
  })

  it('refuses members with a version, a host, or a body of no type', async () => {
    const { replies } = await batch([
      folder('1', { url: `/v1.0${ana}/mailFolders/inbox` }),
      folder('2', { url: `https://graph.microsoft.com${ana}` }),
      { id: '3', method: 'POST', url: `${ana}/messages/x/move`, body: { destinationId: 'inbox' } },
    ])
    expect(replies.map((reply) => reply.status)).toEqual([400, 400, 400])
    expect(JSON.stringify(replies)).toContain("Resource not found for the segment 'v1.0'.")
  })

  it('obeys the Prefer header of each member', async () => {
    const url = `${ana}/messages?$top=1&$select=id`
    const { replies } = await batch([
      folder('1', { url }),
      folder('2', { url, headers: { Prefer: 'IdType="ImmutableId"' } }),
    ])
    const ids = new Map(replies.map((reply) => [reply.id, JSON.stringify(reply.body['value'])]))
    expect(ids.get('1')).not.toBe(ids.get('2'))
  })

  it('fails what depends on a failed member', async () => {
    const { replies } = await batch([
      folder('1', { url: `${ana}/mailFolders/clutter` }),
      folder('2', { dependsOn: ['1'] }),
    ])
    expect(replies.find((reply) => reply.id === '2')?.status).toBe(424)
  })

  it('plays status faults on single members inside a 200, with a decimal Retry-After', async () => {
    await sim.admin('POST', '/faults', [
      { service: 'graph', route: 'GET /users', fault: { kind: 'status', status: 429, retryAfter: 0.249 }, times: 3 },
    ])
    const { answer, replies } = await batch(many(8))
    const throttled = replies.filter((reply) => reply.status === 429)
    expect(answer.status).toBe(200)
    expect(throttled).toHaveLength(3)
    expect(throttled.map((reply) => reply.headers['Retry-After'])).toEqual(['0.249', '0.249', '0.249'])
  })
})

describe('mailbox concurrency', () => {
  const single = async (headers: Record<string, string>) => call('GET', sim.graph(`${ana}/mailFolders/inbox`), headers)

  it('serves four at the same time in one mailbox and throttles the fifth', async () => {
    const headers = await sim.bearer('northwind')
    await sim.admin('POST', '/faults', [{ service: 'graph', latencyMs: 150 }])
    const answers = await Promise.all(Array.from({ length: 5 }, () => single(headers)))
    const statuses = answers.map((answer) => answer.status).sort()
    expect(statuses).toEqual([200, 200, 200, 200, 429])
    const refused = answers.find((answer) => answer.status === 429)
    expect(refused?.text).toContain('MailboxConcurrency')
    expect((await single(headers)).status).toBe(200)
  })

  it('counts the four members that a batch has under way', async () => {
    await sim.admin('POST', '/faults', [{ service: 'graph', perBatchGroupMs: 150 }])
    const [one, other] = await Promise.all([batch(many(8)), batch(many(8))])
    const throttled = [...one.replies, ...other.replies].filter((reply) => reply.status === 429)
    expect(throttled.length).toBeGreaterThan(0)
    expect(throttled.every((reply) => codeOf({ json: reply.body }) === 'ApplicationThrottled')).toBe(true)
  })
})
