export interface CsvLine {
  /** Counted from 1; of a row over several lines, the first. */
  readonly line: number
  readonly cells: readonly string[]
}

/** Rows of a CSV text (RFC 4180): commas or semicolons by the first line, quotes doubled inside quotes; empty lines are left out. */
export const readCsv = (text: string): readonly CsvLine[] => {
  const plain = text.replace(/^\uFEFF/, '')
  const head = plain.slice(0, plain.search(/\r?\n|$/))
  const separator = head.split(';').length > head.split(',').length ? ';' : ','
  const rows: CsvLine[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let begun = 1
  const endCell = (): void => {
    cells.push(cell)
    cell = ''
  }
  const endRow = (): void => {
    endCell()
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: begun, cells })
    cells = []
    begun = line
  }
  for (let at = 0; at < plain.length; at += 1) {
    const char = plain[at]
    if (char === '\n') line += 1
    if (quoted) {
      if (char !== '"') cell += char
      else if (plain[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === separator) endCell()
    else if (char === '\n') endRow()
    else if (char !== '\r') cell += char
  }
  endRow()
  return rows
}
