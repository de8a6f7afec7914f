import type { SimContext } from '../core/context'
import type { SimRequest } from '../core/service'
import type { Change } from '../world/changes'
import type { SimMailbox, SimPerson, SimSentEmail, SimTenant } from '../world/world'
import { cannotSend, invalidParameter, keyReused, notFound, type Problem } from './problems'
import { templates, type SimTemplate } from './templates'

/** What a tenant's administrator must have granted so that the platform can put mail into a mailbox. */
const writes = {
  microsoft: ['Mail.ReadWrite'],
  google: ['gmail.insert', 'gmail.modify'].map((name) => `https://www.googleapis.com/auth/${name}`),
} as const

/**
 * `POST /v1/tenants/{tenant}/people/{person}/resends` of resources/openapi/sent-log.yaml: sends at once, by the provider's API
 * where the tenant's grant is whole, by SMTP where it isn't. A key that was used before sends nothing.
 */
export const orderResend = (
  context: SimContext,
  tenant: SimTenant,
  person: SimPerson,
  request: SimRequest,
): object | Problem => {
  const key = request.headers['idempotency-key']?.replace(/^"(.*)"$/, '$1')
  if (key === undefined || !/^[\w-]{8,64}$/.test(key))
    return invalidParameter('Idempotency-Key', 'Name a key of 8 to 64 letters, digits, - or _.')
  const wanted = templateIdIn(request.body)
  const known = tenant.resends.get(key)
  if (known !== undefined)
    return known.personId === person.id && known.templateId === wanted ? getResend(tenant, person, key) : keyReused()
  const template = templates.find(({ id }) => id === wanted)
  if (template === undefined) return invalidParameter('template', 'There is no such template.')
  if (person.status === 'removed') return cannotSend('This person was removed: nothing is sent to them.')

  const email = emailOf(context, tenant, person, template)
  const at = email.sentAt
  const resend = { key, personId: person.id, templateId: template.id, acceptedAt: at, emailId: email.id }
  context.apply({ kind: 'resent', tenant: tenant.key, at, resend, email })
  const arrival = arrivalOf(context, tenant, person, email)
  if (arrival !== null) context.apply(arrival)
  return getResend(tenant, person, key)
}

/** `GET /v1/tenants/{tenant}/people/{person}/resends/{key}`. */
export const getResend = (tenant: SimTenant, person: SimPerson, key: string): object | Problem => {
  const resend = tenant.resends.get(key)
  if (resend?.personId !== person.id) return notFound('resend')
  const email = tenant.sent.get(person.id)?.find(({ id }) => id === resend.emailId)
  return {
    key,
    person: person.id,
    template: resend.templateId,
    acceptedAt: new Date(resend.acceptedAt).toISOString(),
    state: 'sent',
    detail: null,
    recipient: email?.recipient ?? person.address,
    email: resend.emailId,
    sentAt: email === undefined ? null : new Date(email.sentAt).toISOString(),
    sendMethod: email?.method ?? null,
    messageId: email?.messageId ?? null,
  }
}

const templateIdIn = (body: string): unknown => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && 'template' in value ? value.template : undefined
  } catch {
    return undefined
  }
}

const methodOf = (tenant: SimTenant): SimSentEmail['method'] => {
  if (tenant.provider === 'manual') return 'smtp'
  const enough: readonly string[] = writes[tenant.provider]
  if (!tenant.grants.some((one) => enough.includes(one))) return 'smtp'
  return tenant.provider === 'microsoft' ? 'microsoft-api' : 'gmail-api'
}

const emailOf = (context: SimContext, tenant: SimTenant, person: SimPerson, template: SimTemplate): SimSentEmail => {
  const at = context.clock.now()
  const date = new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
  const messageId = `<${date}.${context.random.hex(12)}@mail.infimasec.example>`
  const method = methodOf(tenant)
  return {
    id: `em_${context.random.hex(16)}`,
    personId: person.id,
    subject: template.subject,
    type: template.type,
    campaign: template.campaign,
    sentAt: at,
    method,
    messageId,
    realMessageId: messageId,
    sender: template.sender,
    recipient: person.address,
    events: [
      { kind: 'sent', at, detail: null },
      ...(method === 'smtp' ? [] : [{ kind: 'delivered', at: at + 1, detail: null }]),
    ],
  }
}

/** By API it is in the Inbox at once; what comes by SMTP and no filter was told of lands in the junk. */
const arrivalOf = (context: SimContext, tenant: SimTenant, person: SimPerson, email: SimSentEmail): Change | null => {
  const mailbox = tenant.mailboxes.get(person.id)
  if (mailbox === undefined) return null
  const byApi = email.method !== 'smtp'
  const message =
    mailbox.kind === 'microsoft' ? inMicrosoft(context, mailbox, email, byApi) : inGoogle(context, email, byApi)
  return message && { kind: 'delivered', tenant: tenant.key, person: person.id, message }
}

const inMicrosoft = (
  context: SimContext,
  mailbox: Extract<SimMailbox, { kind: 'microsoft' }>,
  email: SimSentEmail,
  byApi: boolean,
) => {
  const name = byApi ? 'inbox' : 'junkemail'
  const folder = [...mailbox.folders.values()].find((one) => one.wellKnownName === name)
  if (folder === undefined) return null
  const unique = Buffer.from(context.random.hex(24), 'hex').toString('base64')
  return {
    immutableId: `AAkALgAAAAAAHYQDEapmEc2byACqAC${unique}AA==`,
    ordinaryId: `AAMkAGI2TAAAAAAuAAAA${Buffer.from(context.random.hex(30), 'hex').toString('base64')}AAA=`,
    folderId: folder.id,
    internetMessageId: email.realMessageId,
    subject: email.subject,
    from: email.sender,
    to: email.recipient,
    sentAt: email.sentAt,
    receivedAt: email.sentAt + 1000,
    isRead: false,
    isDraft: false,
    inference: 'focused' as const,
  }
}

const inGoogle = (context: SimContext, email: SimSentEmail, byApi: boolean) => {
  const id = `19${context.random.hex(14)}`
  return {
    id,
    threadId: id,
    labelIds: [...(byApi ? ['INBOX', 'CATEGORY_PERSONAL'] : ['SPAM']), 'UNREAD'],
    messageIdHeader: email.realMessageId,
    subject: email.subject,
    from: email.sender,
    to: email.recipient,
    internalDate: email.sentAt + 1000,
    historyId: 0,
    snoozed: false,
  }
}
