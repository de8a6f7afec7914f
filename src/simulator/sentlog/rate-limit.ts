/** Requests one token may make in a minute (resources/openapi/sent-log.yaml, `TooManyRequests`). */
const requestsPerMinute = 1200

export interface RateLimit {
  /** Counts a request; 0 when it may go on, else the whole seconds to wait. */
  take(token: string): number
}

export const createRateLimit = (clock: { now(): number }): RateLimit => {
  const minutes = new Map<string, { until: number; used: number }>()
  return {
    take: (token) => {
      const now = clock.now()
      const known = minutes.get(token)
      const minute = known === undefined || known.until <= now ? { until: now + 60_000, used: 0 } : known
      minutes.set(token, minute)
      if (minute.used >= requestsPerMinute) return Math.ceil((minute.until - now) / 1000)
      minute.used += 1
      return 0
    },
  }
}
