import type { RequestLogRow } from '../../shared/contract'
import { Failure } from '../../shared/model'
import { brokenBy, type Broken } from './broken'
import type { createCeilings } from './ceilings'
import type { Clock, IncomingAnswer, Lane, OutgoingRequest } from './transport'

export type Attempt =
  /** Not sent: while it waited for its turn, the server asked to slow down. */
  | { readonly kind: 'held' }
  | { readonly kind: 'answer'; readonly answer: IncomingAnswer }
  /** A 2xx that the caller doesn't take for an answer. */
  | { readonly kind: 'not-acceptable' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' }
  /** Refused on the way, before any server saw it; the failure says by whom. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: Broken }

export interface AttemptParts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly clock: Clock
  readonly ceilings: ReturnType<typeof createCeilings>
  /** Milliseconds it may wait for its turn, and then for its answer. */
  readonly queueMs: number
  readonly answerMs: () => number
  /** Asked when its turn has come: whether nothing may be sent right now. */
  readonly isHeld: () => boolean
  /** Told of an answer before the next one in the queue gets its turn. */
  readonly onAnswer: (answer: IncomingAnswer) => void
  readonly onRequest?: (row: RequestLogRow) => void
}

/** Sends a request once, when its lane has room for it. Never throws for what the network does. */
export const attempt = async (request: OutgoingRequest, lane: Lane, parts: AttemptParts): Promise<Attempt> => {
  const { clock } = parts
  const abort = new AbortController()
  const stop = (): void => abort.abort(new Error('cancelled'))
  request.signal?.addEventListener('abort', stop, { once: true })
  if (request.signal?.aborted) stop()
  let late = false
  /** Gives up after so long; the function returned ends that. */
  const limit = (ms: number): (() => Promise<void>) => {
    const done = new AbortController()
    const watch = clock.sleep(ms, done.signal).then(
      () => {
        late = true
        abort.abort(new Error('too late'))
      },
      () => undefined,
    )
    return () => {
      done.abort(new Error('done'))
      return watch
    }
  }
  let unlimit = limit(parts.queueMs)
  try {
    const leave = await parts.ceilings.enter(lane, abort.signal)
    try {
      if (parts.isHeld()) return { kind: 'held' }
      await unlimit()
      unlimit = limit(parts.answerMs())
      const ended = await exchange(request, lane, parts, abort.signal)
      if (ended.kind === 'answer') parts.onAnswer(ended.answer)
      return ended
    } finally {
      leave()
    }
  } catch (thrown) {
    if (late) return { kind: 'timeout' }
    if (request.signal?.aborted) return { kind: 'cancelled' }
    if (thrown instanceof Failure) return { kind: 'refused', failure: thrown }
    return { kind: brokenBy(thrown) }
  } finally {
    request.signal?.removeEventListener('abort', stop)
    await unlimit()
  }
}

const exchange = async (
  request: OutgoingRequest,
  lane: Lane,
  parts: AttemptParts,
  signal: AbortSignal,
): Promise<Attempt> => {
  if (signal.aborted) throw signal.reason as Error
  const { clock } = parts
  const startedAt = clock.now()
  const tell = (status: number | null): void =>
    parts.onRequest?.({
      at: new Date(startedAt).toISOString(),
      method: request.method,
      url: hostAndPath(request.url),
      status,
      ms: clock.now() - startedAt,
      tenantId: lane.tenantId,
    })
  let status: number | null = null
  try {
    const init: RequestInit & { readonly cache: 'no-store' } = {
      method: request.method,
      ...(request.headers ? { headers: { ...request.headers } } : {}),
      ...(request.body === undefined ? {} : { body: request.body }),
      signal,
      // A redirect would carry the token to a place nobody checked.
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
    }
    const response = await parts.fetch(request.url, init)
    status = response.status
    const answer: IncomingAnswer = { status, headers: response.headers, text: await response.text() }
    tell(status)
    const taken = status < 200 || status > 299 || (request.accepts?.(answer) ?? true)
    return taken ? { kind: 'answer', answer } : { kind: 'not-acceptable' }
  } catch (thrown) {
    if (request.signal?.aborted !== true) tell(status)
    throw thrown
  }
}

/** What of an address may be written down: a query holds Message-IDs, and some paths hold an address of a person. */
const hostAndPath = (address: string): string => {
  const url = new URL(address)
  const path = url.pathname.split('/').map((segment) => (/@|%40/i.test(segment) ? '…' : segment))
  return `${url.host}${path.join('/')}`
}
