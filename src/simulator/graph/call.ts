import type { SimContext } from '../core/context'
import type { SimAnswer, Trace } from '../core/service'
import type { MicrosoftMailbox, SimPerson, SimTenant } from '../world/world'
import { accessDenied, blockedByPolicy, directoryDenied, mailboxNotEnabled, refuse } from './errors'

/** One call below `/v1.0`: an HTTP request of its own or a member of a batch. */
export interface GraphCall {
  readonly method: string
  /** Decoded path segments. */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly tenant: SimTenant
  /** Application permissions, or what the person who signed in consented to. */
  readonly roles: readonly string[]
  /** Whoever signed in; null for an app. */
  readonly self: SimPerson | null
  /** `<graph base>/v1.0`. */
  readonly base: string
  readonly context: SimContext
  readonly trace: Pick<Trace, 'mailbox' | 'note'>
}

export interface OpenMailbox {
  readonly person: SimPerson
  readonly mailbox: MicrosoftMailbox
}

/** What a call does in a mailbox. */
export type Access = 'read' | 'write' | 'rules'

const settingsRoles = ['MailboxSettings.Read', 'MailboxSettings.ReadWrite']
/** Application permissions of which any one is enough (Graph permissions reference). */
const appRoles = {
  read: ['Mail.ReadBasic.All', 'Mail.Read', 'Mail.ReadWrite'],
  write: ['Mail.ReadWrite'],
  rules: settingsRoles,
} as const
/** Delegated permissions for one's own mailbox, and for those shared with one. */
const ownRoles = {
  read: ['Mail.ReadBasic', 'Mail.Read', 'Mail.ReadWrite'],
  write: ['Mail.ReadWrite'],
  rules: settingsRoles,
} as const
const sharedRoles = {
  read: ['Mail.ReadBasic.Shared', 'Mail.Read.Shared', 'Mail.ReadWrite.Shared'],
  write: ['Mail.ReadWrite.Shared'],
  rules: [],
} as const

const exchangeRoles = {
  read: [
    'Application Mail.ReadBasic',
    'Application Mail.Read',
    'Application Mail.ReadWrite',
    'Application Mail Full Access',
  ],
  write: ['Application Mail.ReadWrite', 'Application Mail Full Access'],
  rules: ['Application MailboxSettings.Read', 'Application MailboxSettings.ReadWrite'],
} as const

/**
 * What the app may open is the union of two: permissions of Entra, which a policy may narrow, and role assignments in Exchange
 * (Exchange Online guides: limit application permissions to mailboxes; RBAC for Applications).
 */
const appMayOpen = (call: GraphCall, person: SimPerson | undefined, access: Access): boolean => {
  const { policy, roles } = call.context.exchange(call.tenant.key)
  const address = person?.address.toLowerCase() ?? ''
  const inExchange: readonly string[] = exchangeRoles[access]
  if (roles.some(({ role, mailboxes }) => inExchange.includes(role) && mailboxes.includes(address))) return true
  const inEntra: readonly string[] = appRoles[access]
  if (!call.roles.some((role) => inEntra.includes(role))) return false
  return policy === null || policy.includes(address) || blockedByPolicy()
}

/** A person opens their own mailbox, and what Exchange lets them open besides; the consent alone opens no other. */
const mayOpen = (call: GraphCall, person: SimPerson | undefined, access: Access): boolean => {
  const { self, roles } = call
  const has = (enough: readonly string[]): boolean => roles.some((role) => enough.includes(role))
  if (!self) return appMayOpen(call, person, access)
  if (person === self) return has(ownRoles[access])
  const { shared } = call.context.signIn(call.tenant.key)
  return has(sharedRoles[access]) && shared.some((one) => one.toLowerCase() === person?.address.toLowerCase())
}

/** Graph permissions reference: any of these opens the directory's users; one's own entry takes less. */
export const needDirectory = (call: GraphCall, person?: SimPerson): void => {
  if (call.self && person === call.self && call.roles.some((role) => role.startsWith('User.Read'))) return
  if (!call.roles.some((role) => ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'].includes(role)))
    directoryDenied()
}

/** By object id or userPrincipalName, never by alias; removed people are in the recycle bin. */
export const userOf = (call: GraphCall, name: string): SimPerson | undefined => {
  const wanted = name.toLowerCase()
  return call.tenant.people.find(
    (person) =>
      person.status !== 'removed' && (person.directoryId === wanted || person.signInName.toLowerCase() === wanted),
  )
}

/** Opens the mailbox a call is about, in the order in which the real service refuses: permission, user, mailbox. */
export const openMailbox = (call: GraphCall, name: string, access: Access): OpenMailbox => {
  const person = userOf(call, name)
  call.trace.mailbox(person?.address ?? name)
  if (!mayOpen(call, person, access)) accessDenied()
  if (!person) return refuse(404, 'ErrorInvalidUser', `The requested user '${name}' is invalid.`)
  const mailbox = call.tenant.mailboxes.get(person.id)
  return mailbox?.kind === 'microsoft' ? { person, mailbox } : mailboxNotEnabled()
}

/** Graph guide: obtain immutable identifiers for Outlook resources. */
export const wantsImmutableIds = (call: GraphCall): boolean =>
  /idtype\s*=\s*"?immutableid"?/i.test(call.headers['prefer'] ?? '')

export const answer = (call: GraphCall, status: number, body: object): SimAnswer => ({
  status,
  headers: wantsImmutableIds(call) ? { 'preference-applied': 'IdType=ImmutableId' } : {},
  body,
})
