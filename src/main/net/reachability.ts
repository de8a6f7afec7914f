import { Failure } from '../../shared/model'
import type { Clock, Transport } from './transport'

/** How often it is asked whether an endpoint answers again, in milliseconds. */
const pollMs = 5_000

export interface NetworkState {
  /** False when nothing that was tried answers; one dead endpoint alone proves nothing about the network. */
  readonly online: boolean
  /** Hosts that don't answer. */
  readonly unreachable: readonly string[]
}

export interface ReachabilityParts {
  readonly clock: Clock
  /** Resolves to whether anything at all answers at this origin. */
  readonly answers: (origin: string) => Promise<boolean>
  /** Endpoint bases of a tenant: where else to knock when one of them is dead. */
  readonly basesOf: (tenantId: string) => Promise<readonly string[]>
  readonly changed: (state: NetworkState) => void
}

/**
 * Knows of each endpoint whether it can be reached, from what becomes of requests: one that met nobody marks its endpoint
 * dead, and that endpoint alone is tried until it answers. The network counts as away once none of the tenant's other
 * endpoints answers either.
 */
export const createReachability = (parts: ReachabilityParts) => {
  const stopping = new AbortController()
  const dead = new Set<string>()
  let state: NetworkState = { online: true, unreachable: [] }

  const tell = (online: boolean): void => {
    const unreachable = [...dead].map((origin) => new URL(origin).host).sort()
    const same = online === state.online && unreachable.join() === state.unreachable.join()
    state = { online, unreachable }
    if (!same) parts.changed(state)
  }

  const alive = (origin: string): void => {
    dead.delete(origin)
    tell(true)
  }

  const pollUntilAlive = async (origin: string): Promise<void> => {
    while (dead.has(origin)) {
      await parts.clock.sleep(pollMs, stopping.signal)
      if (dead.has(origin) && (await parts.answers(origin))) alive(origin)
    }
  }

  const anotherAnswers = async (tenantId: string): Promise<boolean> => {
    const bases = await parts.basesOf(tenantId).catch(() => [])
    const others = [...new Set(bases.map((base) => new URL(base).origin))].filter((origin) => !dead.has(origin))
    return (await Promise.all(others.map(parts.answers))).includes(true)
  }

  const lost = async (origin: string, tenantId: string): Promise<void> => {
    if (dead.has(origin)) return
    dead.add(origin)
    void pollUntilAlive(origin).catch(() => undefined)
    const online = await anotherAnswers(tenantId)
    // What answered in the meantime has said so itself.
    if (dead.has(origin)) tell(online)
  }

  return {
    state: (): NetworkState => state,
    /** The same transport, from whose outcomes is learned. */
    watching: (transport: Transport): Transport => ({
      send: async (request, lane) => {
        const { origin } = new URL(request.url)
        try {
          const answer = await transport.send(request, lane)
          alive(origin)
          return answer
        } catch (error) {
          if (error instanceof Failure && error.code === 'offline') void lost(origin, lane.tenantId)
          throw error
        }
      },
    }),
    stop: (): void => stopping.abort(),
  }
}
