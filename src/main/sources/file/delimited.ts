import type { FileRow, RowParser } from './file-row'
import { limits } from './limits'

const tooLong = `The row is longer than ${limits.row.toLocaleString('en-US')} characters.`
const neverClosed = 'A quote is opened and not closed.'
const strayQuote = 'A quote is closed and text follows before the next delimiter.'

type Scanned =
  | { readonly kind: 'row'; readonly cells: readonly string[]; readonly next: number }
  | { readonly kind: 'stray' }
  /** The text ends inside the row. */
  | { readonly kind: 'open'; readonly quoted: boolean }

const countIn = (text: string, what: string, from: number, to: number): number => {
  let count = 0
  for (let at = text.indexOf(what, from); at !== -1 && at < to; at = text.indexOf(what, at + 1)) count += 1
  return count
}

/**
 * Reads delimited text after RFC 4180: quotes doubled inside quotes, line breaks allowed there. A row whose quotes don't
 * fit is refused by its first line, and reading goes on at the second: the lines that a stray quote swallowed are not lost
 * with it. Rows without any cell text are left out. `lineBreak` is a lone carriage return in files of old systems.
 */
export const createDelimitedParser = (delimiter: string, lineBreak: '\n' | '\r' = '\n'): RowParser => {
  let rest = ''
  let line = 1
  let skipping = false

  const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text)

  /** A row that has a quote in it. */
  const scan = (text: string, from: number, isLast: boolean): Scanned => {
    const cells: string[] = []
    let at = from
    for (;;) {
      if (text[at] === '"') {
        let cell = ''
        let open = at + 1
        for (;;) {
          const close = text.indexOf('"', open)
          if (close === -1 || (close === text.length - 1 && !isLast)) return { kind: 'open', quoted: true }
          cell += text.slice(open, close)
          at = close + 1
          if (text[at] !== '"') break
          cell += '"'
          open = at + 1
        }
        cells.push(cell)
        if (text[at] === '\r' && lineBreak === '\n') at += 1
        if (at >= text.length) return isLast ? { kind: 'row', cells, next: at } : { kind: 'open', quoted: false }
        if (text[at] === lineBreak) return { kind: 'row', cells, next: at + 1 }
        if (text[at] !== delimiter) return { kind: 'stray' }
        at += 1
        continue
      }
      const cut = text.indexOf(delimiter, at)
      const end = text.indexOf(lineBreak, at)
      if (end === -1 && cut === -1) {
        if (!isLast) return { kind: 'open', quoted: false }
        cells.push(withoutReturn(text.slice(at)))
        return { kind: 'row', cells, next: text.length }
      }
      if (cut !== -1 && (end === -1 || cut < end)) {
        cells.push(text.slice(at, cut))
        at = cut + 1
        continue
      }
      cells.push(withoutReturn(text.slice(at, end)))
      return { kind: 'row', cells, next: end + 1 }
    }
  }

  const read = (text: string, isLast: boolean): FileRow[] => {
    const rows: FileRow[] = []
    let at = 0
    let quote = text.indexOf('"')
    const take = (cells: readonly string[]): void => {
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells })
    }
    /** Refuses the line that begins here and goes on at the next; false when that one is not there yet. */
    const refuseLine = (problem: string): boolean => {
      rows.push({ line, problem })
      const end = text.indexOf(lineBreak, at)
      if (end === -1) {
        skipping = true
        at = text.length
        return false
      }
      at = end + 1
      line += 1
      return true
    }
    while (at < text.length) {
      if (skipping) {
        const end = text.indexOf(lineBreak, at)
        if (end === -1) return done(text.length, rows, text)
        at = end + 1
        line += 1
        skipping = false
        continue
      }
      while (quote !== -1 && quote < at) quote = text.indexOf('"', at)
      const end = text.indexOf(lineBreak, at)
      if (end !== -1 && (quote === -1 || quote > end)) {
        // Most rows: no quote, so that the engine's own split does.
        if (end - at > limits.row) rows.push({ line, problem: tooLong })
        else take(withoutReturn(text.slice(at, end)).split(delimiter))
        at = end + 1
        line += 1
        continue
      }
      const scanned = scan(text, at, isLast)
      if (scanned.kind === 'row') {
        if (scanned.next - at > limits.row) rows.push({ line, problem: tooLong })
        else take(scanned.cells)
        line += countIn(text, lineBreak, at, scanned.next)
        at = scanned.next
        continue
      }
      if (scanned.kind === 'stray') {
        if (!refuseLine(strayQuote)) break
        continue
      }
      if (!isLast && text.length - at <= limits.row) break
      const isQuoted = scanned.quoted
      if (!refuseLine(isQuoted ? neverClosed : tooLong)) break
    }
    return done(at, rows, text)
  }
  const done = (at: number, rows: FileRow[], text: string): FileRow[] => {
    rest = text.slice(at)
    return rows
  }

  return {
    push: (text) => read(rest === '' ? text : rest + text, false),
    end: () => (rest === '' ? [] : read(rest, true)),
  }
}
