import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Failure } from '../model/failure'
import { maxHeaderLength } from './read-headers'
import { headerReport, type HeaderReport } from './report'
import { ourValues, samples } from './testing/samples'

/** The report; null where the text was refused as it may be. */
const reportOf = (text: string): HeaderReport | null => {
  try {
    return headerReport(text, ourValues)
  } catch (error) {
    if (error instanceof Failure && error.code === 'bad-input' && error.facts.field === 'headers') return null
    throw error
  }
}

const names = [
  'Received',
  'Authentication-Results',
  'ARC-Authentication-Results',
  'Received-SPF',
  'X-Forefront-Antispam-Report',
]
const more = [
  'X-Spam-Status',
  'X-Mimecast-Impersonation-Protect',
  'X-Proofpoint-Spam-Details',
  'Subject',
  'constructor',
  '__proto__',
]
const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '(',
    ')',
    '"',
    '\\',
    ';',
    '=',
    ' = ',
    '[',
    ']',
    '=?utf-8?b?',
    '?=',
    '\n ',
    '\r\n\t',
    'from ',
    'by ',
    '::',
    ':',
    '.',
    'spf=',
  ),
)
const header = fc
  .tuple(fc.constantFrom(...names, ...more), fc.array(piece, { maxLength: 30 }))
  .map(([name, pieces]) => `${name}: ${pieces.join('')}`)

it('reads any text, or says that there are no headers', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(header).map((all) => all.join('\n')),
      ),
      (text) => {
        const report = reportOf(text)
        if (report !== null) expect(report.sentence).not.toBe('')
      },
    ),
    { numRuns: 400 },
  )
})

it('reads a sample with anything cut out or put in', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.nat(), fc.nat(200), piece, ({ headers }, at, length, put) => {
      const from = at % headers.length
      reportOf(headers.slice(0, from) + put + headers.slice(from + length))
    }),
    { numRuns: 400 },
  )
})

/** Text that leads careless patterns back and forth. */
const hostile = [
  '(',
  ')(',
  '"',
  '\\',
  ' = ',
  '=?a?b?',
  '=?',
  '::',
  ';',
  'spf=',
  ' ',
  '\n ',
  '\n',
  'from by ',
  '[',
  ';;;(',
  '#',
  '*',
  '1',
]

it.each(names.flatMap((name) => hostile.map((text) => [name, text] as const)))(
  'reads the longest %s of nothing but %j in time that grows with its length',
  (name, text) => {
    const of = (length: number): string => `${name}: ${text.repeat(length / text.length)}`
    const began = performance.now()
    reportOf(of(maxHeaderLength - 100))
    // A square would take minutes; a slow machine takes a second.
    expect(performance.now() - began).toBeLessThan(5_000)
  },
)
