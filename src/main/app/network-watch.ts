import type { AppEvent, RequestLogRow } from '../../shared/contract'
import type { Clock } from '../net/transport'
import { isLoopback } from '../tenants/settings'

/** How often the system is asked whether there is a network, in milliseconds. */
const pollMs = 5_000

/**
 * Knows whether the network can be used: what the system says, corrected by what requests meet. A server on this computer
 * needs no network.
 */
export const createNetworkWatch = (parts: {
  emit: (event: AppEvent) => void
  clock: Clock
  isOnline: () => boolean
}) => {
  const stopping = new AbortController()
  let reachable = true
  let last = true

  const tell = (): void => {
    const now = reachable
    if (now === last) return
    last = now
    parts.emit({ kind: 'network', online: now })
  }

  const poll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await parts.clock.sleep(pollMs, stopping.signal)
      tell()
    }
  }
  void poll().catch(() => undefined)

  return {
    online: (): boolean => reachable,
    /** Whether a request to this address is worth trying. */
    mayReach: (url: string): boolean => isLoopback(url) || parts.isOnline(),
    /** Learns from a request: no answer at all is offline, any answer is online. */
    sawRequest: (row: RequestLogRow): void => {
      reachable = row.status !== null
      tell()
    },
    stop: (): void => stopping.abort(),
  }
}
