import type { TimeWindow } from '../../../shared/model'

const dayMs = 86_400_000

/** The wall clock's lead over UTC in a zone at an instant, in milliseconds. */
const offsetAt = (atMs: number, zone: string): number => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(atMs)
  const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'))
  return wall - Math.floor(atMs / 1000) * 1000
}

/** The instant at which a day (`2026-11-17`) begins in a zone; right on days on which clocks change. */
export const startOfDay = (isoDay: string, zone: string): number => {
  const wall = Date.parse(`${isoDay}T00:00:00Z`)
  const first = wall - offsetAt(wall, zone)
  return wall - offsetAt(first, zone)
}

const nextDay = (isoDay: string): string =>
  new Date(Date.parse(`${isoDay}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)

export type Range =
  { readonly kind: 'range'; readonly window: TimeWindow } | { readonly kind: 'wrong'; readonly reason: string }

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))

/** Two days, both included, as a window; or a sentence that says what is wrong with them. */
export const rangeOf = (fromDay: string, toDay: string, zone: string, nowMs: number): Range => {
  if (!isDay(fromDay) || !isDay(toDay)) return { kind: 'wrong', reason: 'Choose both days.' }
  if (fromDay > toDay) return { kind: 'wrong', reason: 'The first day lies after the last one.' }
  const from = startOfDay(fromDay, zone)
  if (from > nowMs) return { kind: 'wrong', reason: 'The first day lies in the future.' }
  if (Date.parse(toDay) - Date.parse(fromDay) > 3660 * dayMs)
    return { kind: 'wrong', reason: 'Choose a window of at most ten years.' }
  const to = startOfDay(nextDay(toDay), zone)
  return {
    kind: 'range',
    window: { kind: 'custom', from: new Date(from).toISOString(), to: new Date(to).toISOString() },
  }
}

/** A window wide enough for the nearest email outside an empty one, and the words of the button that chooses it. */
export interface Widening {
  readonly window: TimeWindow
  readonly label: string
}

const dayName = (atMs: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' }).format(atMs)

const presets = [30, 90, 365] as const

const presetLabel = (days: (typeof presets)[number]): string =>
  days === 365 ? 'Widen to 1 year' : `Widen to ${days} days`

/**
 * Where to look when nothing was sent in a window: the smallest preset that reaches back to the email before it, else a
 * window from the email's own day on; for an email after it, the window stretched up to that. When no email outside is
 * known, which only says that nobody read further: the next larger preset; null beyond the largest.
 */
export const widen = (
  page: { readonly from: string; readonly to: string; readonly before: string | null; readonly after: string | null },
  nowMs: number,
  zone: string,
): Widening | null => {
  if (page.before !== null) {
    const before = Date.parse(page.before)
    const days = presets.find((preset) => before >= nowMs - preset * dayMs)
    // A window of days ends now; by the time its answer is on screen that is a moment ago.
    const reachesNow = Date.parse(page.to) >= nowMs - dayMs
    if (days !== undefined && reachesNow) return { window: { kind: 'days', days }, label: presetLabel(days) }
    return {
      window: { kind: 'custom', from: new Date(startOfDay(isoDay(before, zone), zone)).toISOString(), to: page.to },
      label: `Widen back to ${dayName(before, zone)}`,
    }
  }
  if (page.after !== null) {
    const to = startOfDay(nextDay(isoDay(Date.parse(page.after), zone)), zone)
    return {
      window: { kind: 'custom', from: page.from, to: new Date(to).toISOString() },
      label: `Widen up to ${dayName(Date.parse(page.after), zone)}`,
    }
  }
  // Half a day of grace: a window of 30 days that was asked for a moment ago is no smaller than 30 days.
  const next = presets.find((preset) => nowMs - preset * dayMs < Date.parse(page.from) - dayMs / 2)
  return next === undefined ? null : { window: { kind: 'days', days: next }, label: presetLabel(next) }
}

/** A window's ends as epoch milliseconds, the end excluded. */
export const boundsOf = (window: TimeWindow, nowMs: number): { readonly from: number; readonly to: number } =>
  window.kind === 'days'
    ? { from: nowMs - window.days * dayMs, to: nowMs }
    : { from: Date.parse(window.from), to: Date.parse(window.to) }

/** The day of an instant in a zone, as date fields want it: `2026-11-17`. */
export const isoDay = (atMs: number, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(atMs)
