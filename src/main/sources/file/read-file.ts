import { basename } from 'node:path'
import type { FileFacts, ImportPlan, ImportPreview, RefusedRow } from '../../../shared/model'
import { bytesOf, type ReadSoFar } from './bytes'
import { columnNames, guessMapping, isColumnName } from './columns'
import { timesTell } from './dates'
import { createDelimitedParser } from './delimited'
import { textsOf } from './encoding'
import { fileFailure } from './file-failure'
import type { FileRow } from './file-row'
import { cellsAt, pathsOf, type Entry } from './json-cells'
import { createJsonLinesParser, createJsonListParser, type JsonRow } from './json-text'
import { limits } from './limits'
import { createRowReader, createSentAtReader, type FileEmail } from './rows'
import { shapeOf, type Shape } from './shape'
import { sheetRows } from './xlsx/sheet'
import { readWorkbook } from './xlsx/workbook'
import { openParts } from './xlsx/zip'

/** Rows that are looked at before an import: columns, dates and preview come from them. */
const sampleRows = 2_000
const shownRows = 20
const shownRefused = 20

/** What a piece of a file held. */
export interface RowBatch {
  readonly emails: readonly FileEmail[]
  readonly refused: readonly RefusedRow[]
}

async function* jsonRows(path: string, shape: Shape, read: ReadSoFar): AsyncGenerator<readonly JsonRow[]> {
  const parser = shape.format === 'json' ? createJsonListParser() : createJsonLinesParser()
  for await (const text of textsOf(bytesOf(path, shape.gzip, read), shape.encoding)) yield parser.push(text)
  yield parser.end()
}

async function* delimitedRows(path: string, shape: Shape, read: ReadSoFar): AsyncGenerator<readonly FileRow[]> {
  const parser = createDelimitedParser(shape.delimiter ?? ',', shape.lineBreak)
  for await (const text of textsOf(bytesOf(path, shape.gzip, read), shape.encoding)) yield parser.push(text)
  yield parser.end()
}

/** The rows of a file in pieces, whatever its format; `paths` are the columns of JSON entries. */
async function* rowsOf(
  path: string,
  shape: Shape,
  paths: readonly string[],
  read: ReadSoFar,
): AsyncGenerator<readonly FileRow[]> {
  if (shape.format === 'xlsx') {
    const parts = await openParts(path)
    try {
      const workbook = await readWorkbook(parts)
      yield* sheetRows(
        parts,
        workbook,
        (share) => (read.bytes = Math.min(shape.bytes, Math.round(share * shape.bytes))),
      )
    } finally {
      parts.close()
    }
  } else if (shape.format === 'json' || shape.format === 'ndjson') {
    for await (const rows of jsonRows(path, shape, read))
      yield rows.map((row) => ('problem' in row ? row : { line: row.line, cells: cellsAt(row.entry, paths) }))
  } else yield* delimitedRows(path, shape, read)
}

const isJson = ({ format }: Shape): boolean => format === 'json' || format === 'ndjson'

/** A file's columns with its first rows. */
interface Sample {
  readonly facts: FileFacts
  readonly columns: readonly string[]
  readonly rows: readonly FileRow[]
}

const isData = (cell: string): boolean => /@|^\d+([-./: ]\d+)*/.test(cell.trim())

/** The first row names the columns when nothing in it looks like data, and it has a known name or data stands below it. */
const isHeader = (cells: readonly string[], next: readonly string[]): boolean =>
  !cells.some(isData) && (cells.some(isColumnName) || next.some(isData))

const firstRows = async <Row>(pieces: AsyncIterable<readonly Row[]>): Promise<Row[]> => {
  const rows: Row[] = []
  try {
    for await (const piece of pieces) {
      rows.push(...piece)
      if (rows.length >= sampleRows) break
    }
  } catch (error) {
    // What can't be read behind the first rows is told by the import itself, with its line.
    if (rows.length === 0) throw error
  }
  return rows.slice(0, sampleRows)
}

const sampleOf = async (path: string, shape: Shape): Promise<Sample> => {
  const read = { bytes: 0 }
  const facts = {
    name: basename(path),
    bytes: shape.bytes,
    format: shape.format,
    gzip: shape.gzip,
    encoding: shape.format === 'xlsx' ? null : (shape.encoding ?? 'utf-8'),
    delimiter: shape.delimiter,
    hasHeader: true,
    sheet: null,
  } satisfies FileFacts
  if (isJson(shape)) {
    const found = await firstRows(jsonRows(path, shape, read))
    const entries = found.flatMap((row): Entry[] => ('entry' in row ? [row.entry] : []))
    const columns = pathsOf(entries)
    if (columns.length === 0) throw fileFailure('No row of the file can be read: look at its first lines.')
    const rows = found.map((row) => ('problem' in row ? row : { line: row.line, cells: cellsAt(row.entry, columns) }))
    return { facts, columns, rows }
  }
  const found = await firstRows(rowsOf(path, shape, [], read))
  const at = found.findIndex((row) => 'cells' in row)
  const first = found[at]
  if (!first || !('cells' in first)) throw fileFailure('No row of the file can be read: look at its first lines.')
  const next = found.find((row, index) => index > at && 'cells' in row)
  const sheet = shape.format === 'xlsx' ? await sheetNameOf(path) : null
  const hasHeader = isHeader(first.cells, next && 'cells' in next ? next.cells : [])
  if (first.cells.length > limits.columns)
    throw fileFailure(`The file has more than ${limits.columns} columns: choose the export of the sent emails.`)
  const widest = found.reduce((most, row) => ('cells' in row ? Math.max(most, row.cells.length) : most), 0)
  return {
    facts: { ...facts, hasHeader, sheet },
    columns: hasHeader
      ? columnNames(first.cells)
      : columnNames(Array.from({ length: Math.min(widest, limits.columns) }, () => '')),
    rows: hasHeader ? found.filter((_, index) => index !== at) : found,
  }
}

