import type { IncomingAnswer } from '../../net/transport'
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
  /** The answer's JSON. */
  json(url: string, asked: Asked, signal: AbortSignal): Promise<unknown>
}

export const createFetcher = (settings: HttpLogSource, token: TokenHeader, parts: SourceParts): Fetcher => {
  const authorization = createAuthorization(settings.auth, parts)

  const send = (url: string, asked: Asked, headers: Record<string, string>, signal: AbortSignal) =>
    parts.transport
      .send(
        {
          method: 'GET',
          url,
          headers: { accept: 'application/json, application/problem+json', ...headers },
          signal,
        },
        { tenantId: parts.tenantId, mailbox: null, effect: 'read', batch: false, purpose: `read ${asked} of the log` },
      )
      .catch((thrown: unknown) => {
        throw unreached(thrown)
      })

  /** An access token can be withdrawn before its end: then it is asked for once more. */
  const get: Fetcher['get'] = async (url, asked, signal, tag) => {
    for (let again = false; ; again = true) {
      const bearer = await authorization.bearer(signal)
      const answer = await send(
        url,
        asked,
        { [token.header]: `${token.prefix}${bearer}`, ...(tag === undefined ? {} : { 'if-none-match': tag }) },
        signal,
      )
      if (answer.status === 401 && !again && authorization.refused(bearer)) continue
      if (answer.status === 200 || (answer.status === 304 && tag !== undefined)) return answer
      throw refusal(answer, asked)
    }
  }

  return {
    get,
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
