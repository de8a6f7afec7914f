import type { IncomingAnswer, OutgoingRequest } from '../../net/transport'
import type { HttpLogSource } from '../../tenants/settings'
import type { SourceParts } from '../source'
import { createAuthorization } from './authorization'
import { refusal, unreached, unreadable, type Asked } from './failures'

/** How a token travels: the name of its header, and what stands before it. */
export interface TokenHeader {
  readonly header: string
  readonly prefix: string
}

/** Gets addresses of a log, signed. Failures are worded by what was asked for. */
export interface Fetcher {
  /** An answer with status 200, or 304 where `tag` names what is there still. */
  get(url: string, asked: Asked, signal: AbortSignal, tag?: string): Promise<IncomingAnswer>
  /** Asks for something to be done: an answer with status 202. Sent again only where the log said that it did nothing. */
  post(
    url: string,
    asked: Asked,
    body: object,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<IncomingAnswer>
  /** The answer's JSON. */
  json(url: string, asked: Asked, signal: AbortSignal): Promise<unknown>
}

const verbs = { read: 'read', write: 'ask for' } as const

export const createFetcher = (settings: HttpLogSource, token: TokenHeader, parts: SourceParts): Fetcher => {
  const authorization = createAuthorization(settings.auth, parts)

  const send = (
    request: Pick<OutgoingRequest, 'method' | 'url' | 'body'>,
    asked: Asked,
    headers: Record<string, string>,
    signal: AbortSignal,
  ) => {
    const effect = request.method === 'GET' ? 'read' : 'write'
    return parts.transport
      .send(
        { ...request, headers: { accept: 'application/json, application/problem+json', ...headers }, signal },
        {
          tenantId: parts.tenantId,
          mailbox: null,
          effect,
          batch: false,
          purpose: `${verbs[effect]} ${asked} of the log`,
        },
      )
      .catch((thrown: unknown) => {
        // Of a write it is to be told apart whether it may have arrived.
        throw effect === 'read' ? unreached(thrown) : thrown
      })
  }

  /** An access token can be withdrawn before its end: then it is asked for once more. */
  const signed = async (
    request: Pick<OutgoingRequest, 'method' | 'url' | 'body'>,
    asked: Asked,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<IncomingAnswer> => {
    for (let again = false; ; again = true) {
      const bearer = await authorization.bearer(signal)
      const answer = await send(request, asked, { [token.header]: `${token.prefix}${bearer}`, ...headers }, signal)
      if (answer.status !== 401 || again || !authorization.refused(bearer)) return answer
    }
  }

  const get: Fetcher['get'] = async (url, asked, signal, tag) => {
    const headers: Record<string, string> = tag === undefined ? {} : { 'if-none-match': tag }
    const answer = await signed({ method: 'GET', url }, asked, headers, signal)
    if (answer.status === 200 || (answer.status === 304 && tag !== undefined)) return answer
    throw refusal(answer, asked)
  }

  const post: Fetcher['post'] = async (url, asked, body, headers, signal) => {
    const typed = { 'content-type': 'application/json', ...headers }
    const answer = await signed({ method: 'POST', url, body: JSON.stringify(body) }, asked, typed, signal)
    if (answer.status === 202) return answer
    // A success of another kind is no refusal: it may have been done.
    throw answer.status < 300 ? unreadable('its status') : refusal(answer, asked)
  }

  return {
    get,
    post,
    json: async (url, asked, signal) => readJson((await get(url, asked, signal)).text),
  }
}

export const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw unreadable('its form, which is not JSON')
  }
}
