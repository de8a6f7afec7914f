import { Failure, proofInWords, type ImmovableReason, type Rescue } from '../../../shared/model'
import type { CopyRecord, EmailKey, RescueRecord } from '../../ledger/ledger'
import type { FoundCopy } from '../../providers/provider'
import type { Hindrances } from '../hindrances'
import { factsOf, isBug, within, type ServiceParts } from '../parts'
import { immovableReason, proofOf } from '../sightings'
import type { Notes } from './notes'
import { placeInWords } from './place-words'
import { refusals } from './refusals'
import { toRescue } from './rescue-record'
import { actionMs, type Scene, type Scenes } from './scene'
import { leavesOpen, type Settle } from './settle'
import type { InTurn } from './turns'
import type { Watch } from './watch'

/** Moves one copy to the Inbox; answers after the first reading of the mailbox that follows. */
export const createMove = (
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

  const requireCopy = async (key: EmailKey, copyId: string): Promise<CopyRecord> => {
    const known = (await ledger.readCopies(key, [key.emailId])).get(key.emailId) ?? []
    const record = known.find((copy) => copy.copyId === copyId)
    if (record) return record
    throw new Failure({
      code: 'unknown-copy',
      message: 'This copy was not seen in this mailbox: check again, then move it.',
      field: 'copyId',
    })
  }

  /** A move or undo whose outcome isn't known yet must be settled before the next one. */
  const refuseWhileOpen = async (key: EmailKey): Promise<void> => {
    const open = (await ledger.readRescues(key)).some(({ state }) => state === 'intended' || state === 'undoing')
    if (!open) return
    throw new Failure({
      code: 'conflict',
      message: 'What became of the last move of this email is still being looked up: try again in a minute.',
    })
  }

  /** The copy as the mailbox has it now, if the log and the mailbox agree that it is ours to move. */
  const movableCopy = async (scene: Scene, record: CopyRecord): Promise<FoundCopy> => {
    if (record.match === 'likely' || scene.email.messageId === null) throw new Failure(refusals['only-likely'])
    // A permission that was refused a while ago may have been granted since; only the tenant can tell.
    const hindrance: ImmovableReason | null = scene.person.status === 'suspended' ? 'person-suspended' : null
    const live = await scenes.look(scene, record.ref)
    if (live === null) {
      throw new Failure({
        code: 'message-gone',
        message: 'This copy is no longer there: check again to see where the email is now.',
      })
    }
    const refusal = immovableReason({ ...live, match: 'exact' }, scene.email, scene.platform, hindrance)
    if (refusal) throw new Failure(refusals[refusal])
    return live
  }

  const carryOut = async (scene: Scene, intended: RescueRecord, live: FoundCopy): Promise<RescueRecord> => {
    let ref = intended.ref
    try {
      ref = (await within(clock, actionMs, (signal) => scene.provider.moveToInbox(scene.mailbox, live, signal))).ref
    } catch (error) {
      const { code, message } = factsOf(error)
      if (leavesOpen(code)) {
        settle.soon(intended)
        throw error
      }
      const failed = { ...intended, state: 'failed' as const, error: { code, message } }
      await notes.save(failed, { action: 'move-to-inbox', outcome: 'failed', detail: message })
      if (code === 'permission-missing') {
        hindrances.refused(scene.key.tenantId)
        // Nothing was moved: the copy is where it was read, and now known not to be movable.
        await scenes.remember(scene, live)
      }
      throw error
    }
    hindrances.forget(scene.key.tenantId)
    const moved = await notes.save({ ...intended, ref, state: 'watching' }, null)
    try {
      return await watch.judge(moved, await scenes.look(scene, ref), false)
    } catch (error) {
      // Moved, but the proof could not be read now: the watch reads again.
      if (isBug(error)) parts.reportBug(error, 'reading a moved email')
      return moved
    }
  }

  return (key: EmailKey, copyId: string): Promise<Rescue> =>
    inTurn(key, async () => {
      const scene = await scenes.of(key)
      const record = await requireCopy(key, copyId)
      await refuseWhileOpen(key)
      const live = await movableCopy(scene, record)
      const intended: RescueRecord = {
        ...key,
        id: parts.newId(),
        copyId,
        ref: live.ref,
        origin: live.origin,
        engineer: parts.engineer(),
        state: 'intended',
        before: live.place,
        after: null,
        startedAt: clock.now(),
        readings: [],
        undoneAt: null,
        undoRefusal: scene.provider.undoRefusal(live.origin),
        error: null,
      }
      const proof = proofOf(live, scene.email, scene.platform)
      const because = proof ? `; in no log, but it is the platform’s: ${proofInWords(proof)}` : ''
      const detail = `from ${placeInWords(live.place)} to the Inbox${because}`
      await notes.save(intended, { action: 'move-to-inbox', outcome: 'intended', detail })
      const moved = await carryOut(scene, intended, live)
      watch.start(scene, moved)
      return toRescue(moved)
    })
}