const sheetNameOf = async (path: string): Promise<string> => {
  const parts = await openParts(path)
  try {
    return (await readWorkbook(parts)).sheetName
  } finally {
    parts.close()
  }
}

/** Where a cut-off row is told by its missing cells: workbooks and JSON leave empty ones out. */
const refuseShort = (facts: Pick<FileFacts, 'format'>): boolean => facts.format === 'csv' || facts.format === 'tsv'

/**
 * Looks at the first rows of a file: what it is, what its columns stand for, how its times are to be read. `chosen` are
 * corrections; what it leaves out is guessed. `method` is what a row without a send method was sent by. Throws a `Failure`
 * with the field `file` when nothing can be read.
 */
export const previewFile = async (
  path: string,
  chosen: Partial<ImportPlan> & Pick<ImportPlan, 'method'>,
): Promise<ImportPreview> => {
  const shape = await shapeOf(path)
  const { facts, columns, rows } = await sampleOf(path, shape)
  const cells = rows.flatMap((row) => ('cells' in row ? [row.cells] : []))
  const mapping = chosen.mapping ?? guessMapping(columns, cells.slice(0, 200))
  const times = (['sentAt', 'eventAt'] as const).flatMap((field) => {
    const place = mapping[field] === undefined ? -1 : columns.indexOf(mapping[field])
    return place === -1 ? [] : cells.map((row) => row[place] ?? '').filter((text) => text.trim() !== '')
  })
  const told = timesTell(times)
  const plan: ImportPlan = {
    mapping,
    zone: chosen.zone ?? null,
    dateOrder: chosen.dateOrder ?? told.order,
    method: chosen.method,
  }
  const reader = createRowReader(plan, columns, { refuseShort: refuseShort(facts) })
  const results = rows.map((row) => ({ row, result: reader(row) }))
  const sentAtOf = createSentAtReader(plan, columns)
  const shown = results.flatMap(({ row, result }) => ('cells' in row ? [{ ...row, result }] : [])).slice(0, shownRows)
  return {
    facts,
    columns,
    plan,
    needsZone: told.needsZone,
    needsDateOrder: told.needsOrder,
    rows: shown.map(({ line, cells, result }) => {
      // A row that is refused for another field was sent at some time all the same.
      const sentAt = sentAtOf(cells)
      return {
        line,
        cells,
        sentAt: sentAt === null ? null : new Date(sentAt).toISOString(),
        refused: result && 'refused' in result ? result.refused : null,
      }
    }),
    refused: results
      .flatMap(({ result }) => (result && 'refused' in result ? [result.refused] : []))
      .slice(0, shownRefused),
  }
}

/** A file as an import reads it. */
export interface OpenFile {
  readonly bytes: number
  /** Bytes read so far. */
  readonly read: ReadSoFar
  /** Throws a `Failure` where the rest can't be read; what came before stands. */
  readonly batches: AsyncIterable<RowBatch>
}

/** Opens a file to read all of its rows by a plan. Throws a `Failure` with the field `file`. */
export const openFile = async (path: string, plan: ImportPlan): Promise<OpenFile> => {
  const shape = await shapeOf(path)
  const sample = await sampleOf(path, shape)
  const paths = isJson(shape) ? [...new Set(Object.values(plan.mapping))] : []
  const columns = isJson(shape) ? paths : sample.columns
  const missing = Object.values(plan.mapping).find((column) => !columns.includes(column))
  if (missing !== undefined) throw fileFailure(`The file has no column “${missing}”: map the columns anew.`)
  const reader = createRowReader(plan, columns, { refuseShort: refuseShort(sample.facts) })
  const read: ReadSoFar = { bytes: 0 }

  async function* batches(): AsyncGenerator<RowBatch> {
    let toSkip = sample.facts.hasHeader && !isJson(shape)
    for await (const rows of rowsOf(path, shape, paths, read)) {
      const emails: FileEmail[] = []
      const refused: RefusedRow[] = []
      for (const row of rows) {
        if (toSkip && 'cells' in row) {
          toSkip = false
          continue
        }
        const result = reader(row)
        if (result === null) continue
        if ('email' in result) emails.push(result.email)
        else refused.push(result.refused)
      }
      yield { emails, refused }
    }
  }
  return { bytes: shape.bytes, read, batches: batches() }
}
