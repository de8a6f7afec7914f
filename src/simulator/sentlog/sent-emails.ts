import type { SimSentEmail, SimTenant } from '../world/world'
import { cutPage, isProblem, type Page } from './pages'
import type { Problem } from './problems'
import { readWindow } from './window'

/** `GET /v1/tenants/{tenant}/people/{person}/sent-emails` of resources/openapi/sent-log.yaml. */
export const listSentEmails = (tenant: SimTenant, personId: string, query: URLSearchParams): Page<object> | Problem => {
  const window = readWindow(query)
  if (isProblem(window)) return window
  const { from, to } = window
  const rows = newestFirst(tenant.sent.get(personId) ?? []).filter((email) => email.sentAt >= from && email.sentAt < to)
  const about = `sent-emails ${tenant.key} ${personId} ${from} ${to}`
  const page = cutPage(rows, query, about, { keyOf: (email) => [email.sentAt, email.id], newestFirst: true })
  return isProblem(page) ? page : { ...page, items: page.items.map(resource) }
}

/** `GET /v1/tenants/{tenant}/sent-emails/{id}`. */
export const withEvents = (email: SimSentEmail): object => ({
  ...resource(email),
  events: oldestFirst(email.events).map(event),
})

const resource = (email: SimSentEmail): object => ({
  id: email.id,
  person: email.personId,
  subject: email.subject,
  type: email.type,
  campaign: email.campaign,
  sentAt: new Date(email.sentAt).toISOString(),
  sendMethod: email.method,
  messageId: email.messageId,
  from: { name: email.sender.name, address: email.sender.address },
  recipient: email.recipient,
  latestEvent: event(oldestFirst(email.events).at(-1) ?? null),
})

type SimEvent = SimSentEmail['events'][number]

const event = (one: SimEvent | null): object | null =>
  one === null ? null : { kind: one.kind, at: new Date(one.at).toISOString(), detail: one.detail }

const oldestFirst = (events: readonly SimEvent[]): readonly SimEvent[] =>
  [...events].sort((one, other) => one.at - other.at)

const sorted = new WeakMap<
  readonly SimSentEmail[],
  { readonly count: number; readonly rows: readonly SimSentEmail[] }
>()

/** A person can have 10,000 emails, read in many pages: the order is worked out once. */
const newestFirst = (emails: readonly SimSentEmail[]): readonly SimSentEmail[] => {
  const known = sorted.get(emails)
  if (known?.count === emails.length) return known.rows
  const rows = [...emails].sort((one, other) => other.sentAt - one.sentAt || (one.id < other.id ? -1 : 1))
  sorted.set(emails, { count: emails.length, rows })
  return rows
}
