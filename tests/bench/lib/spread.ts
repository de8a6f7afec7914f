/** Median, least and greatest of a few runs. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** Sums up runs, rounded to hundredths. Throws when there were none. */
export const spread = (runs: readonly number[]): Spread => {
  const inOrder = runs.map((run) => Math.round(run * 100) / 100).sort((a, b) => a - b)
  const [median, min, max] = [inOrder[Math.floor(inOrder.length / 2)], inOrder[0], inOrder.at(-1)]
  if (median === undefined || min === undefined || max === undefined) throw new Error('Nothing was measured.')
  return { median, min, max }
}
