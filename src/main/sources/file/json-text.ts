import { fileFailure } from './file-failure'
import { isEntry, type Entry } from './json-cells'
import { limits } from './limits'

/** One entry of a JSON file, or why it could not be read. */
export type JsonRow =
  { readonly line: number; readonly entry: Entry } | { readonly line: number; readonly problem: string }

export interface JsonParser {
  push(text: string): JsonRow[]
  end(): JsonRow[]
}

const tooLong = `The row is longer than ${limits.row.toLocaleString('en-US')} characters.`

const rowOf = (line: number, text: string): JsonRow => {
  if (text.length > limits.row) return { line, problem: tooLong }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { line, problem: 'This is no JSON: a quote, comma or bracket is missing or too many.' }
  }
  return isEntry(value) ? { line, entry: value } : { line, problem: 'This is no JSON object with named values.' }
}

/** One JSON object per line; empty lines are left out. */
export const createJsonLinesParser = (): JsonParser => {
  let rest = ''
  let line = 0
  let skipping = false
  const take = (rows: JsonRow[], text: string): void => {
    line += 1
    if (skipping) rows.push({ line, problem: tooLong })
    else if (text.trim() !== '') rows.push(rowOf(line, text))
    skipping = false
  }
  return {
    push: (more) => {
      const rows: JsonRow[] = []
      const text = rest + more
      let at = 0
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', at)) {
        take(rows, text.slice(at, end))
        at = end + 1
      }
      rest = text.slice(at)
      if (rest.length > limits.row) {
        skipping = true
        rest = ''
      }
      return rows
    },
    end: () => {
      const rows: JsonRow[] = []
      if (rest !== '' || skipping) take(rows, rest)
      return rows
    },
  }
}

/**
 * The entries of one JSON list, each parsed by itself. A broken entry is refused as long as its brackets match; where they
 * don't, nobody can say where the next entry begins, and the rest is refused as a whole.
 */
export const createJsonListParser = (): JsonParser => {
  let phase: 'before' | 'inside' | 'after' = 'before'
  let line = 1
  let depth = 0
  let inText = false
  let entry = ''
  let entryLine = 0
  let escaped = false
  /** Thrown once what stands before the damage was given. */
  let broken: Error | null = null
  const special = /["\\[\]{}\n,]/g

  const lost = (): Error =>
    fileFailure(
      `The list can’t be read from line ${entryLine === 0 ? line : entryLine} on: a bracket or quote is missing. What stands before was read.`,
    )

  const push = (text: string): JsonRow[] => {
    if (broken !== null) throw broken
    const rows: JsonRow[] = []
    let from = 0
    const flush = (to: number): void => {
      entry += text.slice(from, to)
      from = to
      // Only a missing bracket or quote makes an entry this long.
      if (entry.length > limits.row * 4) broken = lost()
    }
    const endEntry = (to: number): void => {
      flush(to)
      if (entry.trim() !== '') rows.push(rowOf(entryLine === 0 ? line : entryLine, entry))
      entry = ''
      entryLine = 0
    }
    special.lastIndex = 0
    if (phase === 'before') {
      const begin = text.search(/\S/)
      if (begin === -1) {
        line += text.split('\n').length - 1
        return rows
      }
      if (text[begin] !== '[') throw fileFailure('The file must be one JSON list of rows: save the list alone.')
      line += text.slice(0, begin).split('\n').length - 1
      phase = 'inside'
      from = begin + 1
      special.lastIndex = from
    }
    for (let found = special.exec(text); found !== null; found = special.exec(text)) {
      const place = found.index
      const char = found[0]
      if (char === '\n') line += 1
      if (phase === 'after') continue
      if (inText) {
        if (char === '\\') special.lastIndex = place + 2
        else if (char === '"') inText = false
        if (char === '\\' && place + 1 === text.length) {
          // The escaped character comes with the next piece.
          flush(place + 1)
          escaped = true
        }
        continue
      }
      if (char === '\n' || char === '\\') continue
      if (entryLine === 0 && char !== ',' && !(char === ']' && depth === 0)) entryLine = line
      if (char === '"') inText = true
      else if (char === '{' || char === '[') depth += 1
      else if (char === ',') {
        if (depth > 0) continue
        endEntry(place)
        from = place + 1
      } else if (depth > 0) depth -= 1
      else if (char === ']') {
        endEntry(place)
        phase = 'after'
      } else {
        broken = lost()
        return rows
      }
    }
    if (phase === 'inside') flush(text.length)
    return rows
  }

  return {
    push: (text) => {
      if (!escaped || text === '') return push(text)
      // Nothing that is escaped may count as a bracket or quote.
      escaped = false
      entry += text.slice(0, 1)
      return push(text.slice(1))
    },
    end: () => {
      if (broken !== null) throw broken
      if (phase === 'after') return []
      if (phase === 'before') throw fileFailure('The file is empty: choose another one.')
      throw fileFailure(
        `The list ends too early, at line ${line}: the file was cut off, get it anew. What stands before was read.`,
      )
    },
  }
}
