import type { ExchangeRules, SignInPolicy, SimContext } from '../core/context'
import type { FaultBook, FaultRule } from '../core/faults'
import type { RequestLog } from '../core/request-log'
import type { SimAnswer, SimRequest } from '../core/service'
import { addCredential, removeCredentials } from './credentials'
import { addPerson, changePerson, changeService } from './directory'
import { grantsFrom } from './grants'
import { addEvent, addSentEmail } from './log'
import { actIn, acts, messagesIn, type Act, type ActBody } from './mailboxes'
import { Refusal, refuse } from './refusal'
import type { MailRules } from './rules'
import { workspaceOf } from './workspace'

export interface AdminParts {
  readonly context: SimContext
  readonly faults: FaultBook
  readonly log: RequestLog
  readonly rules: MailRules
  readonly reset: (anchoredAt?: number) => void
  readonly setTokenSeconds: (tenantKey: string, seconds: number | null) => void
  /** New tokens have them after that many milliseconds; the directory at once. */
  readonly setGrants: (tenantKey: string, grants: readonly string[], afterMs: number) => void
  readonly setExchange: (tenantKey: string, rules: ExchangeRules) => void
  readonly setSignIn: (tenantKey: string, policy: SignInPolicy) => void
}

const json = (body: unknown, status = 200): SimAnswer => ({ status, body: body as object })

const parse = (text: string): Record<string, unknown> | unknown[] => {
  if (text === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse(400, 'The body is not JSON.')
  }
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown> | unknown[])
    : refuse(400, 'The body must be an object.')
}

const faultRules = (body: Record<string, unknown> | unknown[]): FaultRule[] => {
  const rules = Array.isArray(body) ? body : [body]
  return rules.map((rule) => {
    if (typeof rule !== 'object' || rule === null || typeof (rule as { service?: unknown }).service !== 'string')
      return refuse(400, 'Every fault names its service.')
    const { fault } = rule as { fault?: { kind?: unknown } }
    const kinds = ['status', 'status-after', 'drop', 'drop-after', 'truncate', 'html']
    if (fault !== undefined && !kinds.includes(String(fault.kind)))
      return refuse(400, `A fault is one of ${kinds.join(', ')}.`)
    const { retryAfter } = (fault ?? {}) as { retryAfter?: unknown }
    return {
      ...(rule as FaultRule),
      ...(typeof retryAfter === 'number' ? { fault: { ...(fault as object), retryAfter: String(retryAfter) } } : {}),
    } as FaultRule
  })
}

const setGrants = (parts: AdminParts, key: string, body: Record<string, unknown>): SimAnswer => {
  const tenant = parts.context.find.tenantByKey(key) ?? refuse(404, `There is no tenant ${key}.`)
  const grants = grantsFrom(tenant, body)
  if (grants) parts.setGrants(key, grants, Number(body['spreadMs'] ?? 0))
  if (body['tokenSeconds'] !== undefined)
    parts.setTokenSeconds(key, body['tokenSeconds'] === null ? null : Number(body['tokenSeconds']))
  return json({ grants: tenant.grants, tokenSeconds: parts.context.tokenSeconds(key) })
}

const setExchange = (parts: AdminParts, key: string, body: Record<string, unknown>): SimAnswer => {
  const tenant = parts.context.find.tenantByKey(key) ?? refuse(404, `There is no tenant ${key}.`)
  const addresses = (value: unknown): readonly string[] =>
    Array.isArray(value)
      ? value.map((one) => String(one).toLowerCase())
      : refuse(400, 'Mailboxes are a list of addresses.')
  const { policy, roles } = body
  const listed =
    roles === undefined ? [] : Array.isArray(roles) ? (roles as unknown[]) : refuse(400, 'roles is a list.')
  parts.setExchange(tenant.key, {
    policy: policy === undefined || policy === null ? null : addresses(policy),
    roles: listed.map((one) => {
      const { role, mailboxes } = one as { role?: unknown; mailboxes?: unknown }
      return typeof role === 'string'
        ? { role, mailboxes: addresses(mailboxes) }
        : refuse(400, 'Every role has a name.')
    }),
  })
  return json(parts.context.exchange(tenant.key))
}

const setSignIn = ({ context, setSignIn: set }: AdminParts, key: string, body: Record<string, unknown>): SimAnswer => {
  const tenant = context.find.tenantByKey(key) ?? refuse(404, `There is no tenant ${key}.`)
  const names = (value: unknown, before: readonly string[]): readonly string[] =>
    Array.isArray(value) ? value.map(String) : before
  const before = context.signIn(tenant.key)
  set(tenant.key, {
    as: body['as'] === undefined ? before.as : typeof body['as'] === 'string' ? body['as'] : null,
    refuse: typeof body['refuse'] === 'boolean' ? body['refuse'] : before.refuse,
    withhold: names(body['withhold'], before.withhold),
    shared: names(body['shared'], before.shared),
    revokedAt: body['revoke'] === true ? context.clock.now() : before.revokedAt,
  })
  return json(context.signIn(tenant.key))
}

