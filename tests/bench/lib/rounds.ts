/** Runs every candidate in turns, so that what else the machine does meets all of them alike. Medians in milliseconds. */
export const inTurns = async <Name extends string>(
  rounds: number,
  candidates: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, number>> => {
  const names = Object.keys(candidates) as Name[]
  const times = new Map<Name, number[]>(names.map((name) => [name, []]))
  const warmUp = Math.ceil(rounds / 4)
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const name of names) {
      const start = performance.now()
      await candidates[name]()
      if (round >= 0) times.get(name)?.push(performance.now() - start)
    }
  }
  const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<Name, number>
}
