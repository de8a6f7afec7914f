import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createJsonLinesParser, createJsonListParser, type JsonParser, type JsonRow } from './json-text'

const parse = (parser: JsonParser, text: string, cuts: readonly number[] = []): JsonRow[] => {
  const rows: JsonRow[] = []
  let at = 0
  for (const cut of cuts) {
    rows.push(...parser.push(text.slice(at, at + cut)))
    at += cut
  }
  return [...rows, ...parser.push(text.slice(at)), ...parser.end()]
}

describe('a JSON list', () => {
  it('gives the same entries however the text is cut into pieces', () => {
    const entry = fc.dictionary(
      fc.string(),
      fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.constant('\\"[{')),
    )
    fc.assert(
      fc.property(fc.array(entry), fc.array(fc.integer({ min: 0, max: 5 })), (entries, cuts) => {
        const rows = parse(createJsonListParser(), JSON.stringify(entries, null, 1), cuts)
        expect(rows.map((row) => ('entry' in row ? row.entry : row.problem))).toEqual(
          JSON.parse(JSON.stringify(entries)),
        )
      }),
    )
  })

  it('refuses a broken entry by its line and goes on', () => {
    const rows = parse(createJsonListParser(), '[\n {"a": 1},\n {"a": nope},\n 7,\n {"a": 3}\n]')
    expect(rows).toEqual([
      { line: 2, entry: { a: 1 } },
      { line: 3, problem: expect.stringContaining('no JSON:') as string },
      { line: 4, problem: expect.stringContaining('no JSON object') as string },
      { line: 5, entry: { a: 3 } },
    ])
  })

  it('says at which line a list was cut off', () => {
    expect(() => parse(createJsonListParser(), '[{"a": 1},\n{"a": ')).toThrow('ends too early, at line 2')
  })
})

describe('JSON lines', () => {
  it('refuses a broken line and one that is too long, and goes on', () => {
    const text = `{"a":1}\n\nnope\n{"a":"${'x'.repeat(200_000)}"}\n{"a":2}`
    const rows = parse(createJsonLinesParser(), text, [10, 150_000])
    expect(rows.map((row) => [row.line, 'entry' in row ? row.entry : row.problem.slice(0, 12)])).toEqual([
      [1, { a: 1 }],
      [3, 'This is no J'],
      [4, 'The row is l'],
      [5, { a: 2 }],
    ])
  })
})
