import { appendFileSync, writeFileSync } from 'node:fs'
import type { RefusedRow } from '../../../shared/model'

/** Text that a spreadsheet would take for a formula is put behind an apostrophe (OWASP, CSV injection). */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Refused rows as CSV, without a header. */
export const refusedLines = (rows: readonly RefusedRow[]): string =>
  rows.map(({ line, field, reason }) => [String(line), field ?? '', reason].map(cell).join(',') + '\r\n').join('')

/** A CSV file that lists refused rows; readable by its owner only. Without a path nothing is kept. */
export const openReport = (path: string | null) => {
  if (path !== null) writeFileSync(path, 'line,field,reason\r\n', { mode: 0o600 })
  return {
    add: (rows: readonly RefusedRow[]): void => {
      if (path !== null && rows.length > 0) appendFileSync(path, refusedLines(rows))
    },
  }
}
