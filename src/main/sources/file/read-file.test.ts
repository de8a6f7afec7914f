import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { previewFile } from './read-file'
import { createLogFiles, readWhole } from './testing/log-files'
import { workbookOf } from './testing/workbook-file'

const files = createLogFiles()
afterAll(() => files.remove())

const columns = [
  'Recipient',
  'Sent at',
  'Subject',
  'Message-ID',
  'From',
  'Type',
  'Campaign',
  'Send method',
  'Status',
  'Name',
]
const row = [
  'ana@customer.example',
  '2026-03-31T14:05:06Z',
  'Finish "Invoices", Ana Núñez',
  '<1@platform.example>',
  'Training <training@platform.example>',
  'Phishing simulation',
  'Spring',
  'Microsoft Graph',
  'Delivered',
  'Ana Núñez',
]
const expected = {
  ref: '<1@platform.example> ana@customer.example',
  subject: 'Finish "Invoices", Ana Núñez',
  type: 'phishing-test',
  campaign: 'Spring',
  sentAt: Date.parse('2026-03-31T14:05:06Z'),
  method: 'microsoft-api',
  messageId: '<1@platform.example>',
  sender: 'training@platform.example',
  recipient: 'ana@customer.example',
  latestEvent: { kind: 'delivered', at: '2026-03-31T14:05:06.000Z', detail: null },
  name: 'Ana Núñez',
  status: null,
}
const quoted = (cells: readonly string[], delimiter: string): string =>
  cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)
const delimited = (delimiter: string): string => [columns, row].map((cells) => quoted(cells, delimiter)).join('\r\n')
const entry = Object.fromEntries(columns.map((name, at) => [name, row[at]]))
const utf16 = (text: string, bigEndian: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}

const good: readonly (readonly [string, string, () => string | Buffer, object])[] = [
  ['a CSV file', 'a.csv', () => delimited(','), { format: 'csv', delimiter: ',', encoding: 'utf-8' }],
  ['a CSV file with semicolons', 'a.csv', () => delimited(';'), { format: 'csv', delimiter: ';' }],
  ['a CSV file with pipes', 'a.txt', () => delimited('|'), { format: 'csv', delimiter: '|' }],
  ['a TSV file', 'a.tsv', () => delimited('\t'), { format: 'tsv', delimiter: '\t' }],
  ['a file with a byte order mark', 'a.csv', () => `\uFEFF${delimited(',')}`, { encoding: 'utf-8' }],
  [
    'a file in UTF-16',
    'a.csv',
    () => utf16(`\uFEFF${delimited('\t')}`, false),
    { encoding: 'utf-16le', format: 'tsv' },
  ],
  ['a file in UTF-16, big end first', 'a.csv', () => utf16(`\uFEFF${delimited(',')}`, true), { encoding: 'utf-16be' }],
  ['a file in UTF-16 without a mark', 'a.csv', () => utf16(delimited(','), false), { encoding: 'utf-16le' }],
  ['a file in windows-1252', 'a.csv', () => Buffer.from(delimited(';'), 'latin1'), { encoding: 'windows-1252' }],
  ['a file of an old Mac', 'a.csv', () => delimited(',').replaceAll('\r\n', '\r'), { format: 'csv' }],
  ['a JSON list', 'a.json', () => JSON.stringify([entry], null, 2), { format: 'json' }],
  ['JSON lines', 'a.ndjson', () => `${JSON.stringify(entry)}\n`, { format: 'ndjson' }],
  ['a workbook', 'a.xlsx', () => workbookOf({ rows: [columns, row] }), { format: 'xlsx', sheet: 'Sent' }],
  [
    'a workbook with its texts inline',
    'a.xlsx',
    () => workbookOf({ rows: [columns, row], inline: true }),
    { format: 'xlsx' },
  ],
  ['a packed CSV file', 'a.csv.gz', () => gzipSync(delimited(',')), { format: 'csv', gzip: true }],
  ['a packed JSON list', 'a.json.gz', () => gzipSync(JSON.stringify([entry])), { format: 'json', gzip: true }],
  ['packed JSON lines', 'a.ndjson.gz', () => gzipSync(JSON.stringify(entry)), { format: 'ndjson', gzip: true }],
]

describe('a good file', () => {
  it.each(good)('reads %s', async (_, name, body, facts) => {
    const path = files.write(body(), name)
    expect(await readWhole(path)).toEqual({ emails: [expected], refused: [], stopped: null })
    expect((await previewFile(path, { method: 'smtp' })).facts).toMatchObject({ hasHeader: true, ...facts })
  })
})

