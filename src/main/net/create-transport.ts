import type { RequestLogRow } from '../../shared/contract'
import { Failure } from '../../shared/model'
import { attempt, type Attempt } from './attempt'
import { createCeilings } from './ceilings'
import { insideBases } from './inside-bases'
import { createPauses } from './pauses'
import { backoffMs, patienceMs, retryAfterMs, throttledPauseMs } from './retry-after'
import type { Clock, IncomingAnswer, Lane, OutgoingRequest, Transport } from './transport'

export interface TransportParts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  /** Whether an address is worth trying at all; without it every address is. */
  readonly isOnline?: (url: string) => boolean
  /** Told of every attempt that wasn't abandoned by its caller, without query, headers or body. */
  readonly onRequest?: (row: RequestLogRow) => void
  /** The endpoint bases of a tenant; nothing outside them is ever called. */
  readonly basesOf: (tenantId: string) => readonly string[] | Promise<readonly string[]>
}

/** Attempts at one read before a fault counts as lasting; what the server asks to wait for isn't counted. */
const mostFaults = 6
/** Attempts at a server that can't be reached: once more, in case the connection was just being rebuilt. */
const mostUnreachable = 2
/** Longest wait for one answer to a read in milliseconds: one that hangs is worth starting again. */
const readAttemptMs = 12_000

const transient = new Set([408, 429, 500, 502, 503, 504])

/** Builds the one way out to the network. */
export const createTransport = (parts: TransportParts): Transport => {
  const { clock, random } = parts
  const ceilings = createCeilings(clock)
  const pauses = createPauses(clock)

  const send = async (request: OutgoingRequest, lane: Lane): Promise<IncomingAnswer> => {
    refuseAborted(request.signal)
    const { url, base } = insideBases(request.url, await parts.basesOf(lane.tenantId))
    const quarter = `${lane.tenantId}|${lane.mailbox ?? base}`
    const deadline = clock.now() + (request.deadlineMs ?? patienceMs)
    const left = (): number => deadline - clock.now()
    let last: Attempt | null = null

    /** Waits, unless the deadline comes first. */
    const waited = async (ms: number): Promise<boolean> => {
      if (ms >= left()) return false
      await sleep(clock, ms, request.signal)
      return true
    }

    for (let tries = 1, faults = 0; ; tries += 1) {
      if (parts.isOnline?.(url.href) === false) throw offline(url)
      const pause = pauses.left(quarter)
      if (pause > 0 && !(await waited(pause))) return given(last, () => busy(lane, pause))
      let asked = 0
      const ended = await attempt({ ...request, url: url.href }, lane, {
        fetch: parts.fetch,
        clock,
        ceilings,
        queueMs: left(),
        answerMs: () => (lane.effect === 'read' ? Math.min(readAttemptMs, left()) : left()),
        isHeld: () => pauses.left(quarter) > 0,
        onAnswer: ({ status, headers }) => {
          if (status !== 429) return
          asked = throttledPauseMs(retryAfterMs(headers.get('retry-after'), clock.now()), tries, random)
          pauses.start(quarter, asked)
        },
        ...(parts.onRequest ? { onRequest: parts.onRequest } : {}),
      })
      if (ended.kind === 'held') continue
      last = ended
      if (last.kind === 'cancelled') throw cancelled()
      if (last.kind === 'refused') throw last.failure
      if (last.kind === 'answer' && !transient.has(last.answer.status)) return last.answer

      const wait = ((): number | null => {
        if (last.kind === 'answer' && last.answer.status === 429) return asked
        if (lane.effect === 'write') return null
        if (last.kind === 'answer' && last.answer.headers.has('retry-after'))
          return throttledPauseMs(retryAfterMs(last.answer.headers.get('retry-after'), clock.now()), tries, random)
        faults += 1
        if (faults >= (last.kind === 'unreachable' ? mostUnreachable : mostFaults)) return null
        return backoffMs(faults, random)
      })()
      if (wait === null || !(await waited(wait))) return given(last, () => failureOf(last, lane, url))
    }
  }

  return { send }
}

const given = (last: Attempt | null, otherwise: () => Failure): IncomingAnswer => {
  if (last?.kind === 'answer') return last.answer
  throw otherwise()
}

const failureOf = (last: Attempt | null, lane: Lane, url: URL): Failure => {
  switch (last?.kind) {
    case 'unreachable':
      return offline(url)
    case 'cut-off':
      return new Failure({
        code: 'bad-answer',
        message: `The connection to ${url.host} broke before the answer was complete (${lane.purpose}): try again.`,
      })
    case 'not-acceptable':
      return new Failure({
        code: 'bad-answer',
        message: `${url.host} answered with a page or text that isn't its protocol (${lane.purpose}): check its address, sign in to this network if it asks for that, or ask whoever runs the proxy in between.`,
      })
    default:
      return new Failure({
        code: 'timeout',
        message: `${url.host} didn't answer in time (${lane.purpose}): try again.`,
      })
  }
}

const offline = (url: URL): Failure =>
  new Failure({
    code: 'offline',
    message: `${url.host} can't be reached: check this computer's network, then try again.`,
  })

const busy = (lane: Lane, ms: number): Failure =>
  new Failure({
    code: 'throttled',
    message: `The provider asks to slow down (${lane.purpose}): try again in ${Math.ceil(ms / 1000)} s.`,
    retryAfterMs: ms,
  })

const cancelled = (): Failure => new Failure({ code: 'cancelled', message: 'Abandoned.' })

const refuseAborted = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted) throw cancelled()
}

const sleep = async (clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> => {
  try {
    await clock.sleep(ms, signal)
  } catch {
    throw cancelled()
  }
}
