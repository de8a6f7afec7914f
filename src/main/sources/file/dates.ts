import type { DateOrder } from '../../../shared/model'
import { createZone } from '../../../shared/model/zone-offset'

/** A time as its text names it: the wall clock as if it were UTC, and the zone's offset where the text has one. */
interface Wall {
  readonly kind: 'wall'
  readonly wallMs: number
  /** Milliseconds to subtract; null where the text names no zone. */
  readonly offsetMs: number | null
}
export type Told =
  | Wall
  | { readonly kind: 'refused'; readonly reason: string }
  /** Day and month can't be told apart without knowing their order. */
  | { readonly kind: 'needs-order' }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const clock = String.raw`(?:[T ,]+(?:at )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\.?)?)?`
const zone = String.raw`\s*(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?(?:\d{2})?|[A-Za-z]{2,5}(?:/[A-Za-z_]+)*)?(?:\s*\([^)]*\))?`
const yearFirst = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${clock}${zone}$`, 'i')
const numbers = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${clock}${zone}$`, 'i')
const dayName = String.raw`(?:[A-Za-z]{3,9},?\s+)?`
const dayMonth = new RegExp(`^${dayName}(\\d{1,2})[ -]([A-Za-z]{3,9})\\.?,?[ -](\\d{4})${clock}${zone}$`, 'i')
const monthDay = new RegExp(`^${dayName}([A-Za-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})${clock}${zone}$`, 'i')
const epoch = /^(\d{10}|\d{13}|\d{16})(?:\.\d{1,9})?$/

const notRead: Told = {
  kind: 'refused',
  reason: 'This is no date and time that can be read, such as 2026-03-31 14:05.',
}
const noSuchDay: Told = { kind: 'refused', reason: 'There is no such day or time in the calendar.' }
const earliest = Date.UTC(1990, 0, 1)
const latest = Date.UTC(2100, 0, 1)

interface Clock {
  readonly hour: string | undefined
  readonly minute: string | undefined
  readonly second: string | undefined
  readonly fraction: string | undefined
  readonly half: string | undefined
}

const offsetOf = (text: string | undefined): number | null | 'unclear' => {
  if (text === undefined || text === '') return null
  if (/^(z|utc|gmt)$/i.test(text)) return 0
  const found = /([+-])(\d{2}):?(\d{2})?$/.exec(text)
  if (!found) return 'unclear'
  const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0)
  return minutes > 14 * 60 ? 'unclear' : (found[1] === '-' ? -minutes : minutes) * 60_000
}

const wallOf = (year: number, month: number, day: number, clock: Clock, zoneText: string | undefined): Told => {
  let hour = Number(clock.hour ?? 0)
  if (clock.half !== undefined) {
    if (hour < 1 || hour > 12) return noSuchDay
    hour = (hour % 12) + (clock.half.toLowerCase() === 'p' ? 12 : 0)
  }
  const minute = Number(clock.minute ?? 0)
  const second = Number(clock.second ?? 0)
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60) return noSuchDay
  const ms = clock.fraction === undefined ? 0 : Number(clock.fraction.slice(0, 3).padEnd(3, '0'))
  const midnight = Date.UTC(year, month - 1, day)
  if (new Date(midnight).getUTCDate() !== day) return noSuchDay
  const offsetMs = offsetOf(zoneText)
  if (offsetMs === 'unclear')
    return { kind: 'refused', reason: 'The time names a zone by letters: write it as +01:00, Z or UTC.' }
  const wallMs = midnight + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms
  if (wallMs < earliest || wallMs >= latest)
    return { kind: 'refused', reason: 'The time lies before 1990 or after 2099.' }
  return { kind: 'wall', wallMs, offsetMs }
}

const clockAt = (found: RegExpExecArray, at: number): Clock => ({
  hour: found[at],
  minute: found[at + 1],
  second: found[at + 2],
  fraction: found[at + 3],
  half: found[at + 4],
})

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text))

