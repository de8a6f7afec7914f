import { invalidParameter, type Problem } from './problems'

/** The window that a request's `from` and `to` name, in epoch milliseconds; open where one is left out. */
export const readWindow = (query: URLSearchParams): { readonly from: number; readonly to: number } | Problem => {
  const from = instant(query.get('from'), Number.NEGATIVE_INFINITY)
  if (from === undefined)
    return invalidParameter('from', 'The start must be a UTC instant such as 2026-11-02T00:00:00Z.')
  const to = instant(query.get('to'), Number.POSITIVE_INFINITY)
  if (to === undefined) return invalidParameter('to', 'The end must be a UTC instant such as 2026-11-02T00:00:00Z.')
  if (to <= from) return invalidParameter('to', 'The end must lie after the start.')
  return { from, to }
}

const instant = (text: string | null, open: number): number | undefined => {
  if (text === null) return open
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}
