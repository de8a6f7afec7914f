/** Longest single wait in milliseconds. Google may name a time 15 minutes ahead: that is for the engineer to know. */
const longestWait = 32_000
/** Longest wait of our own choice. Quotas are counted by the minute: all waits of one call together outlast one. */
const longestOwnWait = 16_000

/** How often a throttled or garbled call is sent again before it counts as failed. */
export const patience = 8

/** A call that came to nothing and may come to something when it is sent again. */
export interface Wait {
  /** How often it came to nothing before. */
  readonly round: number
  /** Milliseconds that Google asked for; null when it didn't say. */
  readonly askedMs: number | null
  /** Too many calls, rather than a broken answer. */
  readonly throttled: boolean
}

/**
 * Milliseconds before the next repeat: what Google asked for, else doubling from one second when throttled (a quarter when
 * not) with a quarter of it left to chance, so that many mailboxes don't come back at once. null when that is too long or too
 * often.
 */
export const waitBefore = ({ round, askedMs, throttled }: Wait, random: () => number): number | null => {
  if (round >= patience) return null
  if (askedMs !== null) return askedMs > longestWait ? null : askedMs + 250 * random()
  const own = Math.min(longestOwnWait, (throttled ? 1000 : 250) * 2 ** round)
  return 0.75 * own + 0.25 * own * random()
}
