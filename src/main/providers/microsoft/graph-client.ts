import { randomUUID } from 'node:crypto'
import type { Context, Middleware } from '@microsoft/microsoft-graph-client'
import { Failure } from '../../../shared/model'
import { fetchThrough, isJson } from '../../net/fetch-through'
import type { Lane } from '../../net/transport'
import type { MicrosoftConnection } from '../../tenants/settings'
import type { ProviderParts } from '../provider'
import { failure, failureOf, opening } from './failures'
import type { Token, Tokens } from './token'
import { troubleOf } from './trouble'
import { immutableIds } from './wire'

const version = 'v1.0'

export interface GraphCall {
  readonly method: 'GET' | 'POST'
  /** Below the version, with its query, encoded: `/users/{id}/messages?$top=1`. */
  readonly path: string
  readonly body?: object
  readonly lane: Omit<Lane, 'tenantId'>
  readonly deadlineMs?: number
  /** Permissions of which any one is enough; those that open a mailbox, unless said otherwise. */
  readonly needs?: readonly string[]
}

/** The signed way to one tenant's Graph. */
export interface Graph {
  /** The parsed body of a 2xx; everything else throws a `Failure`. A refused token is renewed once. */
  call(call: GraphCall, signal: AbortSignal): Promise<unknown>
  /** Path and query of a link out of an answer; throws `foreign-link` when it leads out of the tenant's base. */
  pathOf(link: string): string
  /** Permissions of the token in use: the app's, or those a person consented to. */
  roles(): readonly string[]
  /**
   * Signs in again because a permission was found missing; true when the new token has others, so that asking again makes
   * sense. At most once in half a minute.
   */
  rolesChanged(signal: AbortSignal): Promise<boolean>
  /** Permissions of a token made within the last seconds, or `anew`: what has just been granted or withdrawn is in it. */
  freshRoles(signal: AbortSignal, anew?: 'anew'): Promise<readonly string[]>
}

const renewEveryMs = 30_000
/** How old a token may be that counts as fresh, in milliseconds: several checks share one. */
const freshMs = 10_000

/** Graph through Microsoft's own client, with our own middleware: theirs repeats writes and sends no token over http. */
export const createGraph = (settings: MicrosoftConnection, parts: ProviderParts, tokens: Tokens): Graph => {
  const base = `${settings.endpoints.graph}/${version}`
  let inUse: Token | null = null
  let renewedAt = -Infinity

  const exchange = async (call: GraphCall, token: Token, signal: AbortSignal): Promise<Response> => {
    const { Client, ResponseType } = await import('@microsoft/microsoft-graph-client')
    let failed: Failure | null = null
    const through = fetchThrough(
      parts.transport,
      { ...call.lane, tenantId: parts.tenantId },
      {
        accepts: isJson,
        onFailure: (thrown) => (failed = thrown),
        ...(call.deadlineMs === undefined ? {} : { deadlineMs: call.deadlineMs }),
      },
    )
    const client = Client.initWithMiddleware({
      baseUrl: settings.endpoints.graph,
      defaultVersion: version,
      middleware: chain(signWith(token), sendBy(through, signal)),
    })
    const request = client
      .api(call.path)
      .responseType(ResponseType.RAW)
      .headers({ ...(call.lane.batch ? {} : immutableIds), 'client-request-id': randomUUID() })
    try {
      return (await (call.method === 'GET' ? request.get() : request.post(call.body ?? {}))) as Response
    } catch (thrown) {
      throw failed ?? failure('bad-answer', thrown)
    }
  }

  const call: Graph['call'] = async (wanted, signal) => {
    for (let renewed = false; ; renewed = true) {
      const token: Token = renewed && inUse ? await tokens.newerThan(inUse, signal) : await tokens.current(signal)
      inUse = token
      const response = await exchange(wanted, token, signal)
      const text = await response.text()
      const body: unknown = isJson({ status: response.status, headers: response.headers, text })
        ? JSON.parse(text === '' ? 'null' : text)
        : null
      if (response.ok) return body
      const trouble = troubleOf(response.status, body, (name) => response.headers.get(name), parts.clock.now())
      if (response.status === 401 && !renewed) continue
      const failed = failureOf(trouble, token.roles, wanted.needs ?? opening[wanted.lane.effect])
      // A consent given since is only in a new token. A write is somebody's wish: it needn't wait for its turn.
      const missing = failed.code === 'permission-missing' && !renewed
      if (!missing || !(await rolesChanged(signal, wanted.lane.effect === 'write'))) throw failed
    }
  }

  const rolesChanged = async (signal: AbortSignal, atOnce = false): Promise<boolean> => {
    const old = inUse
    if (!old || (!atOnce && parts.clock.now() - renewedAt < renewEveryMs)) return false
    renewedAt = parts.clock.now()
    inUse = await tokens.newerThan(old, signal)
    return [...inUse.roles].sort().join() !== [...old.roles].sort().join()
  }

  return {
    call,
    pathOf: (link) => {
      const url = URL.canParse(link) ? new URL(link) : null
      const own = new URL(base)
      if (url?.origin === own.origin && url.pathname.startsWith(`${own.pathname}/`))
        return `${url.pathname.slice(own.pathname.length)}${url.search}`
      throw new Failure({
        code: 'foreign-link',
        message: 'Microsoft’s answer led to an address outside this tenant’s endpoint, which was not followed.',
      })
    },
    roles: () => inUse?.roles ?? [],
    rolesChanged,
    freshRoles: async (signal, anew) => {
      if (anew || parts.clock.now() - renewedAt > freshMs || !inUse) {
        inUse = await (inUse ? tokens.newerThan(inUse, signal) : tokens.current(signal))
        renewedAt = parts.clock.now()
      }
      return inUse.roles
    },
  }
}

const chain = (first: Middleware, last: Middleware): Middleware => {
  first.setNext?.(last)
  return first
}

const signWith = (token: Token): Middleware => {
  let next: Middleware | undefined
  return {
    execute: async (context: Context) => {
      context.options = {
        ...context.options,
        headers: { ...(context.options?.headers as Record<string, string>), Authorization: `Bearer ${token.value}` },
      }
      await next?.execute(context)
    },
    setNext: (following: Middleware) => {
      next = following
    },
  }
}

const sendBy = (through: typeof fetch, signal: AbortSignal): Middleware => ({
  execute: async (context: Context) => {
    context.response = await through(context.request as string | Request, {
      ...(context.options as RequestInit),
      signal,
    })
  },
})
