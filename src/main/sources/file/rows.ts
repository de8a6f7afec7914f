import { createHash } from 'node:crypto'
import {
  importFields,
  type DeliveryEvent,
  type ImportField,
  type ImportPlan,
  type PersonStatus,
  type RefusedRow,
} from '../../../shared/model'
import type { SourceEmail } from '../source'
import { createTimeReader } from './dates'
import { brokenCharacter } from './encoding'
import type { FileRow } from './file-row'
import { limits } from './limits'
import { createWords } from './words'

/** A sent email as a row of a file tells of it. `recipient` is the address by which the person is found. */
export interface FileEmail extends Omit<SourceEmail, 'personRef'> {
  readonly name: string | null
  readonly status: PersonStatus | null
}

/** What one row came to; null for a row that holds nothing. */
export type ReadRow = { readonly email: FileEmail } | { readonly refused: RefusedRow } | null

/** Refuses the row that is being read. */
class Refusal extends Error {
  constructor(
    readonly field: ImportField | null,
    readonly reason: string,
  ) {
    super(reason)
  }
}

const address = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/
const inBrackets = /<\s*([^<>\s]+@[^<>\s]+)\s*>\s*$/
const messageId = /^<[^<>\s]{1,900}@[^<>\s]{1,250}>$/
/** Control characters have no place in one line of text; they would move a terminal's cursor. */
const controls = /[\u0000-\u001f\u007f-\u009f]+/g
const hasControls = /[\u0000-\u001f\u007f-\u009f]/

/** `Ana Núñez <ana@customer.example>` and `ana@customer.example` alike. */
const addressIn = (text: string): string | null => {
  const plain = inBrackets.exec(text)?.[1] ?? text
  return plain.length <= 320 && address.test(plain) ? plain : null
}

const several = /@[^,;]*[,;][^@]*@/

/** Stands for a row that has no Message-ID: its own facts, so that the same row is the same again. */
const hashOf = (facts: readonly (string | number | null)[]): string =>
  createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 32)

/** A cell's text in one line. */
const plain = (cell: string): string => (hasControls.test(cell) ? cell.replace(controls, ' ') : cell).trim()

/** Reads nothing but the sent time of rows, epoch milliseconds; null where it can't be read. */
export const createSentAtReader = (
  plan: ImportPlan,
  columns: readonly string[],
): ((cells: readonly string[]) => number | null) => {
  const place = plan.mapping.sentAt === undefined ? -1 : columns.indexOf(plan.mapping.sentAt)
  const timeOf = createTimeReader(plan.dateOrder, plan.zone)
  return (cells) => {
    const text = plain(cells[place] ?? '')
    const time = text === '' || text.length > limits.cell ? null : timeOf(text)
    return typeof time === 'number' ? time : null
  }
}

/** Reads the rows of one file by a plan; `columns` are the names of its cells. */
export const createRowReader = (
  plan: ImportPlan,
  columns: readonly string[],
  { refuseShort }: { readonly refuseShort: boolean },
): ((row: FileRow) => ReadRow) => {
  const place = Object.fromEntries(
    importFields.map((field) => {
      const column = plan.mapping[field]
      return [field, column === undefined ? -1 : columns.indexOf(column)]
    }),
  ) as Record<ImportField, number>
  const timeOf = createTimeReader(plan.dateOrder, plan.zone)
  const words = createWords()

  const textOf = (cells: readonly string[], field: ImportField): string => {
    const cell = cells[place[field]]
    if (cell === undefined) return ''
    const text = plain(cell)
    if (text.length > limits.cell)
      throw new Refusal(field, `The text is longer than ${limits.cell.toLocaleString('en-US')} characters.`)
    if (text.includes(brokenCharacter)) throw new Refusal(field, 'Some bytes are no characters of the file’s encoding.')
    return text
  }
  const timeAt = (text: string, field: ImportField): number => {
    const time = timeOf(text)
    if (typeof time === 'number') return time
    throw new Refusal(field, time.reason)
  }
  const recipientOf = (text: string): string => {
    if (text === '') throw new Refusal('recipient', 'The row names no recipient.')
    if (several.test(text))
      throw new Refusal('recipient', 'The row names several recipients: one row is one email to one person.')
    const found = addressIn(text)
    if (found === null) throw new Refusal('recipient', 'This is no email address.')
    return found
  }
  const messageIdOf = (text: string): string | null => {
    if (text === '') return null
    const full = text.startsWith('<') ? text : `<${text}>`
    if (messageId.test(full)) return full
    throw new Refusal('messageId', 'This is no Message-ID, which looks like <id@domain>.')
  }
  const eventOf = (cells: readonly string[], sentAt: number): DeliveryEvent | null => {
    const text = textOf(cells, 'event')
    if (text === '') return null
    const kind = words.event(text)
    if (kind === null)
      throw new Refusal('event', 'This is no delivery event that is known, such as delivered or bounced.')
    const atText = textOf(cells, 'eventAt')
    const at = atText === '' ? sentAt : timeAt(atText, 'eventAt')
    const detail = textOf(cells, 'eventDetail')
    return { kind, at: new Date(at).toISOString(), detail: detail === '' ? null : detail }
  }

  const emailOf = (cells: readonly string[]): FileEmail => {
    if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== ''))
      throw new Refusal(
        null,
        `The row has ${cells.length} cells where ${columns.length} are named: a cell’s text may need quotes.`,
      )
    if (refuseShort && cells.length < columns.length)
      throw new Refusal(null, `The row has ${cells.length} cells where ${columns.length} are named: it may be cut off.`)
    const recipient = recipientOf(textOf(cells, 'recipient'))
    const sentText = textOf(cells, 'sentAt')
    if (sentText === '') throw new Refusal('sentAt', 'The row doesn’t say when it was sent.')
    const sentAt = timeAt(sentText, 'sentAt')
    const subject = textOf(cells, 'subject')
    const senderText = textOf(cells, 'sender')
    const sender = senderText === '' ? '' : addressIn(senderText)
    if (sender === null) throw new Refusal('sender', 'This is no email address.')
    const id = messageIdOf(textOf(cells, 'messageId'))
    const type = words.type(textOf(cells, 'type'))
    const campaign = textOf(cells, 'campaign')
    const methodText = textOf(cells, 'method')
    const method = methodText === '' ? plan.method : words.method(methodText)
    if (method === null) throw new Refusal('method', 'This is no send method that is known: Microsoft, Google or SMTP.')
    const name = textOf(cells, 'name')
    const who = recipient.toLowerCase()
    return {
      // One message to several people is one email to each of them.
      ref: id === null ? `#${hashOf([who, sentAt, subject, sender, type, campaign, method])}` : `${id} ${who}`,
      subject,
      type,
      campaign: campaign === '' ? null : campaign,
      sentAt,
      method,
      messageId: id,
      sender,
      recipient,
      latestEvent: eventOf(cells, sentAt),
      name: name === '' || name.includes('@') ? null : name,
      status: null,
    }
  }

  return (row) => {
    if ('problem' in row) return { refused: { line: row.line, field: null, reason: row.problem } }
    if (row.cells.every((cell) => cell.trim() === '')) return null
    try {
      return { email: emailOf(row.cells) }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { refused: { line: row.line, field: error.field, reason: error.reason } }
    }
  }
}
