import { z } from 'zod'
import { deliveryEventKinds, emailTypes, personStatuses, sendMethods, type DeliveryEvent } from '../../../shared/model'
import type { ChangedEmail, SourceEmail, SourcePerson, SourceTemplate } from '../source'

/** Rows of the Sent Log API (resources/openapi/sent-log.yaml), parsed on arrival. What we don't use is left out. */

const id = z.string().min(1).max(120)
const instant = z.iso.datetime()
const epoch = instant.transform((text) => Date.parse(text))
const count = z.number().int().nonnegative()

/** The API sorts them; an order that decides which event is the latest isn't taken on trust. */
export const oldestFirst = (events: readonly DeliveryEvent[]): readonly DeliveryEvent[] =>
  [...events].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))

const deliveryEvent = z.object({ kind: z.enum(deliveryEventKinds), at: instant, detail: z.string().nullable() })

const person = z
  .object({
    id,
    name: z.string(),
    address: z.string().min(3),
    aliases: z.array(z.string()),
    status: z.enum(personStatuses),
    risk: z.object({ testsSent: count, testsClicked: count, testsReported: count, trainingOverdue: count }),
  })
  .transform(({ id: ref, ...facts }): SourcePerson => ({ ref, ...facts }))

const sentEmailRow = z.object({
  id,
  person: id,
  subject: z.string(),
  type: z.enum(emailTypes),
  campaign: z.string().nullable(),
  sentAt: epoch,
  sendMethod: z.enum(sendMethods),
  messageId: z
    .string()
    .regex(/^<.+>$/s)
    .nullable(),
  from: z.object({ address: z.string().min(3) }),
  recipient: z.string().min(3),
  latestEvent: deliveryEvent.nullable(),
})
const toSourceEmail = (row: z.output<typeof sentEmailRow>): SourceEmail => ({
  ref: row.id,
  personRef: row.person,
  subject: row.subject,
  type: row.type,
  campaign: row.campaign,
  sentAt: row.sentAt,
  method: row.sendMethod,
  messageId: row.messageId,
  sender: row.from.address,
  recipient: row.recipient,
  latestEvent: row.latestEvent,
})
const sentEmail = sentEmailRow.transform(toSourceEmail)
const changedEmail = sentEmailRow
  .extend({ events: z.array(deliveryEvent) })
  .transform((row): ChangedEmail => ({ ...toSourceEmail(row), events: oldestFirst(row.events) }))

const page = <Row extends z.ZodType>(row: Row) =>
  z.object({ items: z.array(row), next: z.string().min(1).nullable(), total: count.nullable().default(null) })

const template = z
  .object({
    id,
    name: z.string(),
    type: z.enum(emailTypes),
    subject: z.string(),
    text: z.string(),
    from: z.object({ address: z.string().min(3) }),
  })
  .transform(({ id: ref, from, ...facts }): SourceTemplate => ({ ref, sender: from.address, ...facts }))

export const resend = z
  .object({
    key: z.string(),
    person: id,
    state: z.enum(['accepted', 'sent', 'failed']),
    detail: z.string().nullable(),
    recipient: z.string().min(3),
    sentAt: epoch.nullable(),
    sendMethod: z.enum(sendMethods).nullable(),
    messageId: z
      .string()
      .regex(/^<.+>$/s)
      .nullable(),
  })
  .transform(({ sendMethod, ...row }) => ({ ...row, method: sendMethod }))

export const personPage = page(person)
export type PersonPage = z.output<typeof personPage>
export const sentEmailPage = page(sentEmail)
export type SentEmailPage = z.output<typeof sentEmailPage>
export const templatePage = page(template)
export type TemplatePage = z.output<typeof templatePage>
export const emailWithEvents = z.object({ id, events: z.array(deliveryEvent) })
export const changesPage = z.object({ items: z.array(changedEmail), next: z.string().min(1), more: z.boolean() })
export type ChangesPage = z.output<typeof changesPage>
