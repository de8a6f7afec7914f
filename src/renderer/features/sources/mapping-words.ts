import type { LogMapping, MappedList } from '../../../shared/model/log-mapping'
import { personStatuses } from '../../../shared/model/person'
import { deliveryEventKinds, emailTypes, sendMethods } from '../../../shared/model/sent-email'

/** What the editor shows of one list: its fields, and which of them have words of the platform's own. */
interface ListWords {
  readonly title: string
  readonly needed: readonly string[]
  readonly further: readonly string[]
  readonly words: Readonly<Record<string, readonly string[]>>
}

export const listWords: Readonly<Record<MappedList, ListWords>> = {
  people: {
    title: 'People',
    needed: ['id', 'address'],
    further: ['name', 'aliases', 'status', 'testsSent', 'testsClicked', 'testsReported', 'trainingOverdue'],
    words: { status: personStatuses },
  },
  sentEmails: {
    title: 'Sent emails',
    needed: ['id', 'subject', 'sentAt', 'sender'],
    further: [
      'person',
      'recipient',
      'type',
      'campaign',
      'method',
      'messageId',
      'latestKind',
      'latestAt',
      'latestDetail',
    ],
    words: { type: emailTypes, method: sendMethods, latestKind: deliveryEventKinds },
  },
  events: { title: 'Events', needed: ['kind', 'at'], further: ['detail'], words: { kind: deliveryEventKinds } },
}

/** A field in the editor's words. */
export const fieldLabels: Readonly<Record<string, string>> = {
  id: 'Its id',
  address: 'Address of the person',
  name: 'Name',
  aliases: 'Aliases',
  status: 'Status',
  testsSent: 'Tests sent',
  testsClicked: 'Tests clicked',
  testsReported: 'Tests reported',
  trainingOverdue: 'Training overdue',
  subject: 'Subject',
  sentAt: 'Sent at',
  sender: 'Sender',
  person: 'Id of the person',
  recipient: 'Recipient',
  type: 'Type',
  campaign: 'Campaign',
  method: 'Send method',
  messageId: 'Message-ID',
  latestKind: 'Latest event',
  latestAt: 'Time of the latest event',
  latestDetail: 'Detail of the latest event',
  kind: 'Event',
  at: 'Time',
  detail: 'Detail',
}

const emptyEvents: NonNullable<LogMapping['events']> = {
  request: '/mails/{email}/events',
  items: '',
  paging: { kind: 'none' },
  fields: { kind: 'kind', at: 'at' },
  words: { kind: {} },
}

/** What a new profile begins with. */
export const newMapping = (): LogMapping => ({
  format: 'whereabouts-log-mapping/1',
  name: 'My platform',
  zone: 'UTC',
  dates: 'iso',
  token: { header: 'Authorization', prefix: 'Bearer ' },
  people: {
    request: '/users',
    items: 'items',
    paging: { kind: 'none' },
    fields: { id: 'id', address: 'email', name: 'name' },
    words: { status: {} },
  },
  sentEmails: {
    request: '/users/{person}/emails?since={from}',
    items: 'items',
    paging: { kind: 'none' },
    fields: { id: 'id', subject: 'subject', sentAt: 'sentAt', sender: 'from' },
    words: { type: {}, method: { '*': 'smtp' }, latestKind: {} },
  },
  events: null,
})

export const listOf = (mapping: LogMapping, list: MappedList): MappedShape => mapping[list] ?? emptyEvents

/** A list of a profile as the editor changes it; main says what of it is wrong. */
export interface MappedShape {
  readonly request: string
  readonly items: string
  readonly paging: LogMapping['people']['paging']
  readonly total?: string | undefined
  readonly fields: Readonly<Record<string, string | undefined>>
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export const withList = (mapping: LogMapping, list: MappedList, shape: MappedShape): LogMapping =>
  ({ ...mapping, [list]: shape }) as LogMapping

/** A field's path; an optional field without one is not read. */
export const withField = (shape: MappedShape, field: string, path: string, needed: boolean): MappedShape => {
  const { [field]: _, ...others } = shape.fields
  return { ...shape, fields: path === '' && !needed ? others : { ...others, [field]: path } }
}

/** The path to the number of all rows; without one it is not read. */
export const withTotal = ({ total: _, ...others }: MappedShape, path: string): MappedShape =>
  path === '' ? others : { ...others, total: path }

/** Words as lines: `enabled = active`. */
export const wordsText = (words: Readonly<Record<string, string>>): string =>
  Object.entries(words)
    .map(([theirs, ours]) => `${theirs} = ${ours}`)
    .join('\n')

/** The last `=` of a line parts it: their word may have some. Lines without one are still being typed. */
export const readWords = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, theirs, ours] = /^(.*)=([^=]*)$/.exec(line) ?? []
      return theirs === undefined || theirs.trim() === '' ? [] : [[theirs.trim(), (ours ?? '').trim()]]
    }),
  )
