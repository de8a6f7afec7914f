import type { SimContext } from '../core/context'
import type { SimSentEmail } from '../world/world'
import { refuse } from './refusal'

const kinds = ['queued', 'sent', 'delivered', 'deferred', 'bounced', 'failed', 'opened', 'clicked', 'reported']
const types = ['training-reminder', 'phishing-test', 'welcome', 'other'] as const
const methods = { microsoft: 'microsoft-api', google: 'gmail-api', manual: 'smtp' } as const

const instant = (value: unknown, otherwise: number): number => {
  if (value === undefined) return otherwise
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? refuse(400, 'An instant looks like 2026-11-02T09:00:00Z.') : at
}

/** Adds a row to a tenant's log, as when the platform sends: `{"address", "subject", "type"?, "at"?}`. */
export const addSentEmail = (context: SimContext, key: string, body: Record<string, unknown>): object => {
  const tenant = context.find.tenantByKey(key) ?? refuse(404, `There is no tenant ${key}.`)
  const { address, subject } = body
  if (typeof address !== 'string' || typeof subject !== 'string') return refuse(400, 'Name its address and subject.')
  const { person } = context.find.person(address, tenant) ?? refuse(404, `Nobody has the address ${address}.`)
  const type = types.find((one) => one === body['type']) ?? 'other'
  const sentAt = instant(body['at'], context.clock.now())
  const messageId = `<${context.random.hex(16)}@mail.infimasec.example>`
  const email: SimSentEmail = {
    id: `em_${context.random.hex(16)}`,
    personId: person.id,
    subject,
    type,
    campaign: null,
    sentAt,
    method: methods[tenant.provider],
    messageId,
    realMessageId: messageId,
    sender: { name: 'Security Awareness', address: 'training@infimasec.example' },
    recipient: person.address,
    events: [{ kind: 'sent', at: sentAt, detail: null }],
  }
  context.apply({ kind: 'sent', tenant: key, at: context.clock.now(), email })
  return { id: email.id, messageId }
}

/** Adds an event to an email of the log: `{"email": "em_…", "kind": "opened", "at"?, "detail"?}`. */
export const addEvent = (context: SimContext, key: string, body: Record<string, unknown>): object => {
  const tenant = context.find.tenantByKey(key) ?? refuse(404, `There is no tenant ${key}.`)
  const { email, kind, detail } = body
  if (typeof email !== 'string' || context.find.sentEmail(tenant, email) === undefined)
    return refuse(404, 'The log has no such email.')
  if (typeof kind !== 'string' || !kinds.includes(kind)) return refuse(400, `A kind is one of ${kinds.join(', ')}.`)
  const now = context.clock.now()
  const event = { kind, at: instant(body['at'], now), detail: typeof detail === 'string' ? detail : null }
  context.apply({ kind: 'event', tenant: key, at: now, email, event })
  return event
}
