/** Days of one time zone, counted back from the anchor. */
export interface Calendar {
  readonly anchoredAt: number
  /** The instant of a local time `daysAgo` days before the anchor's local date. May lie after the anchor. */
  at(daysAgo: number, hour: number, minute: number, second?: number): number
  /** The local date, months counted from 0. */
  dateOf(daysAgo: number): {
    readonly year: number
    readonly month: number
    readonly day: number
    readonly weekday: number
  }
  /** Days between the anchor's local date and this one; negative in the future. Day overflow carries over. */
  daysAgo(year: number, month: number, day: number): number
}

const dayMs = 86_400_000

const offsetAt = (format: Intl.DateTimeFormat, instant: number): number => {
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value)
  const local = Date.UTC(
    part['year'] ?? 0,
    (part['month'] ?? 1) - 1,
    part['day'] ?? 1,
    part['hour'] ?? 0,
    part['minute'] ?? 0,
    part['second'] ?? 0,
  )
  return local - Math.floor(instant / 1000) * 1000
}

/** Each day's offset is worked out once; local times near a change of clocks may be an hour off, which no one notices. */
export const calendar = (timeZone: string, anchoredAt: number): Calendar => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const today = new Date(anchoredAt + offsetAt(format, anchoredAt))
  const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate())
  const offsets = new Map<number, number>()
  const offsetOf = (daysAgo: number): number => {
    const known = offsets.get(daysAgo)
    if (known !== undefined) return known
    const offset = offsetAt(format, midnight - daysAgo * dayMs + dayMs / 2)
    offsets.set(daysAgo, offset)
    return offset
  }
  return {
    anchoredAt,
    at: (daysAgo, hour, minute, second = 0) =>
      midnight - daysAgo * dayMs + ((hour * 60 + minute) * 60 + second) * 1000 - offsetOf(daysAgo),
    dateOf: (daysAgo) => {
      const date = new Date(midnight - daysAgo * dayMs)
      return {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth(),
        day: date.getUTCDate(),
        weekday: date.getUTCDay(),
      }
    },
    daysAgo: (year, month, day) => Math.round((midnight - Date.UTC(year, month, day)) / dayMs),
  }
}
