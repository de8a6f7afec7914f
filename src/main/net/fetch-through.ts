import { Failure } from '../../shared/model'
import type { IncomingAnswer, Lane, OutgoingRequest, Transport } from './transport'

export interface FetchThroughOptions {
  /** What a 2xx must be; see `OutgoingRequest.accepts`. */
  readonly accepts?: (answer: IncomingAnswer) => boolean
  readonly deadlineMs?: number
  /** Told of the failure that is then thrown: a client built on fetch rarely hands it on whole. */
  readonly onFailure?: (failure: Failure) => void
  /** Used where the caller hands none to fetch. */
  readonly signal?: AbortSignal
}

const methods: readonly OutgoingRequest['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Statuses for which a Response may hold no body (Fetch standard §2.2.3). */
const bodyless = new Set([101, 103, 204, 205, 304])
/** The text is already decoded and whole: what described its travel no longer holds. */
const travelHeaders = ['content-encoding', 'content-length', 'transfer-encoding']

/** A `fetch` for a foreign client whose every request takes our one way out. Throws a `Failure` where fetch would reject. */
export const fetchThrough =
  (transport: Transport, lane: Lane, options: FetchThroughOptions = {}): typeof fetch =>
  async (input, init) => {
    const source = new Request(input, init)
    const method = methods.find((one) => one === source.method.toUpperCase())
    const signal = init?.signal ?? options.signal
    try {
      if (!method)
        throw new Failure({
          code: 'bug',
          message: `A client tried a ${source.method} request, which nothing here makes.`,
        })
      const body = source.body === null ? undefined : await source.text()
      const answer = await transport.send(
        {
          method,
          url: source.url,
          headers: Object.fromEntries(source.headers),
          ...(body === undefined ? {} : { body }),
          ...(signal ? { signal } : {}),
          ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
          ...(options.accepts ? { accepts: options.accepts } : {}),
        },
        lane,
      )
      return responseOf(answer)
    } catch (thrown) {
      if (thrown instanceof Failure) options.onFailure?.(thrown)
      throw thrown
    }
  }

const responseOf = (answer: IncomingAnswer): Response => {
  const headers = new Headers(answer.headers)
  for (const name of travelHeaders) headers.delete(name)
  return new Response(bodyless.has(answer.status) ? null : answer.text, { status: answer.status, headers })
}

/** True for an answer whose whole body is one JSON value: a page of a proxy or a cut text isn't. */
export const isJson = (answer: IncomingAnswer): boolean => {
  if (answer.status === 204 || (answer.status === 202 && answer.text === '')) return true
  try {
    JSON.parse(answer.text)
    return true
  } catch {
    return false
  }
}
