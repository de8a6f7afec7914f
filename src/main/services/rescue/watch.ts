import type { RescueRecord } from '../../ledger/ledger'
import type { FoundCopy } from '../../providers/provider'
import { inBackground, isBug, isCancelled, type ServiceParts } from '../parts'
import type { Notes } from './notes'
import { placeInWords } from './place-words'
import type { Scene, Scenes } from './scene'
import type { InTurn } from './turns'

/** When a rescued email is read again after the first reading, counted from the move, in milliseconds. */
const watchAtMs = [10_000, 60_000] as const
const lastWatchMs = Math.max(...watchAtMs)

/** Reads a moved email again and again, to prove that it stays in the Inbox. */
export interface Watch {
  /** Judges one reading of a moved email: still in the Inbox, or moved away again. */
  judge(rescue: RescueRecord, copy: FoundCopy | null, isLast: boolean): Promise<RescueRecord>
  /** Whether the last reading is due. */
  isOver(rescue: RescueRecord): boolean
  /** Goes on in the background while the rescue is `watching`. */
  start(scene: Scene, rescue: RescueRecord): void
}

export const createWatch = (
  parts: ServiceParts,
  tools: { readonly scenes: Scenes; readonly notes: Notes; readonly inTurn: InTurn; readonly stopping: AbortSignal },
  /** Called when a reading failed: the rescue is still `watching`. */
  failed: (rescue: RescueRecord) => void,
): Watch => {
  const { ledger, clock } = parts
  const { scenes, notes, inTurn, stopping } = tools

  const judge = (rescue: RescueRecord, copy: FoundCopy | null, isLast: boolean): Promise<RescueRecord> => {
    const read = notes.withReading(rescue, copy?.place ?? null)
    if (copy?.place.kind !== 'inbox') {
      const where = copy ? placeInWords(copy.place) : 'a place that cannot be seen'
      const error = { code: 'moved-back', message: `It was in the Inbox and was moved away again, to ${where}.` }
      const detail = `found in ${where} after the move`
      const line = { action: 'move-to-inbox', outcome: 'moved-back', detail } as const
      return notes.save({ ...read, state: 'moved-back', error }, line)
    }
    if (!isLast) return notes.save({ ...read, state: 'watching' }, null)
    const detail = 'still in the Inbox at the last reading'
    return notes.save({ ...read, state: 'done' }, { action: 'move-to-inbox', outcome: 'succeeded', detail })
  }

  const isOver = (rescue: RescueRecord): boolean => clock.now() - rescue.startedAt >= lastWatchMs

  /** One reading; resolves to whether there is another. An undo may have taken over meanwhile. */
  const readOnce = (scene: Scene, started: RescueRecord, isLast: boolean): Promise<boolean> =>
    inTurn(scene.key, async () => {
      const rescue = await ledger.readRescue(started, started.id)
      if (rescue?.state !== 'watching') return false
      return (await judge(rescue, await scenes.look(scene, rescue.ref), isLast)).state === 'watching'
    })

  const watch = async (scene: Scene, rescue: RescueRecord): Promise<void> => {
    for (const delay of watchAtMs) {
      const isLast = delay === lastWatchMs
      if (!isLast && isOver(rescue)) continue
      await clock.sleep(rescue.startedAt + delay - clock.now(), stopping)
      if (!(await readOnce(scene, rescue, isLast))) return
    }
  }

  const start = (scene: Scene, rescue: RescueRecord): void => {
    if (rescue.state !== 'watching') return
    const watching = watch(scene, rescue).catch((error: unknown) => {
      if (isBug(error)) parts.reportBug(error, 'watching a moved email')
      if (!stopping.aborted || !isCancelled(error)) failed(rescue)
    })
    inBackground(parts, 'watching a moved email', watching)
  }

  return { judge, isOver, start }
}
