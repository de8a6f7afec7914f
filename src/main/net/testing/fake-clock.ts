import type { Clock } from '../transport'

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

export interface FakeClock extends Clock {
  /** Moves time on, waking sleepers in their order and letting each run before the next. */
  advance(ms: number): Promise<void>
  /** How many are asleep. */
  sleeping(): number
}

/** Lets everything that is ready to run do so, without waiting for time to pass. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** A clock that stands still until a test moves it. */
export const fakeClock = (start = 1_700_000_000_000): FakeClock => {
  let now = start
  const sleepers = new Set<Sleeper>()
  const next = (limit: number): Sleeper | undefined =>
    [...sleepers].filter((one) => one.until <= limit).sort((a, b) => a.until - b.until)[0]

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason as Error)
          return
        }
        const sleeper: Sleeper = {
          until: now + Math.max(0, ms),
          wake: () => {
            signal?.removeEventListener('abort', stop)
            resolve()
          },
        }
        const stop = (): void => {
          sleepers.delete(sleeper)
          reject(signal?.reason as Error)
        }
        signal?.addEventListener('abort', stop, { once: true })
        sleepers.add(sleeper)
      }),
    advance: async (ms) => {
      const limit = now + ms
      await settle()
      for (let sleeper = next(limit); sleeper; sleeper = next(limit)) {
        sleepers.delete(sleeper)
        now = sleeper.until
        sleeper.wake()
        await settle()
      }
      now = limit
    },
    sleeping: () => sleepers.size,
  }
}
