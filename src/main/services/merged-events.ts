import type { DeliveryEvent } from '../../shared/model'

/**
 * The events of one email as several sources tell of them, oldest first. The same event at the same instant is one; where
 * only one source has the sending system's words, they stay.
 */
export const mergeEvents = (lists: readonly (readonly DeliveryEvent[])[]): readonly DeliveryEvent[] => {
  const [only] = lists
  if (only && lists.length === 1) return only
  const known = new Map<string, DeliveryEvent>()
  for (const event of lists.flat()) {
    const key = `${event.kind} ${Date.parse(event.at)}`
    const same = known.get(key)
    if (same === undefined || (same.detail === null && event.detail !== null)) known.set(key, event)
  }
  return [...known.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}
