import type { ProviderKind, Rescue } from '../../../shared/model'
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
