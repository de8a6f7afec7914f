import { fileFailure } from '../file-failure'
import { limits } from '../limits'
import { readWholeXml } from './xml'
import type { Parts } from './zip'

/** What of a workbook the cells of its first sheet need. */
export interface Workbook {
  readonly sheetName: string
  readonly sheetPart: string
  /** True where days are counted from 1904. */
  readonly from1904: boolean
  /** Texts that cells name by their place. */
  readonly sharedTexts: readonly string[]
  /** Whether a cell of the style with this place shows a date. */
  readonly isDateStyle: (style: number) => boolean
}

/** Number formats that come with every workbook and show dates (ECMA-376 part 1, 18.8.30). */
const builtInDates: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
]

/** A format of its own shows a date when letters of dates stand outside quotes and brackets. */
const isDateFormat = (code: string): boolean =>
  /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*./gi, '').replace(/general/gi, ''))

const readSheets = async (parts: Parts) => {
  const workbook = parts.read('xl/workbook.xml')
  if (workbook === null) throw fileFailure('This archive is no workbook: choose a CSV, TSV, JSON or .xlsx file.')
  const sheets: { name: string; id: string; isHidden: boolean }[] = []
  let from1904 = false
  await readWholeXml(workbook, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
      if (name === 'sheet')
        sheets.push({
          name: attributes['name'] ?? '',
          id: attributes['r:id'] ?? '',
          isHidden: (attributes['state'] ?? 'visible') !== 'visible',
        })
    },
  })
  const sheet = sheets.find(({ isHidden }) => !isHidden)
  if (!sheet) throw fileFailure('The workbook has no visible sheet: save the sheet with the log as CSV.')
  return { sheet, from1904 }
}

const partOf = async (parts: Parts, id: string): Promise<string> => {
  let target = 'worksheets/sheet1.xml'
  const links = parts.read('xl/_rels/workbook.xml.rels')
  if (links)
    await readWholeXml(links, {
      open: (name, attributes) => {
        if (name === 'Relationship' && attributes['Id'] === id) target = attributes['Target'] ?? target
      },
    })
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

const readStyles = async (parts: Parts): Promise<Workbook['isDateStyle']> => {
  const styles = parts.read('xl/styles.xml')
  const ownDates = new Map<number, boolean>()
  const formats: number[] = []
  let inCells = false
  if (styles)
    await readWholeXml(styles, {
      open: (name, attributes) => {
        if (name === 'numFmt')
          ownDates.set(Number(attributes['numFmtId']), isDateFormat(attributes['formatCode'] ?? ''))
        if (name === 'cellXfs') inCells = true
        if (name === 'xf' && inCells) formats.push(Number(attributes['numFmtId'] ?? 0))
      },
      close: (name) => {
        if (name === 'cellXfs') inCells = false
      },
    })
  const dates = formats.map(
    (format) => ownDates.get(format) ?? builtInDates.some(([from, to]) => format >= from && format <= to),
  )
  return (style) => dates[style] === true
}

const readSharedTexts = async (parts: Parts): Promise<readonly string[]> => {
  const shared = parts.read('xl/sharedStrings.xml')
  const texts: string[] = []
  if (!shared) return texts
  let text = ''
  let inText = false
  let inSound = false
  let size = 0
  await readWholeXml(shared, {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 't') inText = !inSound
      // How a name is spoken (East Asian workbooks) is no part of it.
      if (name === 'rPh') inSound = true
    },
    close: (name) => {
      if (name === 't') inText = false
      if (name === 'rPh') inSound = false
      if (name !== 'si') return
      texts.push(text)
      size += text.length + 16
      if (size > limits.sharedTexts)
        throw fileFailure('The workbook holds more text than can be read at once: save it as CSV.')
    },
    text: (more) => {
      if (inText) text += more
    },
  })
  return texts
}

/** Reads what the first visible sheet of a workbook needs (ECMA-376). Throws a `Failure` with the field `file`. */
export const readWorkbook = async (parts: Parts): Promise<Workbook> => {
  const { sheet, from1904 } = await readSheets(parts)
  return {
    sheetName: sheet.name,
    sheetPart: await partOf(parts, sheet.id),
    from1904,
    isDateStyle: await readStyles(parts),
    sharedTexts: await readSharedTexts(parts),
  }
}
