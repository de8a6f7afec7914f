import { isGranted, spreadMs, type CapabilityReading, type GrantReading } from '../../../shared/model'

/** What a right was before the change that is still spreading, or as it was last read. */
const settledState = (row: CapabilityReading) => row.spreading?.was ?? row.state

const settle = (before: CapabilityReading | undefined, row: CapabilityReading, now: number): CapabilityReading => {
  const { spreading, ...plain } = row
  // The provider's own directory is ahead of its tokens: no reading of ours settles that.
  if (spreading) return row
  if (!before) return plain
  const was = settledState(before)
  const [then, today] = [isGranted(was), isGranted(row.state)]
  if (then === null || today === null || then === today) return plain
  const isSecond = before.spreading !== undefined && isGranted(before.state) === today
  const readAgainAt = isSecond ? before.spreading.readAgainAt : new Date(now + spreadMs).toISOString()
  return isSecond && Date.parse(readAgainAt) <= now ? plain : { ...plain, spreading: { was, readAgainAt } }
}

/**
 * Marks the rights that changed since the reading before: granted or withdrawn a moment ago, not everything at the provider
 * may know of it yet. A second reading that says the same at least two minutes after the first settles it; one that says
 * what was there before takes the change back.
 */
export const withSpreading = (before: GrantReading | null, reading: GrantReading, now: number): GrantReading => ({
  ...reading,
  rows: reading.rows.map((row) =>
    settle(
      before?.rows.find(({ capability }) => capability === row.capability),
      row,
      now,
    ),
  ),
})
