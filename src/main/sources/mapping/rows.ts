import {
  deliveryEventKinds,
  emailTypes,
  personStatuses,
  sendMethods,
  type DeliveryEvent,
  type LogMapping,
  type MappingProblem,
} from '../../../shared/model'
import type { SourceEmail, SourcePerson } from '../source'
import { pickAll, textOf } from './pick'
import { readFields, shorten } from './read-fields'

/** A row as ours, or what is wrong with it. */
export type Mapped<Row> = { readonly row: Row } | { readonly problems: readonly MappingProblem[] }

type MappedEmail = Omit<SourceEmail, 'personRef' | 'recipient'> & {
  /** Null where the platform doesn't say whom a row of the list is about. */
  readonly personRef: string | null
  readonly recipient: string | null
}

const mapped = <Row>(problems: readonly MappingProblem[], row: () => Row): Mapped<Row> =>
  problems.length > 0 ? { problems } : { row: row() }

export const mapPerson = (value: unknown, mapping: LogMapping): Mapped<SourcePerson> => {
  const read = readFields(value, mapping.people, mapping)
  const ref = read.required('id') ?? ''
  const address = read.address('address') ?? ''
  const { aliases } = mapping.people.fields
  const status = read.word('status', personStatuses)
  if (status === null) read.wrong('status', unlisted(read.optional('status')))
  const risk = {
    testsSent: read.count('testsSent'),
    testsClicked: read.count('testsClicked'),
    testsReported: read.count('testsReported'),
    trainingOverdue: read.count('trainingOverdue'),
  }
  return mapped(read.problems, () => ({
    ref,
    address,
    name: read.optional('name') ?? address,
    aliases: aliases === undefined ? [] : textsAt(value, aliases).filter((alias) => alias !== address),
    status: status ?? 'active',
    risk,
  }))
}

export const mapEmail = (value: unknown, mapping: LogMapping): Mapped<MappedEmail> => {
  const read = readFields(value, mapping.sentEmails, mapping)
  const { fields } = mapping.sentEmails
  const ref = read.required('id') ?? ''
  const subject = fields.subject === '' ? read.missing('subject') : (read.optional('subject') ?? '')
  const sentAt = read.instant('sentAt') ?? 0
  const sender = read.address('sender') ?? ''
  const recipient = fields.recipient === undefined ? null : (read.address('recipient') ?? null)
  const personRef = fields.person === undefined ? null : (read.required('person') ?? null)
  const method = read.word('method', sendMethods)
  if (method === undefined) read.wrong('method', 'The platform doesn’t say it: choose what counts for *.')
  if (method === null) read.wrong('method', unlisted(read.optional('method')))
  const latestKind = read.word('latestKind', deliveryEventKinds)
  const latestAt = latestKind && (fields.latestAt === undefined ? sentAt : (read.instant('latestAt') ?? 0))
  return mapped(read.problems, () => ({
    ref,
    personRef,
    subject: subject ?? '',
    type: read.word('type', emailTypes) ?? 'other',
    campaign: read.optional('campaign'),
    sentAt,
    method: method ?? 'smtp',
    messageId: bracketed(read.optional('messageId')),
    sender,
    recipient,
    latestEvent: latestKind
      ? { kind: latestKind, at: new Date(latestAt ?? sentAt).toISOString(), detail: read.optional('latestDetail') }
      : null,
  }))
}

/** Null for an event of a kind that the profile doesn't list: platforms have many that say nothing of delivery. */
export const mapEvent = (value: unknown, mapping: LogMapping): Mapped<DeliveryEvent | null> => {
  const shape = mapping.events
  if (shape === null) return { row: null }
  const read = readFields(value, shape, mapping)
  const kind = read.word('kind', deliveryEventKinds)
  if (kind === null) return { row: null }
  if (kind === undefined) read.missing('kind')
  const at = read.instant('at') ?? 0
  return mapped(read.problems, () => ({
    kind: kind ?? 'sent',
    at: new Date(at).toISOString(),
    detail: read.optional('detail'),
  }))
}

const unlisted = (word: string | null): string =>
  `“${shorten(word ?? '')}” is none of the words listed: add what it means, or what counts for *.`

const bracketed = (text: string | null): string | null => (text === null || /^<.+>$/s.test(text) ? text : `<${text}>`)

const textsAt = (value: unknown, path: string): readonly string[] =>
  pickAll(value, path)
    .flat()
    .flatMap((one) => textOf(one) ?? [])
