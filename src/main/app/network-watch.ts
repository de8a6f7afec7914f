import type { AppEvent } from '../../shared/contract'
import { Failure } from '../../shared/model'
import type { Clock, Transport } from '../net/transport'
import { isLoopback } from '../tenants/settings'

/** How often it is asked whether the network is back, in milliseconds. */
const pollMs = 5_000

/**
 * Knows whether servers can be reached: a request that met nobody says no, any answer says yes. While the answer is no, the
 * address that met nobody is tried again until it answers.
 */
export const createNetworkWatch = (parts: {
  emit: (event: AppEvent) => void
  clock: Clock
  /** What the system says of its network. */
  isOnline: () => boolean
  /** Resolves to whether anything answers at this origin. */
  answers: (origin: string) => Promise<boolean>
}) => {
  const stopping = new AbortController()
  let online = true

  const set = (now: boolean): void => {
    if (now === online) return
    online = now
    parts.emit({ kind: 'network', online: now })
  }

  const waitFor = async (origin: string): Promise<void> => {
    while (!online) {
      await parts.clock.sleep(pollMs, stopping.signal)
      if (await parts.answers(origin)) set(true)
    }
  }

  const lost = (origin: string): void => {
    if (!online) return
    set(false)
    void waitFor(origin).catch(() => undefined)
  }

  return {
    online: (): boolean => online,
    /** Whether a request to this address is worth trying; a server on this computer needs no network. */
    mayReach: (url: string): boolean => isLoopback(url) || parts.isOnline(),
    /** The same transport, from whose outcomes is learned. */
    watching: (transport: Transport): Transport => ({
      send: async (request, lane) => {
        try {
          const answer = await transport.send(request, lane)
          set(true)
          return answer
        } catch (error) {
          if (error instanceof Failure && error.code === 'offline') lost(new URL(request.url).origin)
          throw error
        }
      },
    }),
    stop: (): void => stopping.abort(),
  }
}
