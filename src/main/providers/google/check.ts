import { Failure, type Capability, type CapabilityReading } from '../../../shared/model'
import type { GoogleConnection } from '../../tenants/settings'
import { probed, type Notes, type Probe, type Seen } from '../check'
import type { Mailbox } from '../provider'
import { isFailure, type CallOptions, type ClientAnswer, type Connection } from './connection'
import { loadDirectory, loadGmail, type Signer } from './sdk'
import { scopes, type Scope } from './tokens'

/** What a check is made with. */
export interface Checking {
  readonly connection: Connection
  readonly settings: GoogleConnection
  /** The mailbox to open: the person's, or the administrator's own. */
  readonly subject: string
  readonly signal: AbortSignal
  readonly now: () => number
}

/** Scopes that each are enough, the least first (Gmail API and Directory API, "Choose scopes"). Never asked together. */
const enough = {
  'read-directory': [scopes.directory],
  locate: [scopes.read, scopes.modify],
  move: [scopes.modify],
  'read-rules': [scopes.rules, scopes.read, scopes.modify],
  send: [scopes.send],
} as const satisfies Record<Exclude<Capability, 'sign-in'>, readonly Scope[]>

type Scoped = keyof typeof enough

const tokenCall = 'POST /token'

/**
 * Reads one capability: a token for each scope alone, because Google tells of none that it has delegated, and then the least
 * call, where one changes nothing. Throws only `cancelled`.
 */
export const check = (checking: Checking, capability: Capability): Promise<CapabilityReading> =>
  probed(checking.now, probeOf(checking, capability))

const probeOf = (checking: Checking, capability: Capability): Probe => {
  switch (capability) {
    case 'sign-in':
      return {
        capability,
        source: tokenCall,
        remedy: (refusal) =>
          refusal?.code === 'permission-missing' ? remedyFor(checking, scopes.modify) : (refusal?.message ?? ''),
        run: () => signIn(checking),
      }
    case 'read-directory':
      return {
        ...probe(checking, capability, 'GET /admin/directory/v1/users?maxResults=1'),
        run: async (notes) => {
          await firstOf(checking, capability, notes)
          await listUsers(checking)
          return { state: 'granted', detail: 'The directory can be read.' }
        },
      }
    case 'locate':
      return {
        ...probe(checking, capability, 'GET /gmail/v1/users/{userId}/messages?maxResults=1'),
        run: async (notes) => {
          await inMailbox(checking, await firstOf(checking, capability, notes), listOne)
          return { state: 'granted', detail: `Email of ${checking.subject} can be located.` }
        },
      }
    case 'read-rules':
      return {
        ...probe(checking, capability, 'GET /gmail/v1/users/{userId}/settings/filters'),
        run: async (notes) => {
          await inMailbox(checking, await firstOf(checking, capability, notes), listFilters)
          return { state: 'granted', detail: `Filters of ${checking.subject} can be read.` }
        },
      }
    case 'move':
    case 'send':
      return {
        ...probe(checking, capability, tokenCall),
        run: async (notes) => {
          const scope = await firstOf(checking, capability, notes)
          return { state: 'declared', detail: `Google gave us a token for ${nameOf(scope)}.` }
        },
      }
  }
}

const probe = (checking: Checking, capability: Scoped, source: string) => {
  const [least] = enough[capability]
  return {
    capability,
    source,
    remedy: (refusal: Failure | null): string => {
      const code = refusal?.facts.providerCode ?? ''
      // The sentence of a switched-off API says where to switch it on.
      if (refusal && ['accessNotConfigured', 'SERVICE_DISABLED'].includes(code)) return refusal.message
      return code === 'forbidden' && capability === 'read-directory'
        ? `Google Admin console › Account › Admin roles: give ${checking.settings.adminAddress} a role with the privilege Users › Read.`
        : remedyFor(checking, least)
    },
  }
}

const nameOf = (scope: Scope): string => scope.slice(scope.lastIndexOf('/') + 1)

