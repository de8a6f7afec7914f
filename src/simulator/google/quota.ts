/** Counts quota units over rolling minutes. */
export interface Quota {
  /** Takes `units` from the user's minute; false, and nothing taken, when they don't fit in any more. */
  spend(user: string, units: number): boolean
}

export const createQuota = (unitsPerMinute: number, clock: { now(): number }): Quota => {
  const minutes = new Map<string, { until: number; used: number }>()
  return {
    spend: (user, units) => {
      const now = clock.now()
      let minute = minutes.get(user)
      if (minute === undefined || minute.until <= now) {
        minute = { until: now + 60_000, used: 0 }
        minutes.set(user, minute)
      }
      if (minute.used + units > unitsPerMinute) return false
      minute.used += units
      return true
    },
  }
}
