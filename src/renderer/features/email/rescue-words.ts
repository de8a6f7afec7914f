import type { Copy, ProviderKind, Rescue } from '../../../shared/model'
import { unreachable } from '../../../shared/model/failure'
import { clockTime } from '../../ui/time'
import { placePhrase } from './places'

/** How long a moved email is watched before its stay in the Inbox counts as proven, in milliseconds. */
const watchMs = 60_000

/** What became of a rescue, as one sentence with times in `zone`. */
export const rescueSentence = (rescue: Rescue, provider: ProviderKind, zone: string): string => {
  const last = rescue.readings.at(-1)
  const before = placePhrase(rescue.before, provider)
  switch (rescue.state) {
    case 'intended':
      return 'Moving it to the Inbox…'
    case 'watching': {
      const since = Date.parse(rescue.readings[0]?.at ?? rescue.startedAt)
      return `In the Inbox, watching until ${clockTime(new Date(since + watchMs).toISOString(), zone)}.`
    }
    case 'done':
      return last === undefined
        ? 'In the Inbox.'
        : `In the Inbox, proven: it was still there at ${clockTime(last.at, zone)}.`
    case 'moved-back': {
      const now = rescue.after === null ? 'gone from the Inbox' : `in ${placePhrase(rescue.after, provider)}`
      return `It reached the Inbox, then something moved it away again: it is ${now} now. Look for a rule, a filter or a mail program that does this.`
    }
    case 'failed':
      return rescue.after === null
        ? 'It was not moved.'
        : `It was not moved: it is in ${placePhrase(rescue.after, provider)}.`
    case 'undoing':
      return `Putting it back in ${before}…`
    case 'undone':
      return rescue.undoneAt === null
        ? `Undone: put back in ${before}.`
        : `Undone: put back in ${before} at ${clockTime(rescue.undoneAt, zone)}.`
    default:
      return unreachable(rescue.state)
  }
}

const undoableStates: readonly Rescue['state'][] = ['watching', 'done']

/**
 * The rescue that Undo acts on: the newest one, when it moved the email and was not undone. An older one is never
 * offered, since what came after it would be undone with it.
 */
export const undoable = (rescues: readonly Rescue[]): Rescue | null => {
  const newest = rescues[0]
  return newest !== undefined && undoableStates.includes(newest.state) ? newest : null
}

/** A copy that can be moved, and the name of its button. */
export interface MoveOffer {
  readonly copy: Copy
  readonly label: string
  /** What pressing it does, in words. */
  readonly effect: string
}

/**
 * The buttons for the copies of one email: one copy gets "Move to Inbox", several get one each, named with the folder,
 * and numbered where two lie in the same one.
 */
export const moveOffers = (
  copies: readonly Copy[],
  who: { readonly person: string; readonly tenant: string; readonly provider: ProviderKind },
): readonly MoveOffer[] => {
  const movable = copies.filter((copy) => copy.immovable === null && copy.place.kind !== 'inbox')
  const places = movable.map((copy) => placePhrase(copy.place, who.provider))
  return movable.map((copy, index) => {
    const place = places[index] ?? ''
    const nth = places.slice(0, index + 1).filter((each) => each === place).length
    const suffix = places.filter((each) => each === place).length > 1 ? ` (${nth})` : ''
    return {
      copy,
      label: copies.length === 1 ? 'Move to Inbox' : `Move to Inbox from ${place}${suffix}`,
      effect: `Moves this one email from ${place} to ${who.person}’s Inbox at ${who.tenant}.`,
    }
  })
}