const remedyFor = ({ settings }: Checking, scope: Scope): string =>
  settings.delegated
    ? `Google Cloud console › Google Auth Platform › Data Access: add the scope ${scope} to the desktop client, then have the person sign in again and accept it.`
    : `Google Admin console › Security › Access and data control › API controls › Manage Domain Wide Delegation: add the scope ${scope} to the client ID of ${settings.serviceAccount}.`

/** Who a scope is asked for: the directory is an administrator's to read. */
const subjectOf = ({ settings, subject }: Checking, scope: Scope): string =>
  scope === scopes.directory && !settings.delegated ? settings.adminAddress : subject

/** The first of the scopes that Google gives a token for; throws what it said of the least one when it gives none. */
const firstOf = async (checking: Checking, capability: Scoped, notes: Notes): Promise<Scope> => {
  const refused: Failure[] = []
  for (const scope of enough[capability])
    try {
      await checking.connection.signInAnew(subjectOf(checking, scope), scope, checking.signal)
      notes.declared = { grants: true, detail: `Google gave us a token for ${nameOf(scope)}.`, source: tokenCall }
      return scope
    } catch (thrown) {
      if (!isFailure(thrown, 'permission-missing')) throw thrown
      refused.push(thrown)
    }
  notes.declared = {
    grants: false,
    detail: `Google gives us no token for ${enough[capability].map(nameOf).join(' or ')}.`,
    source: tokenCall,
  }
  notes.declaredRefused = true
  throw refused[0] ?? new Failure({ code: 'bug', message: `No scope stands for ${capability}: report this.` })
}

/** Signing in takes a scope: any that is delegated proves it. */
const signIn = async (checking: Checking): Promise<Seen> => {
  const refused: Failure[] = []
  for (const scope of [scopes.directory, scopes.modify, scopes.read, scopes.rules, scopes.send])
    try {
      await checking.connection.signInAnew(subjectOf(checking, scope), scope, checking.signal)
      return { state: 'granted', detail: `Google signed us in for ${nameOf(scope)}.` }
    } catch (thrown) {
      if (!isFailure(thrown, 'permission-missing')) throw thrown
      refused.push(thrown)
    }
  const [first] = refused
  throw new Failure({
    code: 'permission-missing',
    message: 'Google gives us no token at all: nothing is delegated to our service account.',
    ...(first?.facts.providerCode === undefined ? {} : { providerCode: first.facts.providerCode }),
  })
}

const lane = (mailbox: string | null) =>
  ({ mailbox, effect: 'read', batch: false, purpose: 'check what is granted' }) as const

const listUsers = async (checking: Checking): Promise<void> => {
  const subject = subjectOf(checking, scopes.directory)
  await checking.connection.call(
    {
      subject,
      scope: scopes.directory,
      lane: lane(null),
      make: async (signer, options) => {
        const { admin } = await loadDirectory()
        const params = { customer: 'my_customer', maxResults: 1, fields: 'users(id)' }
        return admin({ version: 'directory_v1', auth: signer }).users.list(params, options)
      },
      read: () => true,
    },
    checking.signal,
  )
}

type MailboxCall = (signer: Signer, options: CallOptions) => Promise<ClientAnswer>

const listOne: MailboxCall = async (signer, options) => {
  const { gmail } = await loadGmail()
  const params = { userId: 'me', maxResults: 1, fields: 'messages(id)' }
  return gmail({ version: 'v1', auth: signer }).users.messages.list(params, options)
}

const listFilters: MailboxCall = async (signer, options) => {
  const { gmail } = await loadGmail()
  const params = { userId: 'me', fields: 'filter(id)' }
  return gmail({ version: 'v1', auth: signer }).users.settings.filters.list(params, options)
}

const inMailbox = async (checking: Checking, scope: Scope, call: MailboxCall): Promise<void> => {
  await checking.connection.call(
    {
      subject: checking.subject,
      scope,
      lane: lane(checking.subject),
      make: call,
      read: () => true,
    },
    checking.signal,
  )
}

/** For checks without a mailbox: whoever is signed in, else the administrator. */
export const subjectFor = (settings: GoogleConnection, mailbox: Mailbox | undefined, self: string | null): string =>
  mailbox?.address ?? self ?? settings.adminAddress
