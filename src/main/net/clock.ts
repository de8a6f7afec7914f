import type { Clock } from './transport'

/** Node takes a longer wait for none at all. */
const longestWaitMs = 2 ** 31 - 1

/** The computer's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error)
        return
      }
      const stop = (): void => {
        clearTimeout(timer)
        reject(signal?.reason as Error)
      }
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', stop)
          resolve()
        },
        Math.min(longestWaitMs, Math.max(0, ms)),
      )
      signal?.addEventListener('abort', stop, { once: true })
    }),
}
