import type { RequestLogRow } from '../../shared/contract'
import { brokenBy, type Broken } from './broken'
import type { createCeilings } from './ceilings'
import type { Clock, IncomingAnswer, Lane, OutgoingRequest } from './transport'

export type Attempt =
  | { readonly kind: 'answer'; readonly answer: IncomingAnswer }
  /** A 2xx that the caller doesn't take for an answer. */
  | { readonly kind: 'not-acceptable' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: Broken }

export interface AttemptParts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly clock: Clock
  readonly ceilings: ReturnType<typeof createCeilings>
  /** Milliseconds for this attempt, queueing included. */
  readonly ms: number
  readonly onRequest?: (row: RequestLogRow) => void
}

/** Sends a request once, when its lane has room for it. Never throws for what the network does. */
export const attempt = async (request: OutgoingRequest, lane: Lane, parts: AttemptParts): Promise<Attempt> => {
  const { clock } = parts
  const abort = new AbortController()
  const done = new AbortController()
  const stop = (): void => abort.abort(new Error('cancelled'))
  request.signal?.addEventListener('abort', stop, { once: true })
  if (request.signal?.aborted) stop()
  let late = false
  const watch = clock.sleep(parts.ms, done.signal).then(
    () => {
      late = true
      abort.abort(new Error('too late'))
    },
    () => undefined,
  )
  try {
    const leave = await parts.ceilings.enter(lane, abort.signal)
    try {
      return await exchange(request, lane, parts, abort.signal)
    } finally {
      leave()
    }
  } catch (thrown) {
    if (late) return { kind: 'timeout' }
    if (request.signal?.aborted) return { kind: 'cancelled' }
    return { kind: brokenBy(thrown) }
  } finally {
    done.abort(new Error('done'))
    request.signal?.removeEventListener('abort', stop)
    await watch
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
