import type { SimContext } from '../../core/context'
import type { SimAnswer } from '../../core/service'
import { segmentsBelow, type Call } from '../call'
import { apiError, invalidArgument, notAllowed, notFound } from '../errors'
import { selectFields } from '../fields'
import type { Quota } from '../quota'
import type { AccessTokens } from '../tokens'
import type { Load } from './load'
import { enter, scopesFor, type Granted } from './access'
import { getLabel, listLabels } from './labels'
import { createMessage } from './messages-create'
import { getMessage } from './messages-get'
import { listMessages } from './messages-list'
import { modifyMessage } from './messages-modify'

interface Route {
  readonly scopes: readonly string[]
  /** Quota units of projects made since May 2026 (Gmail API, "Usage limits"). */
  readonly units: number
  run(granted: Granted): SimAnswer
}

/** Units one user may spend in a minute (same document). */
export const unitsPerMinute = 6000

export interface GmailParts {
  readonly context: SimContext
  readonly tokens: AccessTokens
  readonly quota: Quota
  readonly load: Load
}

/** Answers one Gmail call, be it a request or a part of a batch. `note` goes into the request log. */
export const answerCall = (parts: GmailParts, call: Call, note: (text: string) => void): SimAnswer => {
  const [user, ...rest] = segmentsBelow(call.path, '/gmail/v1/users') ?? []
  if (user === undefined) return notFound()
  const route = findRoute(parts.context, call, rest, note)
  if ('status' in route) return route
  const granted = enter(parts.context, parts.tokens, call, user, route.scopes)
  if ('refused' in granted) return granted.refused
  if (!parts.quota.spend(`${granted.tenant.key} ${granted.person.id}`, route.units)) return overQuota()
  const answer = route.run(granted)
  if (answer.status !== 200 || typeof answer.body !== 'object' || answer.body === null) return answer
  const body = selectFields(answer.body, call.query.get('fields'))
  return body === undefined ? invalidArgument('Invalid field selection') : { ...answer, body }
}

const findRoute = (
  context: SimContext,
  call: Call,
  rest: readonly string[],
  note: (text: string) => void,
): Route | SimAnswer => {
  const [collection, id, action, ...more] = rest
  if (more.length > 0) return notFound()
  const shape = `${call.method} ${[collection, id && '*', action].filter(Boolean).join('/')}`
  switch (shape) {
    case 'GET messages':
      return { scopes: scopesFor.read, units: 5, run: (granted) => listMessages(call, granted) }
    case 'GET messages/*':
      return { scopes: scopesFor.read, units: 20, run: (granted) => getMessage(call, granted, id ?? '', note) }
    case 'POST messages':
      return { scopes: scopesFor.create, units: 25, run: (granted) => createMessage(context, call, granted, 'insert') }
    case 'POST messages/*':
      if (id === 'import')
        return {
          scopes: scopesFor.create,
          units: 25,
          run: (granted) => createMessage(context, call, granted, 'import'),
        }
      note(`refused ${call.method} messages/${id === 'send' ? 'send' : '*'}`)
      return notAllowed('This server never deletes, trashes or sends mail.')
    case 'POST messages/*/modify':
      return { scopes: scopesFor.modify, units: 5, run: (granted) => modifyMessage(context, call, granted, id ?? '') }
    case 'GET labels':
      return { scopes: scopesFor.labels, units: 1, run: listLabels }
    case 'GET settings/*':
      // `users.settings.filters.list`: the key is left out where there are none, and people here have none.
      return id === 'filters'
        ? { scopes: scopesFor.filters, units: 1, run: () => ({ status: 200, body: {} }) }
        : notFound()
    case 'GET labels/*':
      return { scopes: scopesFor.labels, units: 1, run: (granted) => getLabel(granted, id ?? '') }
    default:
      // Deleting, trashing and sending exist in the real API; here they are refused and stand in the request log.
      if (call.method === 'GET') return notFound()
      note(`refused ${shape}`)
      return notAllowed('This server never deletes, trashes or sends mail.')
  }
}

const overQuota = (): SimAnswer =>
  apiError({
    status: 403,
    reason: 'rateLimitExceeded',
    domain: 'usageLimits',
    message:
      "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'gmail.googleapis.com' for consumer 'project_number:1'.",
  })
