import type { SimContext } from '../../core/context'
import type { SimAnswer } from '../../core/service'
import type { GoogleMailbox, SimPerson, SimTenant } from '../../world/world'
import type { Call } from '../call'
import { apiError, insufficientScopes, invalidCredentials } from '../errors'
import { hasAddress, primaryAddress } from '../people'
import type { AccessTokens } from '../tokens'

/** A call that may go on: whose mailbox it is about and what its token holds. */
export interface Granted {
  readonly tenant: SimTenant
  readonly person: SimPerson
  readonly mailbox: GoogleMailbox
  readonly scopes: readonly string[]
}

const prefix = 'https://www.googleapis.com/auth/'
export const metadataScope = `${prefix}gmail.metadata`
const full = 'https://mail.google.com/'

/** Scopes that each open a call; any one of them is enough (the "Authorization scopes" list of each method). */
export const scopesFor = {
  read: [`${prefix}gmail.readonly`, `${prefix}gmail.modify`, metadataScope, full],
  modify: [`${prefix}gmail.modify`, full],
  create: [`${prefix}gmail.insert`, `${prefix}gmail.modify`, full],
  filters: [`${prefix}gmail.settings.basic`, `${prefix}gmail.readonly`, `${prefix}gmail.modify`, full],
  labels: [`${prefix}gmail.readonly`, `${prefix}gmail.modify`, `${prefix}gmail.labels`, metadataScope, full],
} as const

/**
 * Lets a call into a mailbox or answers why not: token, scope, `userId` (only `me` or the impersonated person), and
 * whether that person has Gmail at all.
 */
export const enter = (
  context: SimContext,
  tokens: AccessTokens,
  call: Call,
  userId: string,
  accepted: readonly string[],
): Granted | { readonly refused: SimAnswer } => {
  const token = tokens.read(call.headers['authorization'])
  const tenant = token === undefined ? undefined : context.find.tenantByKey(token.tenantKey)
  const person = tenant?.people.find((one) => one.id === token?.personId)
  if (token === undefined || tenant === undefined || person === undefined || person.status === 'removed')
    return { refused: invalidCredentials() }
  if (!accepted.some((scope) => token.scopes.includes(scope))) return { refused: insufficientScopes() }
  if (userId !== 'me' && !hasAddress(person, userId))
    return {
      refused: apiError({
        status: 403,
        reason: 'forbidden',
        message: `Delegation denied for ${primaryAddress(person)}`,
      }),
    }
  const mailbox = tenant.mailboxes.get(person.id)
  if (!person.hasMailbox || mailbox?.kind !== 'google')
    return {
      refused: apiError({
        status: 400,
        reason: 'failedPrecondition',
        message: 'Mail service not enabled',
        name: 'FAILED_PRECONDITION',
      }),
    }
  return { tenant, person, mailbox, scopes: token.scopes }
}

/** The person a call's token stands for, for the request log; null when it stands for nobody. */
export const mailboxOf = (context: SimContext, tokens: AccessTokens, call: Call): string | null => {
  const token = tokens.read(call.headers['authorization'])
  if (token === undefined) return null
  const person = context.find.tenantByKey(token.tenantKey)?.people.find((one) => one.id === token.personId)
  return person?.address ?? null
}

/** Suspended people: a search still answers, a message doesn't (seen in practice; no document says so). */
export const suspendedRefusal = (person: SimPerson): SimAnswer | undefined =>
  person.status === 'suspended'
    ? apiError({ status: 403, reason: 'forbidden', message: `The account ${primaryAddress(person)} is suspended.` })
    : undefined
