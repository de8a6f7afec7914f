import type { Clock } from '../../net/transport'
import type { Folders } from './folders'

/** How long a folder's name may be shown without asking again, in milliseconds: people rename folders. */
const freshMs = 10 * 60_000

/** Folder facts of the mailboxes of a tenant, kept for the session. */
export const createFolderCache = (clock: Clock) => {
  const kept = new Map<string, { readonly at: number; readonly folders: Folders }>()
  return {
    get: (mailbox: string): Folders | null => {
      const found = kept.get(mailbox)
      return found && clock.now() - found.at < freshMs ? found.folders : null
    },
    put: (mailbox: string, folders: Folders): void => {
      kept.set(mailbox, { at: clock.now(), folders })
    },
  }
}
export type FolderCache = ReturnType<typeof createFolderCache>
