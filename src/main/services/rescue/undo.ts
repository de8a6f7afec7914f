import { Failure, type Rescue } from '../../../shared/model'
import type { EmailKey, RescueRecord } from '../../ledger/ledger'
import type { FoundCopy } from '../../providers/provider'
import type { Hindrances } from '../hindrances'
import { factsOf, isBug, within, type ServiceParts } from '../parts'
import { strangerReason } from '../sightings'
import type { Notes } from './notes'
import { placeInWords } from './place-words'
import { refusals } from './refusals'
import { toRescue } from './rescue-record'
import { actionMs, type Scene, type Scenes } from './scene'
import { leavesOpen, type Settle } from './settle'
import type { InTurn } from './turns'
import type { Watch } from './watch'

/** Puts the copy back exactly where the rescue found it. */
export const createUndo = (
  parts: ServiceParts,
  tools: {
    readonly scenes: Scenes
    readonly notes: Notes
    readonly inTurn: InTurn
    readonly hindrances: Hindrances
    readonly watch: Watch
    readonly settle: Settle
  },
) => {
  const { ledger, clock } = parts
  const { scenes, notes, inTurn, hindrances, watch, settle } = tools

  const requireUndoable = async (key: EmailKey, rescueId: string): Promise<RescueRecord> => {
    const rescue = await ledger.readRescue(key, rescueId)
    if (!rescue) {
      throw new Failure({
        code: 'unknown-rescue',
        message: 'There is no such move of this email to undo.',
        field: 'rescueId',
      })
    }
    if (rescue.undoRefusal !== null) throw new Failure({ code: 'not-allowed', message: rescue.undoRefusal })
    if (rescue.state !== 'watching' && rescue.state !== 'done') {
      throw new Failure({
        code: 'conflict',
        message: 'This move is not one that can be undone now: check again first.',
      })
    }
    return rescue
  }

  /** Throws unless the copy is ours and still where the rescue brought it. */
  const requireUntouched = async (scene: Scene, rescue: RescueRecord): Promise<void> => {
    const live = await scenes.look(scene, rescue.ref)
    if (live === null) {
      throw new Failure({
        code: 'message-gone',
        message: 'The email is no longer there: check again to see where it is.',
      })
    }
    if (live.place.kind !== 'inbox') {
      throw new Failure({
        code: 'conflict',
        message: `Someone has moved it since, to ${placeInWords(live.place)}: nothing was changed.`,
      })
    }
    const stranger = strangerReason({ ...live, match: 'exact' }, scene.email, scene.platform)
    if (stranger) throw new Failure(refusals[stranger])
  }

  const carryOut = async (scene: Scene, before: RescueRecord, undoing: RescueRecord): Promise<RescueRecord> => {
    let put: FoundCopy
    try {
      put = await within(clock, actionMs, (signal) =>
        scene.provider.putBack(scene.mailbox, undoing.ref, undoing.origin, signal),
      )
    } catch (error) {
      const { code, message } = factsOf(error)
      if (leavesOpen(code)) {
        settle.soon(undoing)
        throw error
      }
      if (code === 'permission-missing') hindrances.refused(scene.key.tenantId)
      const kept = { ...before, error: { code, message } }
      watch.start(scene, await notes.save(kept, { action: 'undo', outcome: 'failed', detail: message }))
      throw error
    }
    hindrances.forget(scene.key.tenantId)
    return judge(scene, { ...undoing, ref: put.ref }, put, await proof(scene, put))
  }

  /** Where a reading fails, the server's own answer to the change is what is known. */
  const proof = async (scene: Scene, put: FoundCopy): Promise<FoundCopy | null> => {
    try {
      return await scenes.look(scene, put.ref)
    } catch (error) {
      if (isBug(error)) parts.reportBug(error, 'reading an email that was put back')
      return put
    }
  }

  const judge = (
    scene: Scene,
    undoing: RescueRecord,
    put: FoundCopy,
    copy: FoundCopy | null,
  ): Promise<RescueRecord> => {
    const { isAt } = scene.provider
    const read = notes.withReading(undoing, copy?.place ?? null)
    // Of several labels one may be gone for good: then it is back where it could be put.
    const isBack = (origin: string): boolean => copy !== null && isAt(copy, origin)
    if (copy && (isBack(undoing.origin) || (copy.place.kind !== 'inbox' && isBack(put.origin)))) {
      const detail = `in ${placeInWords(copy.place)} again`
      const undone = { ...read, state: 'undone' as const, undoneAt: clock.now() }
      return notes.save(undone, { action: 'undo', outcome: 'succeeded', detail })
    }
    const where = copy ? placeInWords(copy.place) : 'a place that cannot be seen'
    const error = { code: 'moved-back', message: `It was put back and was moved away again, to ${where}.` }
    const detail = `found in ${where} after the undo`
    return notes.save({ ...read, state: 'moved-back', error }, { action: 'undo', outcome: 'moved-back', detail })
  }

  return (key: EmailKey, rescueId: string): Promise<Rescue> =>
    inTurn(key, async () => {
      const rescue = await requireUndoable(key, rescueId)
      const scene = await scenes.of(key)
      await requireUntouched(scene, rescue)
      const detail = `from the Inbox back to ${placeInWords(rescue.before)}`
      const undoing = { ...rescue, state: 'undoing' as const, error: null }
      await notes.save(undoing, { action: 'undo', outcome: 'intended', detail })
      return toRescue(await carryOut(scene, rescue, undoing))
    })
}
