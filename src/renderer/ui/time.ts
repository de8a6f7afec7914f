/** Whoever travels sees the new zone after this, in milliseconds. Asking takes a while, and every drawing asks. */
const systemZoneMs = 60_000
let systemZone = { name: '', readAt: -Infinity }
const readSystemZone = (): string => {
  const now = performance.now()
  if (now - systemZone.readAt > systemZoneMs)
    systemZone = { name: Intl.DateTimeFormat().resolvedOptions().timeZone, readAt: now }
  return systemZone.name
}

/** The computer's own zone where the preferences say `system`. */
export const zoneOf = (timeZone: string): string => (timeZone === 'system' ? readSystemZone() : timeZone)

const made = new Map<string, Intl.DateTimeFormat>()
const formatter = (zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = zone + JSON.stringify(options)
  const known = made.get(key)
  if (known !== undefined) return known
  const fresh = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options })
  made.set(key, fresh)
  return fresh
}

const dayKey = (at: number, zone: string): string =>
  formatter(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** `14:03:22` in a zone. */
export const clockTime = (iso: string, zone: string): string =>
  formatter(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(Date.parse(iso))

/** For tables: `Today 08:30`, `20 Nov 09:02`, with the year where it isn't this one. */
export const shortTime = (iso: string, zone: string, now: number): string => {
  const at = Date.parse(iso)
  const time = formatter(zone, { hour: '2-digit', minute: '2-digit' }).format(at)
  if (dayKey(at, zone) === dayKey(now, zone)) return `Today ${time}`
  const year = (of: number): string => formatter(zone, { year: 'numeric' }).format(of)
  const day = formatter(zone, { day: 'numeric', month: 'short' }).format(at)
  return year(at) === year(now) ? `${day} ${time}` : `${day} ${year(at)} ${time}`
}

/** For a history: `Today 00:31:01`, `Tue 17 Nov, 09:00:12`, with the year where it isn't this one. */
export const dayAndClock = (iso: string, zone: string, now: number): string => {
  const at = Date.parse(iso)
  if (dayKey(at, zone) === dayKey(now, zone)) return `Today ${clockTime(iso, zone)}`
  const year = (of: number): string => formatter(zone, { year: 'numeric' }).format(of)
  const weekday = formatter(zone, { weekday: 'short' }).format(at)
  const day = formatter(zone, { day: 'numeric', month: 'short' }).format(at)
  return `${weekday} ${day}${year(at) === year(now) ? '' : ` ${year(at)}`}, ${clockTime(iso, zone)}`
}

/** A day alone: `12 Dec 2026`. */
export const dayText = (iso: string, zone: string): string =>
  formatter(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(Date.parse(iso))

/** For details: `Tue, 17 Nov 2026, 09:00:12`. */
export const longTime = (iso: string, zone: string): string =>
  formatter(zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(Date.parse(iso))

/** `24 Oct – 23 Nov 2026`; the start carries its year where it differs. */
export const dateRange = (fromIso: string, toIso: string, zone: string): string =>
  formatter(zone, { day: 'numeric', month: 'short', year: 'numeric' }).formatRange(
    Date.parse(fromIso),
    Date.parse(toIso),
  )

/** The instant in UTC, for the hover: `2026-11-17 09:00:12 UTC`. */
export const utcText = (iso: string): string => `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`

const steps: readonly (readonly [limitMs: number, unitMs: number, unit: string])[] = [
  [60_000, 1000, 's'],
  [3_600_000, 60_000, 'min'],
  [48 * 3_600_000, 3_600_000, 'h'],
  [Number.POSITIVE_INFINITY, 86_400_000, 'days'],
]

/** How long ago, rounded down: `5 s`, `2 min`, `3 h`, `9 days`; `1 s` at least, also from a clock that runs behind. */
export const ageText = (iso: string, now: number): string => {
  const ms = Math.max(1000, now - Date.parse(iso))
  const [, unitMs, unit] = steps.find(([limit]) => ms < limit) ?? [0, 86_400_000, 'days']
  return `${Math.floor(ms / unitMs)} ${unit}`
}
