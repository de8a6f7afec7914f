import type { Sighting } from '../../../shared/model'
import { sightingFreshMs } from '../../../shared/model/sighting'

/** Whether a sighting is old enough, or says so little, that looking again makes sense. */
export const isStale = (sighting: Sighting | null, nowMs: number): boolean =>
  sighting === null || nowMs - Date.parse(sighting.at) >= sightingFreshMs
