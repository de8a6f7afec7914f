import { randomBytes, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { adminApi } from './admin/index'
import { mailRules } from './admin/rules'
import type { ExchangeRules, SignInPolicy, SimContext } from './core/context'
import { faultBook } from './core/faults'
import { finders } from './core/finders'
import { httpServer } from './core/http'
import { seededRandom } from './core/random'
import { requestLog, type LoggedRequest } from './core/request-log'
import { openState } from './core/state'
import { createServices } from './services'

export interface ServerOptions {
  /** 0 or missing: any free one. */
  readonly port?: number
  readonly seed?: number
  /** Journal of changes; without it they live in memory. */
  readonly stateFile?: string
  /** Epoch milliseconds the newest mail lies before; now when missing. */
  readonly anchoredAt?: number
  readonly now?: () => number
}

export interface Bases {
  readonly login: string
  readonly graph: string
  readonly googleToken: string
  readonly gmail: string
  readonly googleDirectory: string
  /** Google's sign-in page. */
  readonly googleAccounts: string
  readonly sentLog: string
  readonly gophish: string
  readonly admin: string
}

export interface RunningServer {
  readonly port: number
  readonly bases: Bases
  readonly context: SimContext
  readonly requests: () => readonly LoggedRequest[]
  /** Resolves once the port is free; connections in use are cut. */
  stop(): Promise<void>
}

const ordinaryTokenSeconds = 3599
const ordinarySignIn: SignInPolicy = { as: null, refuse: false, withhold: [], shared: [], revokedAt: 0 }
const noExchangeRules: ExchangeRules = { policy: null, roles: [] }

/** Starts the demo server on the loopback interface. Rejects when the port is taken or the state file is none of ours. */
export const startServer = async (options: ServerOptions = {}): Promise<RunningServer> => {
  const now = options.now ?? Date.now
  const state = openState({
    now,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.stateFile === undefined ? {} : { file: options.stateFile }),
    ...(options.anchoredAt === undefined ? {} : { anchoredAt: options.anchoredAt }),
  })
  const random = seededRandom(state.world().seed).fork('run')
  const faults = faultBook(random.fork('faults'))
  const log = requestLog()
  const tokenSeconds = new Map<string, number>()
  const signIns = new Map<string, SignInPolicy>()
  const exchanges = new Map<string, ExchangeRules>()
  const spreads = new Map<string, { readonly grants: readonly string[]; readonly timer: NodeJS.Timeout }>()
  const endSpreading = (key: string): void => {
    clearTimeout(spreads.get(key)?.timer)
    spreads.delete(key)
  }
  let root = ''
  const context: SimContext = {
    get world() {
      return state.world()
    },
    apply: state.apply,
    faults,
    clock: { now },
    random: {
      next: random.next,
      uuid: randomUUID,
      hex: (digits) =>
        randomBytes(Math.ceil(digits / 2))
          .toString('hex')
          .slice(0, digits),
    },
    find: finders(state.world),
    base: (service) => `${root}/${service}`,
    tokenSeconds: (key) => tokenSeconds.get(key) ?? ordinaryTokenSeconds,
    signIn: (key) => signIns.get(key) ?? ordinarySignIn,
    exchange: (key) => exchanges.get(key) ?? noExchangeRules,
    assigned: (key) => spreads.get(key)?.grants ?? context.find.tenantByKey(key)?.grants ?? [],
  }
  const rules = mailRules(context)
  state.onChange(rules.changed)
  const admin = adminApi({
    context,
    faults,
    log,
    rules,
    reset: (anchoredAt) => {
      rules.clear()
      faults.clear()
      tokenSeconds.clear()
      signIns.clear()
      exchanges.clear()
      for (const key of [...spreads.keys()]) endSpreading(key)
      state.reset(anchoredAt)
    },
    setExchange: (key, rules) => void exchanges.set(key, rules),
    setGrants: (key, grants, afterMs) => {
      endSpreading(key)
      const take = (): void => {
        spreads.delete(key)
        context.apply({ kind: 'grants', tenant: key, grants: [...grants] })
      }
      if (afterMs <= 0) take()
      else spreads.set(key, { grants, timer: setTimeout(take, afterMs).unref() })
    },
    setSignIn: (key, policy) => void signIns.set(key, policy),
    setTokenSeconds: (key, seconds) => (seconds === null ? tokenSeconds.delete(key) : tokenSeconds.set(key, seconds)),
  })
  const server = httpServer({ services: createServices(context), admin, faults, log, now, root: () => root })
  // A client that keeps connections open must never meet one that the server is just closing.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  root = `http://127.0.0.1:${port}`
  const base = context.base
  return {
    port,
    bases: {
      login: base('login'),
      graph: base('graph'),
      googleToken: base('google-token'),
      gmail: base('gmail'),
      googleDirectory: base('google-directory'),
      googleAccounts: base('google-accounts'),
      sentLog: base('sent-log'),
      gophish: base('gophish'),
      admin: base('admin'),
    },
    context,
    requests: log.rows,
    stop: () =>
      new Promise((resolve) => {
        rules.clear()
        for (const key of [...spreads.keys()]) endSpreading(key)
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
