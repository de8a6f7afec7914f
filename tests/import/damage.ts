import { gzipSync } from 'node:zlib'
import type { ImportField } from '../../src/shared/model'
import { workbookOf } from '../../src/main/sources/file/testing/workbook-file'
import { zipOf } from '../../src/main/sources/file/testing/zip-file'

/** A file with one kind of damage, and what has to be said of it. */
export interface Damage {
  readonly what: string
  readonly name?: string
  readonly body: () => string | Buffer
  /** The whole file is refused, with a sentence that holds this. */
  readonly file?: string
  /** Rows that are refused: line, field, and what the sentence holds. */
  readonly rows?: readonly (readonly [line: number, field: ImportField | null, reason: string])[]
  /** Reading ends early, with a sentence that holds this. */
  readonly stopped?: string
  /** Rows that are taken all the same. */
  readonly taken?: number
}

const head = 'to,sent,subject,message-id,from,status,method'
const cells = [
  'ana@customer.example',
  '2026-11-12T09:30:00Z',
  'Course',
  '<1@p.example>',
  'a@p.example',
  'delivered',
  'smtp',
]
/** A good row with one cell changed. */
const row = (at = -1, cell = ''): string => cells.map((good, place) => (place === at ? cell : good)).join(',')
const csv = (...rows: readonly string[]): string => [head, row(), ...rows, row()].join('\n')
const entry = { to: cells[0], sent: cells[1], subject: cells[2] }
const json = JSON.stringify(entry)
const sheet = [
  ['to', 'sent'],
  [cells[0]!, cells[1]!],
] as const

const inRow = (what: string, at: number, cell: string, field: ImportField, reason: string): Damage => ({
  what,
  body: () => csv(row(at, cell)),
  rows: [[3, field, reason]],
  taken: 2,
})
const asWhole = (what: string, body: () => string | Buffer, file: string, name = 'log.csv'): Damage => ({
  what,
  body,
  file,
  name,
})

