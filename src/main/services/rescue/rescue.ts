import type { Rescue } from '../../../shared/model'
import type { EmailKey } from '../../ledger/ledger'
import type { Hindrances } from '../hindrances'
import type { LookUp } from '../look-up'
import type { MailboxResolver } from '../mailbox'
import type { ServiceParts } from '../parts'
import { createMove } from './move'
import { createNotes } from './notes'
import { createScenes } from './scene'
import { createSettle, type Settle } from './settle'
import { createTurns, type InTurn } from './turns'
import { createUndo } from './undo'
import { createWatch } from './watch'

export interface RescueService {
  move(key: EmailKey, copyId: string): Promise<Rescue>
  undo(key: EmailKey, rescueId: string): Promise<Rescue>
  /** Settles what an earlier run left open, by looking at the mailboxes; called once at the start. */
  settleOpen(): Promise<void>
  /** Stops watching; what is open is settled at the next start. */
  stop(): void
}

/** Moving, undoing, watching and settling, one change at a time in one mailbox. */
export const createRescueService = (
  parts: ServiceParts,
  mailboxOf: MailboxResolver,
  lookUp: LookUp,
  hindrances: Hindrances,
  inTurn: InTurn = createTurns(parts),
): RescueService => {
  const stopping = new AbortController()
  const tools = {
    scenes: createScenes(parts, mailboxOf, lookUp, hindrances),
    notes: createNotes(parts),
    inTurn,
    hindrances,
    stopping: stopping.signal,
  }
  // A watch that can't read leaves it to settling, and what is settled may have to be watched.
  const watch = createWatch(parts, tools, (rescue) => settle.soon(rescue))
  const settle: Settle = createSettle(parts, tools, watch)

  return {
    move: createMove(parts, { ...tools, watch, settle }),
    undo: createUndo(parts, { ...tools, watch, settle }),
    settleOpen: async () => {
      await Promise.all((await parts.ledger.openRescues()).map(settle.now))
    },
    stop: () => stopping.abort(),
  }
}
