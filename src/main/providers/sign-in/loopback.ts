import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Failure } from '../../../shared/model'
import type { Clock } from '../../net/transport'

/** How long the person has to sign in, in milliseconds. */
const patienceMs = 5 * 60_000

const pageOf = (words: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Whereabouts</title><body style="font:16px system-ui;margin:3em">${words}</body>`

export interface LoopbackAnswer {
  /** What the provider's page should send the browser back to, e.g. `http://localhost:51234`. */
  readonly redirectUri: string
  /** The query of the one request that carries our state. Throws `timeout` or `cancelled`. */
  readonly query: Promise<URLSearchParams>
  /** Frees the port. */
  close(): void
}

/**
 * Waits on a free port of this computer for the browser to come back (RFC 8252 §7.3). Only the first request with the right
 * `state` counts; anything else that knocks is turned away and changes nothing.
 */
export const listenOnce = async (
  host: 'localhost' | '127.0.0.1',
  state: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<LoopbackAnswer> => {
  const over = new AbortController()
  let give = (_: URLSearchParams): void => undefined
  const came = new Promise<URLSearchParams>((resolve) => (give = resolve))
  const server = createServer((request, response) => {
    const query = queryOf(request)
    if (!query) return say(response, 404, 'There is nothing here.')
    if (!isSame(query.get('state') ?? '', state)) return say(response, 400, 'This is not the sign-in that was started.')
    const words = query.has('error') ? 'You were not signed in.' : 'You are signed in.'
    say(response, 200, `${words} You can close this page and go back to Whereabouts.`)
    give(query)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new Failure(
          {
            code: 'sign-in-refused',
            message: 'No port of this computer is free for the sign-in: close some programs, then try again.',
          },
          { cause },
        ),
      ),
    )
    server.listen(0, '127.0.0.1', resolve)
  })
  const close = (): void => {
    over.abort()
    server.close()
    server.closeIdleConnections()
  }
  const late = clock.sleep(patienceMs, AbortSignal.any([signal, over.signal])).then(
    () => {
      throw new Failure({ code: 'timeout', message: 'Nobody signed in within five minutes: start the sign-in again.' })
    },
    () => {
      throw new Failure({ code: 'cancelled', message: 'The sign-in was given up.' })
    },
  )
  const query = Promise.race([came, late])
  // Nobody may be listening when it is closed early.
  query.catch(() => undefined)
  const { port } = server.address() as AddressInfo
  return { redirectUri: `http://${host}:${port}`, query, close }
}

const queryOf = (request: IncomingMessage): URLSearchParams | null => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  return request.method === 'GET' && url.pathname === '/' && url.searchParams.has('state') ? url.searchParams : null
}

const isSame = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const say = (response: ServerResponse, status: number, words: string): void => {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(pageOf(words))
}
