import { z } from 'zod'
import { readJsonPath } from './json-path'
import { personStatuses } from './person'
import { deliveryEventKinds, emailTypes, sendMethods } from './sent-email'
import { isTimeZone } from './time-zone'

/**
 * How the JSON of a platform that has no Sent Log API is read: where its lists are, how they page, and which of its fields
 * are ours. It holds no secret and names no tenant, so that it can be passed on.
 */

const path = z
  .string()
  .max(200)
  .refine((text) => readJsonPath(text) !== null, 'A path looks like data.items[0].id or /data/items/0/id.')
const parameter = z.string().regex(/^[\w.[\]-]{1,60}$/, 'A parameter is one word, such as page.')

/** Their word and ours; `*` stands for every other word, and for none at all. */
const words = <Ours extends string>(ours: readonly [Ours, ...Ours[]]) =>
  z.record(z.string().max(200), z.enum(ours)).default({})

const paging = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** The answer holds the address of the next page, inside the same base. */
  z.object({ kind: z.literal('link'), next: path }),
  /** The answer holds a value that goes into a parameter of the next request. */
  z.object({ kind: z.literal('cursor'), next: path, parameter }),
  /** Pages are counted; one with fewer rows than `rows` is the last. */
  z.object({
    kind: z.literal('page'),
    parameter,
    first: z.number().int().min(0).max(1),
    rows: z.number().int().min(1).max(10_000),
  }),
])
export type MappedPaging = z.infer<typeof paging>

/**
 * A list of the platform. `request` is a path below the base with its query. `{tenant}`, `{person}`, `{address}`, `{email}`,
 * `{from}` and `{to}` stand for values; times are ISO instants, or `{from:seconds}`, `{from:ms}`, `{from:date}`.
 */
const list = {
  request: z
    .string()
    .regex(/^\/[^#\s]*$/, 'A request starts with a slash, such as /users?limit=100.')
    .max(500),
  items: path,
  paging: paging.default({ kind: 'none' }),
  total: path.optional(),
}

const people = z.object({
  ...list,
  fields: z.object({
    id: path,
    address: path,
    name: path.optional(),
    aliases: path.optional(),
    status: path.optional(),
    testsSent: path.optional(),
    testsClicked: path.optional(),
    testsReported: path.optional(),
    trainingOverdue: path.optional(),
  }),
  words: z.object({ status: words(personStatuses) }).default({ status: {} }),
})

const sentEmails = z.object({
  ...list,
  fields: z.object({
    id: path,
    subject: path,
    sentAt: path,
    sender: path,
    /** The platform's id of the person; needed where one list holds everybody and says no address. */
    person: path.optional(),
    recipient: path.optional(),
    type: path.optional(),
    campaign: path.optional(),
    method: path.optional(),
    messageId: path.optional(),
    latestKind: path.optional(),
    latestAt: path.optional(),
    latestDetail: path.optional(),
  }),
  words: z
    .object({ type: words(emailTypes), method: words(sendMethods), latestKind: words(deliveryEventKinds) })
    .default({ type: {}, method: {}, latestKind: {} }),
})

const events = z.object({
  ...list,
  fields: z.object({ kind: path, at: path, detail: path.optional() }),
  words: z.object({ kind: words(deliveryEventKinds) }).default({ kind: {} }),
})

export const logMapping = z.object({
  format: z.literal('whereabouts-log-mapping/1'),
  name: z.string().min(1).max(60),
  /** IANA name of the zone of every time that carries none. */
  zone: z.string().max(60).refine(isTimeZone, 'A zone looks like Europe/Berlin or UTC.'),
  /** `iso`, `seconds`, `ms`, or a pattern of yyyy MM dd HH mm ss, such as `dd.MM.yyyy HH:mm`. */
  dates: z.string().min(1).max(60).default('iso'),
  /** The header that carries a token, and what stands before it. */
  token: z
    .object({ header: z.string().regex(/^[A-Za-z0-9-]{1,60}$/), prefix: z.string().max(30) })
    .default({ header: 'Authorization', prefix: 'Bearer ' }),
  people,
  sentEmails,
  /** The events of one email; null where the platform tells the latest at most. */
  events: events.nullable().default(null),
})
export type LogMapping = z.infer<typeof logMapping>

export const mappedLists = ['people', 'sentEmails', 'events'] as const
export type MappedList = (typeof mappedLists)[number]

/** What is wrong with one field, in words. */
export interface MappingProblem {
  readonly field: string
  readonly message: string
}

/** What a mapping makes of an answer that somebody pasted. */
export interface MappingPreview {
  /** How many rows the answer holds; null where no list was found. */
  readonly count: number | null
  /** The first rows, as ours, each with what is wrong with it. Times are ISO instants. */
  readonly rows: readonly {
    readonly values: Readonly<Record<string, string>>
    readonly problems: readonly MappingProblem[]
    /** An event of a kind that means nothing to us. */
    readonly leftOut: boolean
  }[]
  /** Of all rows: how many have each problem. */
  readonly problems: readonly (MappingProblem & { readonly rows: number })[]
  /** What names the page after this one; null where there is none. */
  readonly next: string | null
}