const setStatus = (context: SimContext, address: string, body: Record<string, unknown>): SimAnswer => {
  const found = context.find.person(address) ?? refuse(404, `Nobody has the address ${address}.`)
  const status = body['status']
  if (status !== 'active' && status !== 'suspended' && status !== 'removed')
    return refuse(400, 'status is active, suspended or removed.')
  context.apply({ kind: 'status', tenant: found.tenant.key, person: found.person.id, status })
  return json({ status })
}

const mailboxRoute = (parts: AdminParts, request: SimRequest, address: string, what: string): SimAnswer => {
  if (request.method === 'GET' && what === 'messages') return json(messagesIn(parts.context, address, request.query))
  if (request.method !== 'POST') return refuse(405, 'That is not done with this method.')
  const body = parse(request.body) as Record<string, unknown>
  if ((acts as readonly string[]).includes(what))
    return json(actIn(parts.context, address, what as Act, body as ActBody))
  if (what === 'status') return setStatus(parts.context, address, body)
  if (what === 'directory') return json(changePerson(parts.context, address, body))
  if (what !== 'rules') return refuse(404, 'There is no such act.')
  const { messageId, to, afterMs } = body
  if (typeof messageId !== 'string' || typeof to !== 'string')
    return refuse(400, 'A rule names messageId, to and afterMs.')
  parts.rules.add({ address, messageId, to, afterMs: Number(afterMs ?? 0) })
  return json({ messageId, to, afterMs: Number(afterMs ?? 0) }, 201)
}

const route = (parts: AdminParts, request: SimRequest): SimAnswer => {
  const { method } = request
  const [first = '', second = '', third = ''] = request.path.split('/').filter(Boolean).map(decodeURIComponent)
  const call = `${method} ${first}`
  if (call === 'GET workspace') return json(workspaceOf(parts.context))
  if (call === 'POST reset') {
    const { anchor } = parse(request.body) as { anchor?: unknown }
    parts.reset(
      anchor === 'now' ? parts.context.clock.now() : typeof anchor === 'string' ? Date.parse(anchor) : undefined,
    )
    return json({ seed: parts.context.world.seed, anchoredAt: new Date(parts.context.world.anchoredAt).toISOString() })
  }
  if (call === 'GET faults') return json(parts.faults.list())
  if (call === 'POST faults') {
    parts.faults.add(faultRules(parse(request.body)))
    return json(parts.faults.list(), 201)
  }
  if (call === 'DELETE faults') {
    parts.faults.clear()
    return { status: 204 }
  }
  if (call === 'GET requests') {
    const lines = parts.log.rows().map((row) => `${JSON.stringify(row)}\n`)
    return { status: 200, headers: { 'content-type': 'application/x-ndjson' }, body: lines.join('') }
  }
  if (call === 'DELETE requests') {
    parts.log.clear()
    return { status: 204 }
  }
  if (first === 'mailboxes') return mailboxRoute(parts, request, second, third)
  if (call === 'POST tenants' && third === 'grants')
    return setGrants(parts, second, parse(request.body) as Record<string, unknown>)
  if (call === 'POST tenants' && third === 'exchange')
    return setExchange(parts, second, parse(request.body) as Record<string, unknown>)
  if (call === 'POST tenants' && third === 'sign-in')
    return setSignIn(parts, second, parse(request.body) as Record<string, unknown>)
  if (call === 'POST tenants' && third === 'people')
    return json(addPerson(parts.context, second, parse(request.body) as Record<string, unknown>), 201)
  if (call === 'POST tenants' && third === 'directory')
    return json(changeService(parts.context, second, parse(request.body) as Record<string, unknown>))
  if (call === 'POST tenants' && third === 'sent-emails')
    return json(addSentEmail(parts.context, second, parse(request.body) as Record<string, unknown>), 201)
  if (call === 'POST tenants' && third === 'events')
    return json(addEvent(parts.context, second, parse(request.body) as Record<string, unknown>), 201)
  if (call === 'POST tenants' && third === 'credentials')
    return json(addCredential(parts.context, second, parse(request.body) as Record<string, unknown>), 201)
  if (call === 'DELETE tenants' && third === 'credentials')
    return json(removeCredentials(parts.context, second, parse(request.body) as Record<string, unknown>))
  return refuse(404, `There is no ${method} ${request.path} here: see docs/demo-server.md.`)
}

/** The admin API: what a user, an administrator or a bad day would do, and what the server saw. */
export const adminApi =
  (parts: AdminParts) =>
  (request: SimRequest): SimAnswer => {
    try {
      return route(parts, request)
    } catch (error) {
      if (error instanceof Refusal) return json({ error: error.message }, error.status)
      throw error
    }
  }
