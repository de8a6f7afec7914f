import { X509Certificate } from 'node:crypto'
import { Failure, type AddedRoot, type NetworkReading, type NetworkSettings } from '../../../shared/model'
import type { ProxySignIn, WayOut } from '../../net/way-out/way-out'
import type { Clock } from '../../net/transport'
import { within } from '../parts'
import type { KeptNetwork, NetworkFile } from './kept-network'

/** Where the proxy's sign-in is kept. */
export interface ProxySignInStore {
  /** Throws `vault-locked`. */
  get(): Promise<ProxySignIn | null>
  put(signIn: ProxySignIn): Promise<void>
  remove(): Promise<void>
}

export interface NetworkParts {
  readonly file: NetworkFile
  readonly signIns: ProxySignInStore
  readonly wayOut: Pick<WayOut, 'fetch' | 'reset'>
  /** Makes what reads the system's settings use these. */
  readonly apply: (settings: Pick<KeptNetwork, 'mode' | 'proxy' | 'bypass' | 'pac'>) => Promise<void>
  readonly resolveProxy: (url: string) => Promise<string>
  readonly basesOf: (tenantId: string) => Promise<readonly string[]>
  /** The certificates of a PEM file; throws `bad-input` with the field `certificates`. */
  readonly readRoots: (text: string) => readonly string[]
  readonly clock: Clock
}

export interface NetworkService {
  read(): Promise<NetworkSettings>
  change(change: Partial<Pick<KeptNetwork, 'mode' | 'proxy' | 'bypass' | 'pac'>>): Promise<NetworkSettings>
  putProxySignIn(signIn: ProxySignIn): Promise<NetworkSettings>
  dropProxySignIn(): Promise<NetworkSettings>
  /** Throws `bad-input` with the field `certificates`. */
  addRoots(text: string): Promise<NetworkSettings>
  removeRoot(fingerprint: string): Promise<NetworkSettings>
  test(tenantId: string): Promise<readonly NetworkReading[]>
}

/** Milliseconds after which a server counts as not answering. */
const knockMs = 10_000

/** How the app reaches the network: what is kept of it, what is secret of it, and whether it works. */
export const createNetworkService = (parts: NetworkParts): NetworkService => {
  const { file, signIns, wayOut, clock } = parts

  const read = async (): Promise<NetworkSettings> => {
    const { roots, ...kept } = file.read()
    return { ...kept, roots: roots.map(shownRoot), proxyUser: await userOf(signIns) }
  }
  const write = (next: KeptNetwork): Promise<NetworkSettings> => {
    file.write(next)
    wayOut.reset()
    return read()
  }

  const knock = async (base: string): Promise<NetworkReading> => {
    const { host, origin } = new URL(base)
    const way = await parts.resolveProxy(`${origin}/`).catch(() => 'DIRECT')
    const startedAt = clock.now()
    try {
      await within(clock, knockMs, (signal) =>
        wayOut.fetch(`${origin}/`, { method: 'HEAD', redirect: 'manual', signal }),
      )
      return { host, way, ms: clock.now() - startedAt, failure: null }
    } catch (thrown) {
      const { code, message } =
        thrown instanceof Failure
          ? thrown.facts
          : { code: 'offline', message: `${host} can't be reached: check this computer's network, then try again.` }
      return { host, way, ms: null, failure: { code, message } }
    }
  }

  return {
    read,
    change: async (change) => {
      const next = { ...file.read(), ...change }
      for (const [mode, field] of [
        ['manual', 'proxy'],
        ['pac', 'pac'],
      ] as const)
        if (next.mode === mode && next[field] === '')
          throw new Failure({ code: 'bad-input', message: needed[field], field })
      await parts.apply(next)
      return write(next)
    },
    putProxySignIn: async (signIn) => {
      await signIns.put(signIn)
      wayOut.reset()
      return read()
    },
    dropProxySignIn: async () => {
      await signIns.remove()
      wayOut.reset()
      return read()
    },
    addRoots: async (text) => {
      const kept = file.read()
      return write({ ...kept, roots: [...new Set([...kept.roots, ...parts.readRoots(text)])] })
    },
    removeRoot: (fingerprint) => {
      const kept = file.read()
      return write({ ...kept, roots: kept.roots.filter((root) => shownRoot(root).fingerprint !== fingerprint) })
    },
    test: async (tenantId) => {
      const bases = await parts.basesOf(tenantId)
      const origins = [...new Set(bases.map((base) => new URL(base).origin))]
      return Promise.all(origins.map(knock))
    },
  }
}

const needed = {
  proxy: 'Enter the proxy, e.g. http://proxy.example:3128.',
  pac: 'Enter where the PAC script is.',
}

/** A locked vault tells nothing; whether something is held shows once it is open. */
const userOf = async (signIns: ProxySignInStore): Promise<string | null> => {
  try {
    return (await signIns.get())?.user ?? null
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}

const shownRoot = (pem: string): AddedRoot => {
  const { fingerprint256, subject, validTo } = new X509Certificate(pem)
  return {
    fingerprint: fingerprint256,
    subject: subject.split('\n').join(', '),
    validUntil: new Date(validTo).toISOString(),
  }
}
