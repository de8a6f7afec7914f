import type { MicrosoftConnection } from '../../tenants/settings'
import type { Mailbox, ProviderParts } from '../provider'
import { runMembers, type BatchRun, type Member } from './batch'
import { createFolderCache, type FolderCache } from './folder-cache'
import { createGraph, type Graph } from './graph-client'
import { segment } from './odata'

/** What every mailbox operation of one tenant is built from. */
export interface Session {
  readonly parts: ProviderParts
  readonly random: () => number
  readonly graph: Graph
  readonly folders: FolderCache
}

export const createSession = (settings: MicrosoftConnection, parts: ProviderParts, random: () => number): Session => ({
  parts,
  random,
  graph: createGraph(settings, parts),
  folders: createFolderCache(parts.clock),
})

/** The mailbox's owner as paths and ceilings name them: the directory id, which survives a change of address. */
export const keyOf = (mailbox: Mailbox): string => mailbox.directoryId ?? mailbox.address

export const userPath = (mailbox: Mailbox): string => `/users/${segment(keyOf(mailbox))}`

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
