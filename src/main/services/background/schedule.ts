/** Milliseconds from one reading of a source to the next. */
export const everyMs = 15 * 60_000
/** First wait after a failure; it doubles with each in a row. */
const firstRetryMs = 60_000
const longestRetryMs = 60 * 60_000
/** After a start, a wake or a new network the sources are spread over so long. */
export const spreadMs = 5 * 60_000
/** What the engineer does goes first after a start. */
export const firstAfterMs = 60_000

/** A share of `span` that is always the same for the same source: no two tenants of a list start together by chance. */
export const shareOf = (name: string, span: number): number => {
  let hash = 2_166_136_261
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619)
  // Names that differ at their end alone must not lie side by side.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return Math.floor((((hash ^ (hash >>> 12)) >>> 0) / 2 ** 32) * span)
}

/** When a source is read again: regularly, a tenth earlier or later by its name. */
export const afterSuccess = (now: number, name: string): number => now + everyMs * 0.9 + shareOf(name, everyMs * 0.2)

/** When it is tried again after so many failures in a row; no sooner than the source asked for. */
export const afterFailure = (now: number, name: string, failures: number, askedMs: number): number => {
  const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(20, failures - 1))
  return now + Math.max(askedMs, wait) + shareOf(name, wait / 4)
}
