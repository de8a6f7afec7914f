/**
 * Milliseconds that a Retry-After header asks for: whole or decimal seconds, or an HTTP date (RFC 9110 §10.2.3; decimals
 * are what batch members answer in practice). null when it is missing or unreadable.
 */
export const retryAfterMs = (value: string | null | undefined, now: number): number | null => {
  const text = value?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000)
  if (!/[a-z]/i.test(text)) return null
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

/** Longest time for one request with its repeats and waits in milliseconds, unless its caller says otherwise. */
export const patienceMs = 30_000

/** Longest time in milliseconds that somebody is left alone because they asked for it: servers have asked for days. */
export const longestQuietMs = 15 * 60_000

const firstPauseMs = 250
const longestPauseMs = 8_000

/** Milliseconds before try number `tries` + 1: doubling, with half of it left to chance so that callers spread out. */
export const backoffMs = (tries: number, random: () => number, firstMs = firstPauseMs): number => {
  const whole = Math.min(longestPauseMs, firstMs * 2 ** Math.max(0, tries - 1))
  return whole / 2 + (whole / 2) * random()
}

/**
 * Milliseconds to wait after a throttled answer: never less than the server asked for; at least a growing pause, because
 * servers are known to ask for a constant moment however often one returns.
 */
export const throttledPauseMs = (asked: number | null, tries: number, random: () => number): number =>
  asked === null
    ? 1_000 + backoffMs(tries, random)
    : Math.max(asked + Math.min(250, asked / 4) * random(), backoffMs(tries, random))
