import type { RequestLogRow } from '../../shared/contract'

/** How many of the newest requests are kept, in memory only. */
const kept = 300

/** The redacted log of requests as the Status page shows it. */
export const createRequestLog = () => {
  let newestFirst: RequestLogRow[] = []
  return {
    add: (row: RequestLogRow): void => {
      newestFirst = [row, ...newestFirst].slice(0, kept)
    },
    rows: (): readonly RequestLogRow[] => newestFirst,
  }
}
