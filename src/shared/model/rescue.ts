import type { Place } from './sighting'

/**
 * - `intended`: written down before the mailbox is touched; settled by looking when the app died here
 * - `watching`: in the Inbox, still being read again (after 10 s and 60 s)
 * - `done`: still in the Inbox after the last reading
 * - `moved-back`: it was in the Inbox and something moved it away again
 * - `failed`: the mailbox was not changed
 * - `undoing`, `undone`: put back where it was
 */
export const rescueStates = ['intended', 'watching', 'done', 'moved-back', 'failed', 'undoing', 'undone'] as const
export type RescueState = (typeof rescueStates)[number]

/** Moving one copy of a sent email back to the Inbox: what, who, from where, and what became of it. */
export interface Rescue {
  readonly id: string
  readonly tenantId: string
  readonly personId: string
  readonly emailId: string
  readonly copyId: string
  readonly engineer: string
  readonly state: RescueState
  readonly before: Place
  /** Where it was at the last reading; null until it was read after the move. */
  readonly after: Place | null
  readonly startedAt: string
  /** Each reading after the move, oldest first. */
  readonly readings: readonly { readonly at: string; readonly place: Place | null }[]
  readonly undoneAt: string | null
  /** Why undo is not offered, in words; null when it is. */
  readonly undoRefusal: string | null
  readonly error: { readonly code: string; readonly message: string } | null
}
