import { Failure, type Place, type Rescue, type RescueState } from '../../shared/model'
import type { CopyRecord, EmailKey, EmailRecord, NewAuditEntry, RescueRecord } from '../ledger/ledger'
import type { FoundCopy, MailProvider, Mailbox } from '../providers/provider'
import { requireEmail } from './log'
import type { MailboxResolver } from './mailbox'
import { factsOf, isoOf, requirePerson, requireProvider, within, type ServiceParts } from './parts'
import { toRescue } from './rescue-record'
import { immovableReason, sightingOf } from './sightings'
import { placeInWords, samePlace } from './place-words'

/** When a rescued email is read again after the first reading, counted from the move. */
const watchAtMs = [10_000, 60_000] as const
/** How long one move, undo or reading may take with its repeats. */
const actionMs = 60_000

export interface RescueService {
  move(key: EmailKey, copyId: string): Promise<Rescue>
  undo(key: EmailKey, rescueId: string): Promise<Rescue>
  /** Settles what an earlier run left open, by looking at the mailboxes; called once at the start. */
  settleOpen(): Promise<void>
  /** Stops watching; what is open is settled at the next start. */
  stop(): void
}

interface Scene {
  readonly key: EmailKey
  readonly email: EmailRecord
  readonly provider: MailProvider
  readonly mailbox: Mailbox
}

const refusals: Record<NonNullable<ReturnType<typeof immovableReason>>, Failure['facts']> = {
  'already-in-inbox': { code: 'already-in-inbox', message: 'This copy is in the Inbox already: nothing was changed.' },
  'only-likely': {
    code: 'only-likely',
    message: 'This message was found by sender, time and subject only: it can be shown, not moved.',
  },
  'sender-differs': {
    code: 'not-our-email',
    message: 'The message in the mailbox has another sender than the log names: it was not touched.',
  },
  'permission-missing': { code: 'permission-missing', message: 'The tenant has not granted us to move mail.' },
  'person-suspended': { code: 'mailbox-out-of-scope', message: 'The person is suspended: the mailbox is closed.' },
}

