import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../net/testing/fake-clock'
import { runMembers, type MemberAnswer } from './batch'
import type { Graph } from './graph-client'

interface Reply {
  readonly status: number
  readonly retryAfter?: string
}
const good: Reply = { status: 200 }

/** Graph as far as batches go: answers each path with the next reply that was planned for it, with the last one for ever. */
const planned = (plan: Readonly<Record<string, readonly Reply[]>>) => {
  const clock = fakeClock()
  const sent: { readonly at: number; readonly paths: readonly string[] }[] = []
  const turns = new Map<string, number>()
  const graph: Graph = {
    call: (call) => {
      const { requests } = call.body as { requests: { id: string; url: string }[] }
      sent.push({ at: clock.now(), paths: requests.map(({ url }) => url) })
      const responses = requests.map(({ id, url }) => {
        const turn = turns.get(url) ?? 0
        turns.set(url, turn + 1)
        const replies = plan[url] ?? [good]
        const reply = replies[Math.min(turn, replies.length - 1)] ?? good
        const headers = reply.retryAfter === undefined ? {} : { 'Retry-After': reply.retryAfter }
        return { id, status: reply.status, headers, body: { url } }
      })
      return Promise.resolve({ responses })
    },
    pathOf: (link) => link,
    roles: () => [],
    rolesChanged: () => Promise.resolve(false),
    freshRoles: () => Promise.resolve([]),
  }
  const run = async (paths: readonly string[]) => {
    const answers = new Map<string, { readonly at: number; readonly answer: MemberAnswer }>()
    const members = paths.map((path) => ({
      path,
      answered: (answer: MemberAnswer) => {
        answers.set(path, { at: clock.now(), answer })
        return []
      },
    }))
    const start = clock.now()
    let over = false
    const running = runMembers(
      { graph, clock, random: () => 0.5, mailbox: 'm', purpose: 'read' },
      members,
      new AbortController().signal,
    ).finally(() => (over = true))
    for (let turn = 0; turn < 200 && !over; turn += 1) await clock.advance(500)
    if (over) await running
    const after = (path: string): number => (answers.get(path)?.at ?? Infinity) - start
    const statusOf = (path: string): number | 'fine' | 'none' => {
      const answer = answers.get(path)?.answer
      if (!answer) return 'none'
      return answer.kind === 'body' ? 'fine' : answer.trouble.status
    }
    return { over, after, statusOf, sent }
  }
  return { run }
}

describe('members of a batch', () => {
  it('are sent again, alone, after the wait they were told', async () => {
    const { run } = planned({ '/b': [{ status: 429, retryAfter: '3' }, good] })
    const { statusOf, after, sent } = await run(['/a', '/b'])
    expect([statusOf('/a'), statusOf('/b')]).toEqual(['fine', 'fine'])
    expect(sent.map(({ paths }) => paths)).toEqual([['/a', '/b'], ['/b']])
    expect(after('/b')).toBeGreaterThanOrEqual(3_000)
  })

  it.each(['7200', '86400', '99999999', new Date(1_700_000_000_000 + 40 * 60_000).toUTCString()])(
    'that are told to come back after %s are given up, and the others don’t wait for them',
    async (retryAfter) => {
      const { run } = planned({
        '/late': [{ status: 429, retryAfter }],
        '/soon': [{ status: 429, retryAfter: '2' }, good],
      })
      const { over, statusOf, after, sent } = await run(['/late', '/soon', '/fine'])
      expect(over).toBe(true)
      expect([statusOf('/late'), statusOf('/soon'), statusOf('/fine')]).toEqual([429, 'fine', 'fine'])
      expect(after('/soon')).toBeLessThan(4_000)
      expect(sent.filter(({ paths }) => paths.includes('/late'))).toHaveLength(1)
    },
  )

  it('are given up half a minute after their first answer, however little they ask for each time', async () => {
    const { run } = planned({ '/busy': [{ status: 429, retryAfter: '9' }] })
    const { over, statusOf, after } = await run(['/busy'])
    expect(over).toBe(true)
    expect(statusOf('/busy')).toBe(429)
    expect(after('/busy')).toBeLessThanOrEqual(30_000)
  })
})
