import type { Sighting } from '../../../shared/model'

/** How old a sighting may be before it is read again without being asked, in milliseconds; main holds the same limit. */
export const freshMs = 2 * 60_000

/** Whether a sighting is old enough, or says so little, that looking again makes sense. */
export const isStale = (sighting: Sighting | null, nowMs: number): boolean =>
  sighting === null || nowMs - Date.parse(sighting.at) >= freshMs