export const createRescueService = (parts: ServiceParts, mailboxOf: MailboxResolver): RescueService => {
  const { ledger, clock, emit } = parts
  const stopping = new AbortController()
  const busy = new Map<string, Promise<unknown>>()

  /** One change at a time in one mailbox. */
  const inTurn = <T>(key: EmailKey, work: () => Promise<T>): Promise<T> => {
    const name = `${key.tenantId}|${key.personId}`
    const next = (busy.get(name) ?? Promise.resolve()).then(work, work)
    busy.set(
      name,
      next.catch(() => undefined),
    )
    return next
  }

  const sceneOf = async (key: EmailKey): Promise<Scene> => {
    const email = await requireEmail(parts, key)
    const person = await requirePerson(ledger, key)
    const provider = await requireProvider(parts, key.tenantId)
    return { key, email, provider, mailbox: await mailboxOf(provider, person) }
  }

  const audit = (rescue: RescueRecord, entry: Pick<NewAuditEntry, 'action' | 'outcome' | 'detail'>): NewAuditEntry => ({
    at: clock.now(),
    engineer: parts.engineer(),
    tenantId: rescue.tenantId,
    personId: rescue.personId,
    emailId: rescue.emailId,
    rescueId: rescue.id,
    ...entry,
  })

  const save = async (
    rescue: RescueRecord,
    line: Pick<NewAuditEntry, 'action' | 'outcome' | 'detail'> | null,
  ): Promise<RescueRecord> => {
    await ledger.putRescue(rescue, line && audit(rescue, line))
    emit({ kind: 'rescue-changed', rescue: toRescue(rescue) })
    return rescue
  }

  /** Reads the copy now, and keeps what was seen as a sighting. */
  const look = async (scene: Scene, ref: string): Promise<FoundCopy | null> => {
    const copy = await within(actionMs, (signal) => scene.provider.readCopy(scene.mailbox, ref, signal))
    if (copy) await remember(scene, copy)
    return copy
  }

  const remember = async ({ key, email }: Scene, copy: FoundCopy): Promise<void> => {
    const known = (await ledger.readCopies(key, [key.emailId])).get(key.emailId) ?? []
    const others = known.filter((record) => record.ref !== copy.ref)
    const match = { ...copy, match: copy.messageId === email.messageId ? ('exact' as const) : copy.match }
    const located = { kind: 'found' as const, copies: [match, ...others] }
    const { sighting, copies } = await sightingOf(ledger, email, located, 'read after a change', clock.now())
    await ledger.addSighting(key, sighting, copies)
    emit({ kind: 'sighted', ...key, sighting })
  }

  const reading = (rescue: RescueRecord, place: Place | null): RescueRecord => ({
    ...rescue,
    after: place,
    readings: [...rescue.readings, { at: isoOf(clock.now()), place }],
  })

  /** Judges one reading of a moved email: still in the Inbox, or moved away again. */
  const afterReading = async (rescue: RescueRecord, copy: FoundCopy | null, last: boolean): Promise<RescueRecord> => {
    const read = reading(rescue, copy?.place ?? null)
    if (copy?.place.kind !== 'inbox') {
      const where = copy ? placeInWords(copy.place) : 'a place that cannot be seen'
      const error = { code: 'moved-back', message: `It was in the Inbox and was moved away again, to ${where}.` }
      const detail = `found in ${where} after the move`
      return save({ ...read, state: 'moved-back', error }, { action: 'move-to-inbox', outcome: 'moved-back', detail })
    }
    if (!last) return save({ ...read, state: 'watching' }, null)
    const detail = 'still in the Inbox at the last reading'
    return save({ ...read, state: 'done' }, { action: 'move-to-inbox', outcome: 'succeeded', detail })
  }

  const current = (rescue: RescueRecord): Promise<RescueRecord | null> => ledger.readRescue(rescue, rescue.id)

  /** Reads again when the time has come; gives up quietly when the app stops or an undo took over. */
  const watch = async (scene: Scene, started: RescueRecord): Promise<void> => {
    for (const [index, delay] of watchAtMs.entries()) {
      const wait = Math.max(0, started.startedAt + delay - clock.now())
      const isLast = index === watchAtMs.length - 1
      if (!isLast && clock.now() > started.startedAt + watchAtMs[watchAtMs.length - 1]!) continue
      await clock.sleep(wait, stopping.signal)
      const goOn = await inTurn(scene.key, async () => {
        const rescue = await current(started)
        if (rescue?.state !== 'watching') return false
        const copy = await look(scene, rescue.ref)
        return (await afterReading(rescue, copy, isLast)).state === 'watching'
      })
      if (!goOn) return
    }
  }

  const watchInBackground = (scene: Scene, rescue: RescueRecord): void => {
    // A reading that fails leaves the rescue `watching`, and the mailbox is looked at again later.
    if (rescue.state === 'watching') void watch(scene, rescue).catch(() => settleSoon(rescue))
  }

  /** The copy as the mailbox has it now, if the log and the mailbox agree that it is ours to move. */
  const movableCopy = async (scene: Scene, record: CopyRecord): Promise<FoundCopy> => {
    if (record.match === 'likely' || scene.email.messageId === null) throw new Failure(refusals['only-likely'])
    const live = await look(scene, record.ref)
    if (live === null) {
      throw new Failure({
        code: 'message-gone',
        message: 'This copy is no longer there: check again to see where the email is now.',
      })
    }
    const refusal = immovableReason({ ...live, match: 'exact' }, scene.email)
    if (refusal) throw new Failure(refusals[refusal])
    return live
  }

  const move = (key: EmailKey, copyId: string): Promise<Rescue> =>
    inTurn(key, async () => {
      const scene = await sceneOf(key)
      const known = (await ledger.readCopies(key, [key.emailId])).get(key.emailId) ?? []
      const record = known.find((copy) => copy.copyId === copyId)
      if (!record) {
        throw new Failure({
          code: 'unknown-copy',
          message: 'This copy was not seen in this mailbox: check again, then move it.',
          field: 'copyId',
        })
      }
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
      const detail = `from ${placeInWords(live.place)} to the Inbox`
      await save(intended, { action: 'move-to-inbox', outcome: 'intended', detail })
      const moved = await carryOut(scene, intended, live)
      watchInBackground(scene, moved)
      return toRescue(moved)
    })

  /** A move or undo whose outcome isn't known yet must be settled before the next one. */
  const refuseWhileOpen = async (key: EmailKey): Promise<void> => {
    const open = (await ledger.readRescues(key)).some(({ state }) => state === 'intended' || state === 'undoing')
    if (!open) return
    throw new Failure({
      code: 'conflict',
      message: 'What became of the last move of this email is still being looked up: try again in a minute.',
    })
  }

  const carryOut = async (scene: Scene, intended: RescueRecord, live: FoundCopy): Promise<RescueRecord> => {
    let ref = intended.ref
    try {
      ref = (await within(actionMs, (signal) => scene.provider.moveToInbox(scene.mailbox, live, signal))).ref
    } catch (error) {
      const facts = factsOf(error)
      // The mailbox may have been changed: the intent stays open and is settled by looking.
      if (leavesOpen(facts.code)) {
        settleSoon(intended)
        throw error
      }
      const failure = { code: facts.code, message: facts.message }
      await save(
        { ...intended, state: 'failed', error: failure },
        { action: 'move-to-inbox', outcome: 'failed', detail: facts.message },
      )
      throw error
    }
    const moved = { ...intended, ref, state: 'watching' as RescueState }
    await save(moved, null)
    try {
      return await afterReading(moved, await look(scene, ref), false)
    } catch {
      // Moved, but the proof could not be read now: the watch reads again.
      return moved
    }
  }

  const leavesOpen = (code: string): boolean =>
    ['move-unsure', 'timeout', 'offline', 'server-error', 'bad-answer', 'cancelled', 'bug'].includes(code)

  const settleSoon = (rescue: RescueRecord, attempt = 0): void => {
    const delay = Math.min(60_000, 2_000 * 2 ** attempt)
    void clock.sleep(delay, stopping.signal).then(
      () => settle(rescue).catch(() => settleSoon(rescue, attempt + 1)),
      () => undefined,
    )
  }

  /** Finds out by looking what became of a rescue whose outcome isn't known. Throws when the mailbox can't be read. */
  const settle = (open: RescueRecord): Promise<void> =>
    inTurn(open, async () => {
      const rescue = await current(open)
      if (!rescue || !['intended', 'watching', 'undoing'].includes(rescue.state)) return
      const scene = await sceneOf(rescue)
      const copy = await look(scene, rescue.ref)
      if (rescue.state === 'watching') {
        const last = clock.now() - rescue.startedAt >= watchAtMs[watchAtMs.length - 1]!
        watchInBackground(scene, await afterReading(rescue, copy, last))
      } else if (rescue.state === 'intended') {
        await settleIntent(scene, rescue, copy)
      } else {
        await settleUndo(rescue, copy)
      }
    })

  const settleIntent = async (scene: Scene, rescue: RescueRecord, copy: FoundCopy | null): Promise<void> => {
    if (copy?.place.kind === 'inbox') {
      await ledger.appendAudit(
        audit(rescue, { action: 'settle', outcome: 'succeeded', detail: 'the move had happened' }),
      )
      watchInBackground(scene, await afterReading(rescue, copy, false))
      return
    }
    if (copy && !samePlace(copy.place, rescue.before)) {
      const message = `The move was interrupted, and the email is in ${placeInWords(copy.place)} now: it was not moved again.`
      const elsewhere = reading({ ...rescue, state: 'failed', error: { code: 'cancelled', message } }, copy.place)
      await save(elsewhere, { action: 'settle', outcome: 'failed', detail: message })
      return
    }
    // A request that was under way when its answer was lost may still arrive at the mailbox.
    const ripeIn = rescue.startedAt + actionMs - clock.now()
    if (ripeIn > 0) {
      settleSoon(rescue)
      return
    }
    const message = copy
      ? `The move was interrupted and did not happen: the email is in ${placeInWords(copy.place)}.`
      : 'The move was interrupted, and the email is no longer where it was: check again to see where it is.'
    const failed = reading({ ...rescue, state: 'failed', error: { code: 'cancelled', message } }, copy?.place ?? null)
    await save(failed, { action: 'settle', outcome: 'failed', detail: message })
  }

  const settleUndo = async (rescue: RescueRecord, copy: FoundCopy | null): Promise<void> => {
    if (copy && samePlace(copy.place, rescue.before)) {
      const undone = reading({ ...rescue, state: 'undone', undoneAt: clock.now(), error: null }, copy.place)
      await save(undone, { action: 'settle', outcome: 'succeeded', detail: 'the undo had happened' })
      return
    }
    const message = 'The undo was interrupted and did not happen: undo again if it is still wanted.'
    const state: RescueState = copy?.place.kind === 'inbox' ? 'done' : 'moved-back'
    const back = reading({ ...rescue, state, error: { code: 'cancelled', message } }, copy?.place ?? null)
    await save(back, { action: 'settle', outcome: 'failed', detail: message })
  }

  const undoable = async (key: EmailKey, rescueId: string): Promise<RescueRecord> => {
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

  const undo = (key: EmailKey, rescueId: string): Promise<Rescue> =>
    inTurn(key, async () => {
      const rescue = await undoable(key, rescueId)
      const scene = await sceneOf(key)
      const live = await look(scene, rescue.ref)
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
      const stranger = immovableReason({ ...live, place: rescue.before, match: 'exact' }, scene.email)
      if (stranger) throw new Failure(refusals[stranger])
      const detail = `from the Inbox back to ${placeInWords(rescue.before)}`
      const undoing = await save(
        { ...rescue, state: 'undoing', error: null },
        { action: 'undo', outcome: 'intended', detail },
      )
      return toRescue(await carryOutUndo(scene, rescue, undoing))
    })

  const carryOutUndo = async (scene: Scene, before: RescueRecord, undoing: RescueRecord): Promise<RescueRecord> => {
    let put: FoundCopy
    try {
      put = await within(actionMs, (signal) =>
        scene.provider.putBack(scene.mailbox, undoing.ref, undoing.origin, signal),
      )
    } catch (error) {
      const facts = factsOf(error)
      if (leavesOpen(facts.code)) {
        settleSoon(undoing)
        throw error
      }
      const failure = { code: facts.code, message: facts.message }
      const kept = await save(
        { ...before, error: failure },
        { action: 'undo', outcome: 'failed', detail: facts.message },
      )
      watchInBackground(scene, kept)
      throw error
    }
    // Where a reading fails, the server's own answer to the change is what is known.
    const copy = await look(scene, put.ref).catch(() => put)
    const read = reading({ ...undoing, ref: put.ref }, copy?.place ?? null)
    if (copy && samePlace(copy.place, undoing.before)) {
      const detail = `in ${placeInWords(copy.place)} again`
      const undone = { ...read, state: 'undone' as const, undoneAt: clock.now() }
      return save(undone, { action: 'undo', outcome: 'succeeded', detail })
    }
    const where = copy ? placeInWords(copy.place) : 'a place that cannot be seen'
    const error = { code: 'moved-back', message: `It was put back and was moved away again, to ${where}.` }
    const detail = `found in ${where} after the undo`
    return save({ ...read, state: 'moved-back', error }, { action: 'undo', outcome: 'moved-back', detail })
  }

  const settleOpen = async (): Promise<void> => {
    const open = await ledger.openRescues()
    await Promise.all(open.map((rescue) => settle(rescue).catch(() => settleSoon(rescue))))
  }

  return { move, undo, settleOpen, stop: () => stopping.abort() }
}
