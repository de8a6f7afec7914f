const hourMs = 3_600_000
/** Hours remembered: a log of twenty years has fewer. */
const kept = 200_000

/**
 * Turns a wall-clock time of a zone, given as if it were UTC (epoch milliseconds), into the instant. Where the clock was set
 * back the first of the two instants is taken; a time that was skipped is read as if the clock had not been set yet. Throws a
 * `RangeError` for a name that is no zone's.
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
    era: 'short',
  })
  /** What a clock of the zone shows at an instant, as if it were UTC. */
  const wallAt = (instant: number): number => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
    const part = (type: string): number => Number(parts[type])
    const year = parts['era'] === 'BC' ? 1 - part('year') : part('year')
    return Date.UTC(year, part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  }
  const offsetAt = (instant: number): number => wallAt(instant) - Math.floor(instant / 1000) * 1000

  const offsetOf = (wall: number): number => {
    const before = offsetAt(wall - 14 * hourMs)
    // The offset from before the day holds unless the clock was set in between.
    return offsetAt(wall - before) === before ? before : offsetAt(wall - offsetAt(wall + 14 * hourMs))
  }

  /** The offset of all of an hour; null for one in which the clock was set, as at one minute past in Newfoundland. */
  const offsets = new Map<number, number | null>()
  const offsetOfHour = (hour: number): number | null => {
    const known = offsets.get(hour)
    if (known !== undefined) return known
    if (offsets.size >= kept) offsets.clear()
    const offset = offsetOf(hour * hourMs)
    const whole = offsetOf((hour + 1) * hourMs - 1000) === offset ? offset : null
    offsets.set(hour, whole)
    return whole
  }

  return (wallMs) => wallMs - (offsetOfHour(Math.floor(wallMs / hourMs)) ?? offsetOf(wallMs))
}
