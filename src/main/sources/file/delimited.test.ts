import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDelimitedParser } from './delimited'
import type { FileRow } from './file-row'

const parse = (text: string, pieces = [text.length], delimiter = ','): FileRow[] => {
  const parser = createDelimitedParser(delimiter)
  const rows: FileRow[] = []
  let at = 0
  for (const piece of pieces) {
    rows.push(...parser.push(text.slice(at, at + piece)))
    at += piece
  }
  if (at < text.length) rows.push(...parser.push(text.slice(at)))
  return [...rows, ...parser.end()]
}

describe('delimited text', () => {
  it('reads quotes, doubled quotes and line breaks in them, and counts lines', () => {
    expect(parse('a,"b ""c"", d","e\r\nf"\r\n\r\n1,2,3')).toEqual([
      { line: 1, cells: ['a', 'b "c", d', 'e\r\nf'] },
      { line: 4, cells: ['1', '2', '3'] },
    ])
  })

  it('reads the same rows however the text is cut into pieces', () => {
    const cell = fc.stringMatching(/^[a-c"',\n\r ]{0,6}$/)
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 })),
        fc.array(fc.integer({ min: 1, max: 9 })),
        (rows, cuts) => {
          const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n')
          const expected = rows.filter((row) => row.some((one) => one.trim() !== ''))
          expect(parse(text, cuts).map((row) => ('cells' in row ? row.cells : row.problem))).toEqual(expected)
        },
      ),
    )
  })

  it('loses only the line whose quote is never closed', () => {
    expect(parse('a,b\n1,"open\n2,x\n3,y')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, problem: 'A quote is opened and not closed.' },
      { line: 3, cells: ['2', 'x'] },
      { line: 4, cells: ['3', 'y'] },
    ])
  })

  it('loses only the first line where a stray quote runs into the quotes of a later one', () => {
    const rows = parse('1,"open\n2,x\n3,"y"\n4,z')
    expect(rows).toEqual([
      { line: 1, problem: 'A quote is closed and text follows before the next delimiter.' },
      { line: 2, cells: ['2', 'x'] },
      { line: 3, cells: ['3', 'y'] },
      { line: 4, cells: ['4', 'z'] },
    ])
  })

  it('refuses a row that never ends and goes on behind it', () => {
    const rows = parse(`a,b\n${'x'.repeat(300_000)}\n1,2\n`, [50_000, 100_000, 100_000])
    expect(rows.map((row) => ('cells' in row ? row.cells[0] : row.problem))).toEqual([
      'a',
      'The row is longer than 100,000 characters.',
      '1',
    ])
    expect(rows[2]).toMatchObject({ line: 3 })
  })

  it('keeps a quote inside a cell that is not quoted', () => {
    expect(parse('5" screen;x', undefined, ';')).toEqual([{ line: 1, cells: ['5" screen', 'x'] }])
  })
})
