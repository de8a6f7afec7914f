const hourMs = 3_600_000
/** Hours remembered: a log of twenty years has fewer. */
const kept = 200_000

/** True for a time zone by its IANA name. */
export const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/**
 * Turns a wall-clock time of a zone, given as if it were UTC (epoch milliseconds), into the instant. Where the clock was set
 * back the first of the two instants is taken; a time that was skipped is read as if the clock had not been set yet.
 */
export const createZone = (name: string): ((wallMs: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  /** What a clock of the zone shows at an instant, as if it were UTC. */
  const wallAt = (instant: number): number => {
    const parts: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value)
    return Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute'], parts['second'])
  }
  const offsetAt = (instant: number): number => wallAt(instant) - Math.floor(instant / 1000) * 1000
  const offsets = new Map<number, number>()

  const offsetOf = (wallHour: number): number => {
    const wall = wallHour * hourMs
    const before = offsetAt(wall - 14 * hourMs)
    const first = wall - before
    // The offset from before the day holds unless the clock was set in between.
    return offsetAt(first) === before ? before : offsetAt(wall - offsetAt(wall + 14 * hourMs))
  }

  return (wallMs) => {
    const hour = Math.floor(wallMs / hourMs)
    let offset = offsets.get(hour)
    if (offset === undefined) {
      if (offsets.size >= kept) offsets.clear()
      offset = offsetOf(hour)
      offsets.set(hour, offset)
    }
    return wallMs - offset
  }
}
