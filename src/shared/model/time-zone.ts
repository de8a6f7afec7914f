/** True for a time zone by its IANA name. */
export const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The calendar day of an instant (epoch milliseconds) in a zone, as `YYYY-MM-DD`. */
export const dayIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
const aheadOf = (zone: string, at: number): number => {
  const options = { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' } as const
  const parts = new Intl.DateTimeFormat('en-GB', { ...options, hour: 'numeric', minute: 'numeric', second: 'numeric' })
  const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(of['year']!, of['month']! - 1, of['day'], of['hour'], of['minute'], of['second']) - at
}

/** The instant (epoch milliseconds) at which a day, `YYYY-MM-DD`, begins in a zone; `days` later when given. */
export const startOfDay = (zone: string, day: string, days = 0): number => {
  const utc = Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000
  return utc - aheadOf(zone, utc - aheadOf(zone, utc))
}
