import type { RescueState } from '../../../shared/model'
import type { RescueRecord } from '../../ledger/ledger'
import type { FoundCopy } from '../../providers/provider'
import { inBackground, isBug, type ServiceParts } from '../parts'
import type { Notes } from './notes'
import { placeInWords } from './place-words'
import { actionMs, type Scene, type Scenes } from './scene'
import type { InTurn } from './turns'
import type { Watch } from './watch'

/** States in which it isn't known what became of a rescue, or not yet for good. */
const openStates: readonly RescueState[] = ['intended', 'watching', 'undoing']

/** Finds out by looking what became of a rescue whose outcome isn't known. */
export interface Settle {
  /** Looks now, and again later while the mailbox can't be read. */
  now(rescue: RescueRecord): Promise<void>
  /** Looks in a moment, then less and less often until the outcome is known. */
  soon(rescue: RescueRecord): void
}

/** Whether a failed change may have happened all the same: the intent stays open and is settled by looking. */
export const leavesOpen = (code: string): boolean =>
  ['move-unsure', 'timeout', 'offline', 'server-error', 'bad-answer', 'cancelled', 'bug'].includes(code)

export const createSettle = (
  parts: ServiceParts,
  tools: { readonly scenes: Scenes; readonly notes: Notes; readonly inTurn: InTurn; readonly stopping: AbortSignal },
  watch: Watch,
): Settle => {
  const { ledger, clock } = parts
  const { scenes, notes, inTurn, stopping } = tools

  /** Throws when the mailbox can't be read. */
  const settle = (open: RescueRecord): Promise<void> =>
    inTurn(open, async () => {
      const rescue = await ledger.readRescue(open, open.id)
      if (!rescue || !openStates.includes(rescue.state)) return
      const scene = await scenes.of(rescue)
      const copy = await scenes.look(scene, rescue.ref)
      if (rescue.state === 'watching') watch.start(scene, await watch.judge(rescue, copy, watch.isOver(rescue)))
      else if (rescue.state === 'intended') await settleIntent(scene, rescue, copy)
      else await settleUndo(scene, rescue, copy)
    })

  const settleIntent = async (scene: Scene, rescue: RescueRecord, copy: FoundCopy | null): Promise<void> => {
    if (copy?.place.kind === 'inbox') {
      await notes.line(rescue, { action: 'settle', outcome: 'succeeded', detail: 'the move had happened' })
      watch.start(scene, await watch.judge(rescue, copy, false))
      return
    }
    const didNotHappen = (message: string): Promise<RescueRecord> => {
      const read = notes.withReading(rescue, copy?.place ?? null)
      const failed = { ...read, state: 'failed' as const, error: { code: 'cancelled', message } }
      return notes.save(failed, { action: 'settle', outcome: 'failed', detail: message })
    }
    if (copy && !scene.provider.isAt(copy, rescue.origin)) {
      await didNotHappen(
        `The move was interrupted, and the email is in ${placeInWords(copy.place)} now: it was not moved again.`,
      )
      return
    }
    // A request that was under way when its answer was lost may still arrive at the mailbox.
    if (rescue.startedAt + actionMs > clock.now()) return soon(rescue)
    await didNotHappen(
      copy
        ? `The move was interrupted and did not happen: the email is in ${placeInWords(copy.place)}.`
        : 'The move was interrupted, and the email is no longer where it was: check again to see where it is.',
    )
  }

  const settleUndo = async (scene: Scene, rescue: RescueRecord, copy: FoundCopy | null): Promise<void> => {
    const read = notes.withReading(rescue, copy?.place ?? null)
    if (copy && scene.provider.isAt(copy, rescue.origin)) {
      const undone = { ...read, state: 'undone' as const, undoneAt: clock.now(), error: null }
      await notes.save(undone, { action: 'settle', outcome: 'succeeded', detail: 'the undo had happened' })
      return
    }
    const message = 'The undo was interrupted and did not happen: undo again if it is still wanted.'
    const state: RescueState = copy?.place.kind === 'inbox' ? 'done' : 'moved-back'
    const kept = { ...read, state, error: { code: 'cancelled', message } }
    await notes.save(kept, { action: 'settle', outcome: 'failed', detail: message })
  }

  const attempt = async (rescue: RescueRecord, attempts: number): Promise<void> => {
    try {
      await settle(rescue)
    } catch (error) {
      if (isBug(error)) parts.reportBug(error, 'settling a move')
      soon(rescue, attempts)
    }
  }

  const soon = (rescue: RescueRecord, attempts = 0): void => {
    const delay = Math.min(60_000, 2_000 * 2 ** attempts)
    const later = clock.sleep(delay, stopping).then(() => attempt(rescue, attempts + 1))
    inBackground(parts, 'settling a move', later)
  }

  return { now: (rescue) => attempt(rescue, 0), soon: (rescue) => soon(rescue) }
}
