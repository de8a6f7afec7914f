import type { Copy, ImmovableReason, ProviderKind, Rescue } from '../../../shared/model'
import { proofInWords } from '../../../shared/model/sighting'
import { providerNames } from '../../../shared/model/tenant'
import { placePhrase } from './places'

/** For whom something is offered, in the words of the screen. */
export interface Who {
  readonly person: string
  readonly tenant: string
  readonly provider: ProviderKind
}

/** A copy that can be moved, and the name of its button. */
export interface MoveOffer {
  readonly copy: Copy
  readonly label: string
  /** What pressing it does, in words. */
  readonly effect: string
}

/** ` (2)` for the second of equal names, nothing for a name that is the only one of its kind. */
const numbered = (names: readonly string[]): readonly string[] =>
  names.map((name, index) => {
    if (names.indexOf(name) === names.lastIndexOf(name)) return name
    return `${name} (${names.slice(0, index + 1).filter((each) => each === name).length})`
  })

/**
 * The buttons for the copies of one email: one copy gets "Move to Inbox", several get one each, named with the folder,
 * and numbered where two lie in the same one. `isNow` is false where the copies were seen earlier and can't be read now.
 */
export const moveOffers = (copies: readonly Copy[], who: Who, isNow = true): readonly MoveOffer[] => {
  const movable = copies.filter((copy) => copy.immovable === null && copy.place.kind !== 'inbox')
  const labels = numbered(movable.map((copy) => `Move to Inbox from ${placePhrase(copy.place, who.provider)}`))
  return movable.map((copy, index) => {
    const moves = `moves this one email from ${placePhrase(copy.place, who.provider)} to ${who.person}’s Inbox at ${who.tenant}`
    return {
      copy,
      label: copies.length === 1 ? 'Move to Inbox' : (labels[index] ?? ''),
      effect:
        because(copy) + (isNow ? `M${moves.slice(1)}.` : `Looks in the mailbox first. If it is still there, ${moves}.`),
    }
  })
}

const because = ({ proof }: Copy): string =>
  proof ? `No log says that we sent it, but it is the platform’s: ${proofInWords(proof)}. ` : ''

/** Why a copy has no move button and what to do about it: the sentence that stands in the button's place. */
export const immovableSentence = (reason: ImmovableReason, { person, tenant, provider }: Who): string => {
  const permission = provider === 'google' ? 'delegate gmail.modify' : 'grant Mail.ReadWrite'
  const sentences: Readonly<Record<ImmovableReason, string>> = {
    'already-in-inbox': 'It is in the Inbox: nothing to move.',
    'only-likely': `Can’t be moved from here: the log has no Message-ID for it, so this may be another email. Ask ${person} to look at it and move it themselves.`,
    'not-platform-sender': `Can’t be moved from here: no log says that we sent it, only a file or a scan of the mailbox, and neither its sender nor a header shows that it is the platform’s. Ask ${person} to look at it first.`,
    'headers-not-permitted': `Can’t be moved yet: no log says that we sent it, and ${tenant} doesn’t let us read the header that would show it. Ask its administrator to grant Mail.Read, then check again.`,
    'sender-differs': `Can’t be moved from here: its sender isn’t the one that the log names, so it may not be our email. Ask ${person} to look at it first.`,
    'permission-missing': `Can’t be moved yet: ${tenant} lets us look into mailboxes but not change them. Ask its administrator to ${permission}, then check again.`,
    'person-suspended': `Can’t be moved now: ${person} is suspended, and ${providerNames[provider]} refuses changes to their mailbox. Have the account activated, then check again.`,
  }
  return sentences[reason]
}

/** A rescue that can be undone, and the name of its button. */
export interface UndoOffer {
  readonly rescue: Rescue
  readonly label: string
  readonly effect: string
}

/**
 * The newest rescue of each copy, newest first. What is older of the same copy is never offered: what came after it
 * would be undone with it.
 */
export const latestRescues = (newestFirst: readonly Rescue[]): readonly Rescue[] =>
  newestFirst.filter((rescue, index) => newestFirst.findIndex(({ copyId }) => copyId === rescue.copyId) === index)

const undoableStates: readonly Rescue['state'][] = ['watching', 'done']

/** True for a rescue that moved its copy and was not undone, whether or not the provider can put it back. */
export const isUndoable = ({ state }: Rescue): boolean => undoableStates.includes(state)

/**
 * The undo buttons of one email: a single one is "Undo", several are named with the folder they go back to, and numbered
 * in the order of the moves where two go back to the same one.
 */
export const undoOffers = (newestFirst: readonly Rescue[], provider: ProviderKind): readonly UndoOffer[] => {
  const oldestFirst = latestRescues(newestFirst)
    .filter((rescue) => isUndoable(rescue) && rescue.undoRefusal === null)
    .reverse()
  const labels = numbered(oldestFirst.map(({ before }) => `Undo: back to ${placePhrase(before, provider)}`))
  return oldestFirst
    .map((rescue, index) => ({
      rescue,
      label: oldestFirst.length === 1 ? 'Undo' : (labels[index] ?? ''),
      effect: `Puts it back in ${placePhrase(rescue.before, provider)}, exactly where it was.`,
    }))
    .reverse()
}