/** Reads a date and time in the forms that logs have; `order` says which of two numbers is the day. */
export const tellTime = (given: string, order: DateOrder | null): Told => {
  const text = given.trim()
  const iso = yearFirst.exec(text)
  if (iso) return wallOf(Number(iso[1]), Number(iso[2]), Number(iso[3]), clockAt(iso, 4), iso[9])
  const inNumbers = numbers.exec(text)
  if (inNumbers) {
    const [first, second] = [Number(inNumbers[1]), Number(inNumbers[3])]
    // Dots are written day first wherever they are written.
    const known =
      inNumbers[2] === '.' ? 'day-first' : (order ?? (first === second ? 'day-first' : orderOf(first, second)))
    if (known === null) return { kind: 'needs-order' }
    const [day, month] = known === 'day-first' ? [first, second] : [second, first]
    if (month > 12 && day <= 12)
      return {
        kind: 'refused',
        reason: `The month would be ${month}: in this row the ${known === 'day-first' ? 'month' : 'day'} stands first.`,
      }
    return wallOf(fullYear(inNumbers[4]!), month, day, clockAt(inNumbers, 5), inNumbers[10])
  }
  const seconds = epoch.exec(text)
  if (seconds) {
    const digits = seconds[1]!.length
    const wallMs = Math.floor(Number(text) * (digits === 10 ? 1000 : digits === 13 ? 1 : 0.001))
    return wallMs < earliest || wallMs >= latest ? notRead : { kind: 'wall', wallMs, offsetMs: 0 }
  }
  const named = dayMonth.exec(text)
  const turned = named ? null : monthDay.exec(text)
  const found = named ?? turned
  if (!found) return notRead
  const [day, month] = named ? [found[1], found[2]] : [found[2], found[1]]
  const place = months.indexOf(month!.slice(0, 3).toLowerCase())
  return place === -1 ? notRead : wallOf(Number(found[3]), place + 1, Number(day), clockAt(found, 4), found[9])
}

const orderOf = (first: number, second: number): DateOrder | null =>
  first > 12 && second <= 12 ? 'day-first' : second > 12 && first <= 12 ? 'month-first' : null

/** What some times of a file tell of all of them. */
export const timesTell = (
  texts: readonly string[],
): { readonly needsZone: boolean; readonly order: DateOrder | null; readonly needsOrder: boolean } => {
  let needsZone = false
  let mayNeedOrder = false
  const seen = new Set<DateOrder>()
  for (const text of texts) {
    const inNumbers = numbers.exec(text.trim())
    if (inNumbers && inNumbers[2] !== '.') {
      mayNeedOrder = true
      const order = orderOf(Number(inNumbers[1]), Number(inNumbers[3]))
      if (order) seen.add(order)
    }
    const told = tellTime(text, 'day-first')
    const other = told.kind === 'wall' ? told : tellTime(text, 'month-first')
    if (other.kind === 'wall' && other.offsetMs === null) needsZone = true
  }
  const [order] = seen.size === 1 ? seen : [null]
  return { needsZone, order: order ?? null, needsOrder: mayNeedOrder && seen.size !== 1 }
}

/** Reads times of one file: epoch milliseconds, or the sentence that refuses one. `zone` is an IANA name. */
export const createTimeReader = (
  order: DateOrder | null,
  zone: string | null,
): ((text: string) => number | { readonly reason: string }) => {
  const instantOf = zone === null ? null : createZone(zone)
  return (text) => {
    const told = tellTime(text, order)
    if (told.kind === 'refused') return told
    if (told.kind === 'needs-order') return { reason: 'Day or month first can’t be told: choose the order of dates.' }
    if (told.offsetMs !== null) return told.wallMs - told.offsetMs
    return instantOf
      ? instantOf(told.wallMs)
      : { reason: 'The time names no zone: choose the zone of the file’s times.' }
  }
}
