import {
  isMostlySmtp,
  sendMethods,
  smtpShare,
  type MethodCounts,
  type SendDay,
  type SmtpReach,
} from '../../shared/model'
import { createZone } from '../../shared/model/zone-offset'
import type { SendRow } from './break-point'

type Counting = { -readonly [Method in keyof MethodCounts]: MethodCounts[Method] }

const none = (): Counting => ({ 'microsoft-api': 0, 'gmail-api': 0, smtp: 0, unknown: 0 })

/** How many of these there are of each method. */
export const countMethods = (rows: Iterable<Pick<SendRow, 'method'>>): MethodCounts => {
  const counts = none()
  for (const { method } of rows) counts[method] += 1
  return counts
}

/** So that SMTP outranks the API, and both a method that nobody told (-1). */
const rankOf = ({ method }: SendRow): number => sendMethods.findIndex((told) => told === method)

/** Each person's last email. Of two at the same instant the one by SMTP counts. */
export const lastByPerson = (rows: readonly SendRow[]): ReadonlyMap<string, SendRow> => {
  const last = new Map<string, SendRow>()
  for (const row of rows) {
    const known = last.get(row.personId)
    if (!known || row.at > known.at || (row.at === known.at && rankOf(row) > rankOf(known))) last.set(row.personId, row)
  }
  return last
}

const dayMs = 86_400_000

/** The calendar day of an instant in a zone, as midnight of that day in UTC. */
const calendarDay = (at: number, zone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric' })
    .formatToParts(at)
    .map(({ type, value }) => [type, Number(value)])
  const { year, month, day } = Object.fromEntries(parts) as Record<'year' | 'month' | 'day', number>
  return Date.UTC(year, month - 1, day)
}

/**
 * Emails of every day of a window `[from, to)` (epoch milliseconds), as the days are in a zone; its first and last day may
 * lie in it in part. Rows outside the window are left out. Throws a `RangeError` for a name that is no zone's.
 */
export const sendsPerDay = (rows: readonly SendRow[], from: number, to: number, zone: string): readonly SendDay[] => {
  const instantOf = createZone(zone)
  const days: { day: string; from: number; counts: Counting }[] = []
  const last = calendarDay(to - 1, zone)
  for (let day = calendarDay(from, zone); day <= last; day += dayMs)
    days.push({ day: new Date(day).toISOString().slice(0, 10), from: instantOf(day), counts: none() })
  const inWindow = rows.filter((row) => row.at >= from && row.at < to).sort((a, b) => a.at - b.at)
  let index = 0
  for (const row of inWindow) {
    while (index + 1 < days.length && days[index + 1]!.from <= row.at) index += 1
    days[index]!.counts[row.method] += 1
  }
  return days.map(({ from: begins, ...day }) => ({ ...day, from: new Date(begins).toISOString() }))
}

/** How far SMTP reaches, by the last emails of the person and of the others. */
export const reachOf = (own: SendRow['method'] | null, others: MethodCounts): SmtpReach => {
  const { smtp, all } = smtpShare(others)
  if (all === 0) return 'unknown'
  if (smtp === 0) return own === 'smtp' ? 'this-person' : 'nobody'
  if (smtp === all) return 'everyone'
  return isMostlySmtp(others) ? 'most' : 'some'
}
