import { isTimeZone } from '../../../shared/model'
import { createZone } from '../../../shared/model/zone-offset'

/** What a pattern's letters match, and which part of a date each is. */
const parts = {
  yyyy: ['year', String.raw`\d{4}`],
  MMM: ['monthName', String.raw`[A-Za-z]{3,9}`],
  MM: ['month', String.raw`\d{2}`],
  M: ['month', String.raw`\d{1,2}`],
  dd: ['day', String.raw`\d{2}`],
  d: ['day', String.raw`\d{1,2}`],
  HH: ['hour', String.raw`\d{2}`],
  H: ['hour', String.raw`\d{1,2}`],
  hh: ['hour', String.raw`\d{2}`],
  h: ['hour', String.raw`\d{1,2}`],
  mm: ['minute', String.raw`\d{2}`],
  ss: ['second', String.raw`\d{2}`],
  SSS: ['milli', String.raw`\d{3}`],
  a: ['half', '[AaPp][Mm]'],
  XXX: ['offset', String.raw`Z|[+-]\d{2}:?\d{2}`],
} as const

const letters = /yyyy|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|SSS|a|XXX/g
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

/**
 * Epoch milliseconds of a date in one format: `iso`, `seconds` or `ms` since 1970, or a pattern. A date that carries no
 * offset is one of `zone`. Null for whatever is no such date, and for days and hours that no calendar has.
 */
export const instantOf = (value: unknown, format: string, zone: string): number | null => {
  if (format === 'seconds' || format === 'ms') {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    const ms = typeof number === 'number' ? number * (format === 'seconds' ? 1000 : 1) : Number.NaN
    return Math.abs(ms) < 8.64e15 ? Math.round(ms) : null
  }
  if (typeof value !== 'string') return null
  return format === 'iso' ? fromIso(value.trim(), zone) : fromPattern(value.trim(), format, zone)
}

const fromIso = (text: string, zone: string): number | null => {
  const found = iso.exec(text)
  if (found === null) return null
  const [, year, month, day, hour, minute, second, fraction, offset] = found
  return assemble({ year, month, day, hour, minute, second, milli: fraction?.padEnd(3, '0').slice(0, 3), offset }, zone)
}

type Parts = Partial<Record<(typeof parts)[keyof typeof parts][0], string | undefined>>

const fromPattern = (text: string, pattern: string, zone: string): number | null => {
  const names: (keyof Parts)[] = []
  const escaped = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
  let source = ''
  let at = 0
  for (const found of pattern.matchAll(letters)) {
    const [name, matches] = parts[found[0] as keyof typeof parts]
    names.push(name)
    source += `${escaped(pattern.slice(at, found.index))}(${matches})`
    at = found.index + found[0].length
  }
  const found = new RegExp(`^${source}${escaped(pattern.slice(at))}$`).exec(text)
  if (found === null || !names.includes('year')) return null
  return assemble(Object.fromEntries(names.map((name, index) => [name, found[index + 1]])), zone)
}

const assemble = (given: Parts, zone: string): number | null => {
  const month = given.monthName === undefined ? Number(given.month ?? 1) : monthOf(given.monthName)
  const [year, day, minute, second, milli] = [
    Number(given.year),
    Number(given.day ?? 1),
    Number(given.minute ?? 0),
    Number(given.second ?? 0),
    Number(given.milli ?? 0),
  ]
  const hour = hourOf(Number(given.hour ?? 0), given.half?.toLowerCase())
  if (hour === null || hour > 23 || minute > 59 || second > 59) return null
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, milli)
  const back = new Date(wall)
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || back.getUTCFullYear() !== year) return null
  return given.offset === undefined ? ofZone(wall, zone) : wall - offsetMs(given.offset)
}

const monthOf = (name: string): number => monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1

const hourOf = (hour: number, half: string | undefined): number | null => {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half === 'pm' ? 12 : 0)
}

const offsetMs = (text: string): number => {
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})/.exec(text) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
}

const zones = new Map<string, (wallMs: number) => number>()

/** null for a zone that is none. */
const ofZone = (wall: number, name: string): number | null => {
  const zone = zones.get(name) ?? (isTimeZone(name) ? createZone(name) : null)
  if (zone === null) return null
  zones.set(name, zone)
  return zone(wall)
}