export const damages: readonly Damage[] = [
  // cells
  inRow('no recipient', 0, '', 'recipient', 'names no recipient'),
  inRow('a recipient that is no address', 0, 'Ana', 'recipient', 'no email address'),
  inRow('several recipients', 0, 'a@x.example; b@x.example', 'recipient', 'several recipients'),
  inRow('no sent time', 1, '', 'sentAt', 'doesn’t say when'),
  inRow('a sent time that is none', 1, 'yesterday', 'sentAt', 'no date and time'),
  inRow('a day that does not exist', 1, '2026-02-30T10:00:00Z', 'sentAt', 'no such day'),
  inRow('a zone by letters', 1, '2026-02-03 10:00 CEST', 'sentAt', 'zone by letters'),
  inRow('a year of another age', 1, '0203-02-03T10:00:00Z', 'sentAt', 'before 1990'),
  inRow('a Message-ID that is none', 3, 'no id at all', 'messageId', 'no Message-ID'),
  inRow('a Message-ID with a line in it', 3, '"<a\nb@p.example>"', 'messageId', 'no Message-ID'),
  inRow('a sender that is no address', 4, 'HR team', 'sender', 'no email address'),
  inRow('a delivery event that nobody knows', 5, 'purple', 'event', 'no delivery event'),
  inRow('a send method that nobody knows', 6, 'pigeon', 'method', 'no send method'),
  inRow('a subject of a novel’s length', 2, 'x'.repeat(3_000), 'subject', 'longer than 2,000'),
  // rows
  { what: 'a cell too many', body: () => csv(`${row()},more`), rows: [[3, null, '8 cells where 7']], taken: 2 },
  {
    what: 'a row cut off',
    body: () => csv('ana@customer.example,2026'),
    rows: [[3, null, '2 cells where 7']],
    taken: 2,
  },
  {
    what: 'a quote never closed',
    body: () => csv('ana@customer.example,"2026'),
    rows: [[3, null, 'opened and not closed']],
    taken: 2,
  },
  {
    what: 'text behind a closing quote',
    body: () => csv(row(2, '"Course" of the year')),
    rows: [[3, null, 'quote is closed and text follows']],
    taken: 2,
  },
  {
    what: 'a row without end',
    body: () => csv('x'.repeat(200_000)),
    rows: [[3, null, 'longer than 100,000']],
    taken: 2,
  },
  {
    what: 'bytes that are no UTF-8 between some that are',
    body: () =>
      Buffer.concat([Buffer.from(`${head}\n${row(2, 'Prüfung')}\n`), Buffer.from(row(2, 'Pr\u00fcfung'), 'latin1')]),
    rows: [],
    taken: 2,
  },
  // JSON
  {
    what: 'a JSON entry that is none',
    name: 'log.json',
    body: () => `[${json},\n{"to": nobody},\n${json}]`,
    rows: [[2, null, 'no JSON']],
    taken: 2,
  },
  {
    what: 'a number among JSON entries',
    name: 'log.json',
    body: () => `[${json},\n7]`,
    rows: [[2, null, 'no JSON object']],
    taken: 1,
  },
  {
    what: 'a JSON line that is none',
    name: 'log.ndjson',
    body: () => `${json}\n{"to":\n${json}`,
    rows: [[2, null, 'no JSON']],
    taken: 2,
  },
  {
    what: 'a JSON list cut off',
    name: 'log.json',
    body: () => `[${json},\n{"to": "a`,
    stopped: 'ends too early, at line 2',
    taken: 1,
  },
  {
    what: 'a JSON bracket too many',
    name: 'log.json',
    body: () => `[${json},\n${json}},\n${json}]`,
    stopped: 'from line 2 on',
    taken: 1,
  },
  asWhole('a JSON object instead of a list', () => `{\n"emails": [${json}]}`, 'one JSON list', 'log.json'),
  // whole files
  asWhole('nothing at all', () => '', 'is empty'),
  asWhole('blank lines only', () => '\n \n\n', 'holds no rows'),
  asWhole('a picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 3, 0, 0]), 'no text'),
  asWhole('a PDF', () => '%PDF-1.7 …', 'PDF'),
  asWhole('a web page', () => '<!DOCTYPE html><html><body>Sign in</body></html>', 'web page'),
  // packed
  { what: 'gzip cut off', body: () => cutOff(gzipSync(csv(...many()))), stopped: 'ends too early' },
  { what: 'gzip with a wrong byte', body: () => spoilt(gzipSync(csv(...many()))), stopped: 'packed file' },
  asWhole('gzip in gzip', () => gzipSync(gzipSync(csv())), 'packed twice'),
  {
    what: 'a gzip bomb',
    body: () => gzipSync(Buffer.concat([Buffer.from(`${csv()}\n`), Buffer.alloc(80_000_000, ' ')])),
    rows: [[4, null, 'longer than 100,000']],
    stopped: 'far more than a log',
    taken: 2,
  },
  // workbooks
  asWhole(
    'a workbook of the old kind',
    () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    'old kind',
  ),
  asWhole('a zip that is no workbook', () => zipOf([{ name: 'readme.txt', body: 'hello' }]), 'no workbook'),
  asWhole('a workbook cut off', () => workbookOf({ rows: sheet }).subarray(0, 600), 'damaged or cut off'),
  asWhole(
    'a workbook that declares entities',
    () => workbookOf({ rows: sheet, prolog: '<!DOCTYPE x [<!ENTITY a "aaaa">]>' }),
    'entities',
  ),
  asWhole(
    'a workbook whose sheet is no XML',
    () => workbookOf({ rows: sheet, parts: [{ name: 'xl/worksheets/sheet2.xml', body: '<worksheet><sheetData>' }] }),
    'damaged',
  ),
]

/** Rows that pack badly, so that the damage lies behind many good ones. */
const many = (): readonly string[] =>
  Array.from({ length: 40_000 }, (_, at) => row(2, `${(at * 2_654_435_761) % 4_294_967_296}-${(at * 40_503) % 65_536}`))
const cutOff = (body: Buffer): Buffer => body.subarray(0, Math.floor(body.length * 0.9))
/** Another checksum than its content has. */
const spoilt = (body: Buffer): Buffer => {
  const bytes = Buffer.from(body)
  bytes[bytes.length - 6]! ^= 0xff
  return bytes
}
