import { z } from 'zod'
import { backoffMs, patienceMs } from '../../net/retry-after'
import type { Clock } from '../../net/transport'
import { failure } from './failures'
import type { Graph } from './graph-client'
import { isPassing, troubleOf, type Trouble } from './trouble'
import { immutableIds } from './wire'

export type MemberAnswer =
  { readonly kind: 'body'; readonly body: unknown } | { readonly kind: 'trouble'; readonly trouble: Trouble }

/** One read inside a batch. What its answer leads to (further pages, narrower questions) is asked in the next one. */
export interface Member {
  readonly path: string
  /** A preference of its own, beside immutable ids. */
  readonly prefer?: string
  /** Gives the members that follow from the answer; what it throws ends the whole run. */
  readonly answered: (answer: MemberAnswer) => readonly Member[]
}

export interface BatchRun {
  readonly graph: Graph
  readonly clock: Clock
  readonly random: () => number
  /** Key of the mailbox, for its ceilings. */
  readonly mailbox: string
  readonly purpose: string
  /** Called after each answer of the server, once its members were told. */
  readonly afterEach?: () => Promise<void> | void
}

/** Graph's greatest batch (https://learn.microsoft.com/graph/json-batching). */
export const mostMembers = 20
/** How often one member is sent at most: a member can be throttled while its batch is answered with 200. */
const mostTries = 7

const wireAnswers = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown(),
    }),
  ),
})

interface Sent {
  readonly member: Member
  tries: number
  /** Epoch milliseconds at which patience with it ends; null until it was answered once. */
  until: number | null
}

/**
 * Asks all members, twenty to a request, one request at a time. Those answered with a passing fault are sent again, alone,
 * after the longest wait that any of them was told; who asks for more than patience allows is told as it was answered,
 * and the others don't wait for it. Throws a `Failure` when a whole batch fails for good; members that
 * were not answered by then are never told.
 */
export const runMembers = async (run: BatchRun, members: readonly Member[], signal: AbortSignal): Promise<void> => {
  let queue: Sent[] = members.map(unsent)
  while (queue.length > 0) {
    const sent = queue.slice(0, mostMembers)
    const rest = queue.slice(mostMembers)
    const answers = await post(run, sent, signal)
    const again: Sent[] = []
    const following: Member[] = []
    let waitMs = 0
    const read = sent.map((one, index) => ({ one, answer: answers.get(String(index + 1)) ?? lost }))
    const denied = read.some(({ one, answer }) => one.tries === 0 && isDenied(answer))
    const granted = denied && (await run.graph.rolesChanged(signal))
    for (const { one, answer } of read) {
      one.tries += 1
      one.until ??= run.clock.now() + patienceMs
      const own = answer.kind === 'trouble' ? waitFor(answer.trouble, one, run) : null
      if (own !== null) {
        waitMs = Math.max(waitMs, own)
        again.push(one)
      } else if (granted && isDenied(answer)) again.push(one)
      else following.push(...one.member.answered(answer))
    }
    await run.afterEach?.()
    queue = [...again, ...following.map(unsent), ...rest]
    if (waitMs > 0) await pause(run.clock, waitMs, signal)
  }
}

const unsent = (member: Member): Sent => ({ member, tries: 0, until: null })

/** Milliseconds before a member is sent again; null when that would help nothing or take too long. */
const waitFor = (trouble: Trouble, { tries, until }: Sent, run: BatchRun): number | null => {
  if (!isPassing(trouble) || tries >= mostTries) return null
  const ms = Math.max(trouble.retryAfterMs ?? 0, backoffMs(tries, run.random))
  return run.clock.now() + ms < (until ?? Infinity) ? ms : null
}

const isDenied = (answer: MemberAnswer): boolean =>
  answer.kind === 'trouble' && (answer.trouble.status === 401 || answer.trouble.status === 403)

const lost: MemberAnswer = {
  kind: 'trouble',
  trouble: {
    status: 500,
    code: '',
    message: 'The batch gave no answer to this member.',
    requestId: null,
    retryAfterMs: null,
  },
}

const post = async (
  run: BatchRun,
  sent: readonly Sent[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, MemberAnswer>> => {
  const body = await run.graph.call(
    {
      method: 'POST',
      path: '/$batch',
      body: {
        requests: sent.map(({ member }, index) => ({
          id: String(index + 1),
          method: 'GET',
          url: member.path,
          headers: member.prefer === undefined ? immutableIds : { Prefer: `${immutableIds.Prefer}, ${member.prefer}` },
        })),
      },
      lane: { mailbox: run.mailbox, effect: 'read', batch: true, purpose: run.purpose },
    },
    signal,
  )
  const parsed = wireAnswers.safeParse(body)
  if (!parsed.success) throw failure('bad-answer', parsed.error)
  return new Map(
    parsed.data.responses.map((one): [string, MemberAnswer] => {
      if (one.status >= 200 && one.status < 300 && typeof one.body === 'object' && one.body !== null)
        return [one.id, { kind: 'body', body: one.body }]
      const header = (name: string): string | null =>
        Object.entries(one.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1] ?? null
      // A success without a readable body is a fault that may pass.
      const status = one.status >= 200 && one.status < 300 ? 502 : one.status
      return [one.id, { kind: 'trouble', trouble: troubleOf(status, one.body, header, run.clock.now()) }]
    }),
  )
}

const pause = async (clock: Clock, ms: number, signal: AbortSignal): Promise<void> => {
  try {
    await clock.sleep(ms, signal)
  } catch {
    throw failure('cancelled')
  }
}
