import { extname } from 'node:path'
import type { FileEncoding, FileFacts, FileFormat } from '../../../shared/model'
import { headOf, isGzip, readHead } from './bytes'
import { encodingOf, isBinary } from './encoding'
import { fileFailure } from './file-failure'

/** How much of a file decides what it is. */
const headBytes = 512 * 1024

/** What a file is, before its rows are looked at. */
export interface Shape {
  readonly bytes: number
  readonly gzip: boolean
  readonly format: FileFormat
  /** Null while only ASCII was seen. */
  readonly encoding: FileEncoding | null
  readonly delimiter: FileFacts['delimiter']
  readonly lineBreak: '\n' | '\r'
}

const startsWith = (head: Buffer, ...bytes: readonly number[]): boolean => bytes.every((byte, at) => head[at] === byte)

/** Files that people take for a log, by their first bytes. */
const refusedKinds: readonly (readonly [readonly number[], string])[] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    'This is a workbook of the old kind or one with a password: save it as .xlsx without a password.',
  ],
  [[0x25, 0x50, 0x44, 0x46], 'This is a PDF: export the log as CSV, JSON or a workbook.'],
  [[0x42, 0x5a, 0x68], 'The file is packed with bzip2: unpack it first, or pack it with gzip.'],
  [[0xfd, 0x37, 0x7a, 0x58], 'The file is packed with xz: unpack it first, or pack it with gzip.'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'The file is packed with zstd: unpack it first, or pack it with gzip.'],
]

const delimiters = ['\t', ';', '|', ','] as const

/** The delimiter that cuts the first lines into the most equal pieces; text in quotes doesn't count. */
export const delimiterOf = (text: string): (typeof delimiters)[number] => {
  const lines = text
    .replace(/"(?:[^"]|"")*"/g, 'x')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50)
  const scored = delimiters.map((delimiter) => {
    const first = (lines[0] ?? '').split(delimiter).length
    const like = lines.filter((line) => line.split(delimiter).length === first).length
    return { delimiter, score: first < 2 ? 0 : first * (like / lines.length) ** 2 }
  })
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score === 0 ? ',' : best.delimiter
}

const textFormat = (text: string): FileFormat => {
  const begin = text.trimStart()
  if (begin.startsWith('[')) return 'json'
  if (begin.startsWith('{')) return /^\{\s*(\r?\n|$)/.test(begin) ? 'json' : 'ndjson'
  if (/^<(!doctype|html|\?xml)/i.test(begin))
    throw fileFailure('This is a web page or XML, no log: export the log as CSV, JSON or a workbook.')
  return 'csv'
}

const decoded = (head: Buffer, encoding: FileEncoding | null): string =>
  new TextDecoder(encoding ?? 'utf-8').decode(head)

/** Tells what a file is from its first bytes; its name says nothing that they don't. Throws a `Failure` with the field `file`. */
export const shapeOf = async (path: string): Promise<Shape> => {
  const { head: raw, size } = await readHead(path, headBytes)
  if (size === 0) throw fileFailure('The file is empty: choose another one.')
  const gzip = isGzip(raw)
  const head = gzip ? await headOf(path, true, headBytes) : raw
  if (head.length === 0) throw fileFailure('The packed file holds nothing: choose another one.')
  const common = { bytes: size, gzip, lineBreak: '\n' } as const
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) {
    if (gzip) throw fileFailure('A workbook is packed already: unpack it once, then choose it again.')
    return { ...common, format: 'xlsx', encoding: null, delimiter: null }
  }
  const refused = refusedKinds.find(([bytes]) => startsWith(head, ...bytes))
  if (refused) throw fileFailure(refused[1])
  if (gzip && isGzip(head)) throw fileFailure('The file is packed twice: unpack it once, then choose it again.')
  if (isBinary(head)) throw fileFailure('This is no text: export the log as CSV, JSON or a workbook.')
  const encoding = encodingOf(head)
  const text = decoded(head, encoding)
  if (text.trim() === '') throw fileFailure('The file holds no rows: choose another one.')
  const format = textFormat(text)
  if (format !== 'csv') return { ...common, format, encoding, delimiter: null }
  const name = extname(gzip ? path.replace(/\.gz$/i, '') : path).toLowerCase()
  const delimiter = name === '.tsv' && text.includes('\t') ? '\t' : delimiterOf(text)
  const lineBreak = !text.includes('\n') && text.includes('\r') ? '\r' : '\n'
  return { ...common, format: delimiter === '\t' ? 'tsv' : 'csv', encoding, delimiter, lineBreak }
}
