import { longestQuietMs } from './retry-after'
import type { Clock } from './transport'

/** Remembers who asked to slow down until when: a throttled call counts against its mailbox like any other. */
export const createPauses = (clock: Clock) => {
  const until = new Map<string, number>()
  return {
    start: (key: string, ms: number): void => {
      until.set(key, Math.max(until.get(key) ?? 0, clock.now() + Math.min(ms, longestQuietMs)))
    },
    /** Milliseconds still to wait; 0 when there is no pause. */
    left: (key: string): number => {
      const ms = (until.get(key) ?? 0) - clock.now()
      if (ms <= 0) until.delete(key)
      return Math.max(0, ms)
    },
  }
}
