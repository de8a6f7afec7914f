import type { MicrosoftConnection } from '../../tenants/settings'
import type { Account, Mailbox, ProviderParts } from '../provider'
import type { DelegatedTokens } from '../sign-in/delegated-tokens'
import { createAssignedRoles, type AssignedRoles } from './assigned-roles'
import { runMembers, type BatchRun, type Member } from './batch'
import { asTokens, createDelegated } from './delegated'
import { createFolderCache, type FolderCache } from './folder-cache'
import { createGraph, type Graph } from './graph-client'
import { createHeaderReading, type HeaderReading } from './headers'
import { segment } from './odata'
import { createTokens } from './token'

/** What every mailbox operation of one tenant is built from. */
export interface Session {
  readonly parts: ProviderParts
  readonly random: () => number
  readonly graph: Graph
  readonly folders: FolderCache
  readonly headers: HeaderReading
  /** What the directory has assigned to our app; see `assignedRoles`. */
  readonly assigned: AssignedRoles
  /** The application, as its tenant knows it. */
  readonly clientId: string
  /** The person's sign-in, where the tenant is connected by one. */
  readonly delegated: DelegatedTokens | null
  /** Who is signed in; null where the app is, or nobody. */
  self: Account | null
}

export const createSession = (settings: MicrosoftConnection, parts: ProviderParts, random: () => number): Session => {
  const delegated = createDelegated(settings, parts)
  const tokens = delegated ? asTokens(delegated) : createTokens(settings, parts)
  const graph = createGraph(settings, parts, tokens)
  return {
    parts,
    random,
    graph,
    clientId: settings.clientId,
    assigned: createAssignedRoles(graph, settings.clientId, parts.clock.now),
    folders: createFolderCache(parts.clock),
    headers: createHeaderReading(parts.headerNames ?? [], parts.clock.now),
    delegated,
    self: null,
  }
}

/** The mailbox's owner as paths and ceilings name them: the directory id, which survives a change of address. */
export const keyOf = (mailbox: Mailbox): string => mailbox.directoryId ?? mailbox.address

/** Whoever is signed in reaches their own mailbox as `/me`; an app's token is refused there. */
export const userPath = ({ self }: Session, mailbox: Mailbox): string =>
  self && isSelf(self, mailbox) ? '/me' : `/users/${segment(keyOf(mailbox))}`

const isSelf = (self: Account, { directoryId, address }: Mailbox): boolean =>
  directoryId === null ? self.name.toLowerCase() === address.toLowerCase() : self.id === directoryId

/** Asks many reads of one mailbox; see `runMembers`. */
export const askAll = (
  session: Session,
  mailbox: Mailbox,
  purpose: string,
  members: readonly Member[],
  signal: AbortSignal,
  afterEach?: BatchRun['afterEach'],
): Promise<void> =>
  runMembers(
    {
      graph: session.graph,
      clock: session.parts.clock,
      random: session.random,
      mailbox: keyOf(mailbox),
      purpose,
      ...(afterEach ? { afterEach } : {}),
    },
    members,
    signal,
  )