describe('what a file is guessed to be', () => {
  it('reads the sent time of a row that is refused for another field', async () => {
    const path = files.write('Recipient,Sent at\nnobody,2026-03-31T10:00:00Z\nana@customer.example,soon\n')
    expect((await previewFile(path, { method: 'smtp' })).rows).toMatchObject([
      { line: 2, sentAt: '2026-03-31T10:00:00.000Z', refused: { field: 'recipient' } },
      { line: 3, sentAt: null, refused: { field: 'sentAt' } },
    ])
  })

  it('finds address, time and Message-ID in a file that names no columns', async () => {
    const path = files.write('ana@customer.example,Hello,2026-03-31 10:00:00,<1@p.example>\n')
    const preview = await previewFile(path, { method: 'smtp' })
    expect(preview).toMatchObject({
      facts: { hasHeader: false },
      columns: ['Column 1', 'Column 2', 'Column 3', 'Column 4'],
      plan: { mapping: { recipient: 'Column 1', sentAt: 'Column 3', messageId: 'Column 4' }, zone: null },
      needsZone: true,
      rows: [{ line: 1, sentAt: null, refused: { field: 'sentAt' } }],
      refused: [{ line: 1, field: 'sentAt' }],
    })
    const { emails } = await readWhole(path, { zone: 'Europe/Berlin' })
    expect(emails).toMatchObject([{ sentAt: Date.parse('2026-03-31T08:00:00Z'), subject: '' }])
  })

  it('takes nested JSON values by their path', async () => {
    const rows = [
      {
        id: 'x',
        to: { emailAddress: { address: 'ana@customer.example' } },
        sentAt: 1774965906,
        latestEvent: { kind: 'bounced', at: '2026-03-31T14:06:00Z', detail: '5.1.1' },
      },
    ]
    const { emails } = await readWhole(files.write(JSON.stringify(rows), 'a.json'))
    expect(emails).toMatchObject([
      {
        recipient: 'ana@customer.example',
        latestEvent: { kind: 'bounced', at: '2026-03-31T14:06:00.000Z', detail: '5.1.1' },
        method: 'smtp',
      },
    ])
  })

  it('reads a workbook’s dates as wall-clock times, from either epoch', async () => {
    const rows = [
      ['To', 'Date'],
      ['ana@customer.example', { day: 46112.5 }],
    ]
    const plain = await readWhole(files.write(workbookOf({ rows }), 'a.xlsx'), { zone: 'UTC' })
    expect(plain.emails).toMatchObject([{ sentAt: Date.parse('2026-03-31T12:00:00Z') }])
    const old = await readWhole(files.write(workbookOf({ rows, from1904: true }), 'a.xlsx'), { zone: 'UTC' })
    expect(old.emails).toMatchObject([{ sentAt: Date.parse('2030-04-01T12:00:00Z') }])
  })

  it('decides between UTF-8 and windows-1252 where the first accent comes, however late', async () => {
    const many = 'ana@customer.example;2026-03-31T10:00:00Z;plain\n'.repeat(20_000)
    const text = `to;date;subject\n${many}ana@customer.example;2026-03-31T10:00:00Z;Prüfung – 5 €\n`
    const utf8 = await readWhole(files.write(text))
    expect(utf8.emails.at(-1)?.subject).toBe('Prüfung – 5 €')
    const bytes = Buffer.from(text.replace('–', '\u0096').replace('€', '\u0080'), 'latin1')
    const old = await readWhole(files.write(bytes))
    expect(old.emails.at(-1)?.subject).toBe('Prüfung – 5 €')
  })

  it('keeps text that looks like a formula as it is', async () => {
    const { emails } = await readWhole(
      files.write('to,date,subject\na@b.example,2026-03-31T10:00:00Z,"=HYPERLINK(""x"")"\n'),
    )
    expect(emails[0]?.subject).toBe('=HYPERLINK("x")')
  })

  it('gives a row without Message-ID the same ref each time, and another one to another row', async () => {
    const path = files.write(
      'to,date,subject\na@b.example,2026-03-31T10:00:00Z,x\na@b.example,2026-03-31T10:00:00Z,y\nA@b.example,2026-03-31T10:00:00Z,x\n',
    )
    const first = (await readWhole(path)).emails.map(({ ref }) => ref)
    expect(first).toEqual((await readWhole(path)).emails.map(({ ref }) => ref))
    expect(new Set(first).size).toBe(2)
  })
})
