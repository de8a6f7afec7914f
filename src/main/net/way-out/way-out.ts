import type { Dispatcher } from 'undici'
import { Failure } from '../../../shared/model'
import { brokenBy } from '../broken'
import { readProxyList, type Route } from './proxy-list'
import { trustTrouble } from './trust-trouble'
import { trustedRoots } from './trusted-roots'

export interface ProxySignIn {
  readonly user: string
  readonly password: string
}

export interface WayOutParts {
  /** The proxies for an address as a PAC script would list them; `DIRECT` for none. */
  readonly resolveProxy: (url: string) => Promise<string>
  /** Asked at each new connection; null when none was entered. May throw `vault-locked`. */
  readonly signIn: () => Promise<ProxySignIn | null>
  /** Root certificates, PEM, that the engineer added to those of the system. */
  readonly addedRoots: () => readonly string[]
  readonly now: () => number
}

export interface WayOut {
  /**
   * Sends through the system's proxy, trusting the system's roots. Rejects as fetch does, or with a `Failure`:
   * `proxy-sign-in`, `certificate-untrusted`, `offline` when no proxy of the list can be reached.
   */
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Forgets connections and what was learned: proxy, sign-in or certificates are others now. */
  reset(): void
}

/** How long an answer about proxies is used again, in milliseconds: a PAC script may take a while. */
const proxyMs = 30_000

/**
 * The way to the network under the transport. A plain connection without a proxy is Node's own fetch; the library for
 * everything else is loaded at first use.
 */
export const createWayOut = (parts: WayOutParts): WayOut => {
  const routesOf = new Map<string, { readonly until: number; readonly routes: Promise<readonly Route[]> }>()
  let agents = new Map<string, Promise<Dispatcher>>()

  const routes = (url: URL): Promise<readonly Route[]> => {
    const known = routesOf.get(url.origin)
    if (known && known.until > parts.now()) return known.routes
    // Only the origin: a PAC script has no business with a query that names a person.
    const found = parts.resolveProxy(`${url.origin}/`).then(readProxyList)
    found.catch(() => routesOf.delete(url.origin))
    routesOf.set(url.origin, { until: parts.now() + proxyMs, routes: found })
    return found
  }

  const agent = (route: Extract<Route, { kind: 'direct' | 'proxy' }>): Promise<Dispatcher> => {
    const key = route.kind === 'direct' ? '' : route.url
    const known = agents.get(key)
    if (known) return known
    const made = makeAgent(route, parts)
    made.catch(() => agents.delete(key))
    agents.set(key, made)
    return made
  }

  const along = async (route: Exclude<Route, { kind: 'foreign' }>, url: URL, init: RequestInit): Promise<Response> => {
    if (route.kind === 'direct' && url.protocol === 'http:') return fetch(url, init)
    const [{ fetch: fetchVia }, dispatcher] = await Promise.all([import('undici'), agent(route)])
    const answer = await fetchVia(url, { ...(init as object), dispatcher })
    return answer as unknown as Response
  }

  return {
    fetch: async (address, init) => {
      const url = new URL(address)
      const tried: string[] = []
      for (const route of await routes(url)) {
        if (route.kind === 'foreign') {
          tried.push(route.text)
          continue
        }
        try {
          return await along(route, url, init)
        } catch (thrown) {
          const refused = proxyRefusal(thrown, route) ?? trustTrouble(thrown, url.host)
          if (refused) throw refused
          // Only a proxy that was never reached has surely carried nothing: then the next one may be tried.
          if (route.kind === 'direct' || brokenBy(thrown) !== 'unreachable') throw thrown
          tried.push(new URL(route.url).host)
        }
      }
      throw new Failure({
        code: 'offline',
        message: `No proxy of this computer's settings can be used (${tried.join(', ')}): check the proxy settings, then try again.`,
      })
    },
    reset: () => {
      const old = agents
      agents = new Map()
      routesOf.clear()
      for (const one of old.values()) void one.then((dispatcher) => dispatcher.close()).catch(() => undefined)
    },
  }
}

const makeAgent = async (
  route: Extract<Route, { kind: 'direct' | 'proxy' }>,
  { signIn, addedRoots }: WayOutParts,
): Promise<Dispatcher> => {
  const [{ Agent, ProxyAgent }, ca] = await Promise.all([import('undici'), trustedRoots(addedRoots())])
  if (route.kind === 'direct') return new Agent({ connect: { ca } })
  const known = await signIn()
  const proxy = new URL(route.url)
  if (known && proxy.protocol === 'socks5:') {
    proxy.username = encodeURIComponent(known.user)
    proxy.password = encodeURIComponent(known.password)
  }
  return new ProxyAgent({
    uri: proxy.href,
    requestTls: { ca },
    proxyTls: { ca },
    ...(known && proxy.protocol !== 'socks5:' ? { token: basic(known) } : {}),
  })
}

const basic = ({ user, password }: ProxySignIn): string =>
  `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`

/** A proxy's own refusal of the tunnel, by the status it answered; null when it was something else. */
const proxyRefusal = (thrown: unknown, route: Route): Failure | null => {
  if (route.kind !== 'proxy') return null
  const status = /Proxy response \((\d{3})\)/.exec(messages(thrown))?.[1]
  const { host } = new URL(route.url)
  if (status === '407')
    return new Failure({
      code: 'proxy-sign-in',
      message: `The proxy ${host} asks for a user name and password: enter them on the Status page, under Network.`,
      providerCode: 'HTTP 407',
    })
  if (status !== undefined)
    return new Failure({
      code: 'offline',
      message: `The proxy ${host} refused to connect (HTTP ${status}): ask your network team to let this address through.`,
      providerCode: `HTTP ${status}`,
    })
  return null
}

const messages = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.message} ${messages(thrown.cause)}` : ''
