import { fileFailure } from '../file-failure'
import type { FileRow } from '../file-row'
import { limits } from '../limits'
import type { Workbook } from './workbook'
import { readXml } from './xml'
import type { Parts } from './zip'

const dayMs = 86_400_000
/** Days from 1899-12-30, the first day of a workbook's count, to 1970-01-01. */
const daysTo1970 = 25_569
const daysTo1904 = 1_462

/** A day count as a workbook keeps it, as text: a wall-clock time that names no zone. */
const dateText = (serial: number, from1904: boolean): string => {
  const days = serial + (from1904 ? daysTo1904 : 0) - daysTo1970
  const ms = Math.round((days * dayMs) / 1000) * 1000
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? String(serial) : date.toISOString().slice(0, 19).replace('T', ' ')
}

/** The place of a cell in its row from its name: `C7` is 2. */
const placeOf = (name: string): number => {
  let place = 0
  for (const char of name) {
    const letter = char.charCodeAt(0) - 64
    if (letter < 1 || letter > 26) break
    place = place * 26 + letter
  }
  return place - 1
}

/** The rows of the sheet, in pieces. Formulas are never worked out: their last known value is what the sheet shows. */
export async function* sheetRows(
  parts: Parts,
  workbook: Workbook,
  onShare: (share: number) => void,
): AsyncGenerator<FileRow[]> {
  const sheet = parts.read(workbook.sheetPart, onShare)
  if (!sheet) throw fileFailure('The workbook’s first sheet is missing: save it anew, or as CSV.')
  let rows: FileRow[] = []
  let line = 0
  let cells: string[] = []
  let size = 0
  let at = -1
  let type = ''
  let style = -1
  let value = ''
  let inValue = false
  let isTooLong = false

  const shown = (): string => {
    if (type === 's') return workbook.sharedTexts[Number(value)] ?? ''
    if (type === 'b') return value === '1' ? 'true' : 'false'
    const isNumber = (type === '' || type === 'n') && value !== ''
    return isNumber && workbook.isDateStyle(style) ? dateText(Number(value), workbook.from1904) : value
  }
  const endCell = (): void => {
    if (at >= limits.columns || at < 0) {
      isTooLong ||= value !== ''
      return
    }
    while (cells.length < at) cells.push('')
    cells[at] = shown()
    size += value.length
    isTooLong ||= size > limits.row
  }
  const endRow = (): void => {
    if (isTooLong) rows.push({ line, problem: 'The row has more cells or text than a log’s row would.' })
    else if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells })
  }

  const reading = readXml(sheet, {
    open: (name, attributes) => {
      if (name === 'row') {
        line = Number(attributes['r'] ?? line + 1)
        cells = []
        size = 0
        at = -1
        isTooLong = false
      } else if (name === 'c') {
        const cell = attributes['r']
        at = cell === undefined ? at + 1 : placeOf(cell)
        type = attributes['t'] ?? ''
        style = Number(attributes['s'] ?? 0)
        value = ''
      } else if (name === 'v' || name === 't') inValue = true
    },
    close: (name) => {
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'c') endCell()
      else if (name === 'row') endRow()
    },
    text: (text) => {
      if (inValue && value.length <= limits.row) value += text
    },
  })
  try {
    for await (const _ of reading) {
      void _
      if (rows.length === 0) continue
      const whole = rows
      rows = []
      yield whole
    }
  } catch (error) {
    // What stands before the damage, in the same piece, is good.
    if (rows.length > 0) yield rows
    throw error
  }
  if (rows.length > 0) yield rows
}
