/** How long somebody counts as opened lately, and how many of a tenant do. */
const latelyMs = 7 * 86_400_000
const most = 20

export interface Opened {
  readonly personId: string
  readonly at: number
}

/** The people whom engineers opened lately, the last one first, each once. */
export const withOpened = (known: readonly Opened[], news: readonly Opened[], now: number): readonly Opened[] => {
  const latest = new Map<string, number>()
  for (const { personId, at } of [...known, ...news]) latest.set(personId, Math.max(at, latest.get(personId) ?? 0))
  return [...latest]
    .map(([personId, at]) => ({ personId, at }))
    .filter(({ at }) => at > now - latelyMs)
    .sort((one, other) => other.at - one.at)
    .slice(0, most)
}
