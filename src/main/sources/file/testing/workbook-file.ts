import { zipOf, type ZipPart } from './zip-file'

const spread = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const columnName = (at: number): string => String.fromCharCode(65 + at)

/** A cell: text, a number, or a number that is shown as a date. */
export type TestCell = string | number | { readonly day: number }

export interface TestWorkbook {
  readonly rows: readonly (readonly TestCell[])[]
  /** Texts in the cells themselves instead of in the shared list. */
  readonly inline?: boolean
  readonly from1904?: boolean
  /** Put in front of the root of the sheet's part. */
  readonly prolog?: string
  /** Replaces parts by name. */
  readonly parts?: readonly ZipPart[]
}

/** A workbook (ECMA-376) with a hidden sheet in front of the one that holds the rows, for tests. */
export const workbookOf = ({
  rows,
  inline = false,
  from1904 = false,
  prolog = '',
  parts = [],
}: TestWorkbook): Buffer => {
  const shared: string[] = []
  const cell = (value: TestCell, name: string): string => {
    if (value === '') return ''
    if (typeof value === 'number') return `<c r="${name}"><v>${value}</v></c>`
    if (typeof value === 'object') return `<c r="${name}" s="1"><v>${value.day}</v></c>`
    if (inline) return `<c r="${name}" t="inlineStr"><is><t>${xml(value)}</t></is></c>`
    shared.push(value)
    return `<c r="${name}" t="s"><v>${shared.length - 1}</v></c>`
  }
  const sheet = rows
    .map(
      (row, y) => `<row r="${y + 1}">${row.map((value, x) => cell(value, `${columnName(x)}${y + 1}`)).join('')}</row>`,
    )
    .join('')
  const all: ZipPart[] = [
    {
      name: 'xl/workbook.xml',
      body:
        `<workbook xmlns="${spread}" xmlns:r="${links}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>` +
        '<sheet name="Notes" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Sent" sheetId="2" r:id="rId2"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      body:
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
    },
    {
      name: 'xl/styles.xml',
      body: `<styleSheet xmlns="${spread}"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      body: `<sst xmlns="${spread}">${shared.map((text) => `<si><r><t>${xml(text)}</t></r><rPh><t>sound</t></rPh></si>`).join('')}</sst>`,
    },
    { name: 'xl/worksheets/sheet1.xml', body: `<worksheet xmlns="${spread}"><sheetData/></worksheet>` },
    {
      name: 'xl/worksheets/sheet2.xml',
      body: `${prolog}<worksheet xmlns="${spread}"><sheetData>${sheet}</sheetData></worksheet>`,
    },
  ]
  return zipOf(all.map((part) => parts.find(({ name }) => name === part.name) ?? part))
}
