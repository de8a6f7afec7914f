import type { BreakPoint, SendMethod } from '../../shared/model'

/** One sent email by what counts here. `at` is epoch milliseconds. */
export interface SendRow {
  readonly at: number
  readonly method: SendMethod
  readonly personId: string
}

/** Emails next to one another that went the same way. */
interface Run {
  readonly isApi: boolean
  readonly rows: readonly SendRow[]
}

/** Ways that change back sooner than this were open side by side, in milliseconds: one campaign takes minutes. */
const sideBySideMs = 3_600_000

const firstOf = ({ rows }: Run): number => rows[0]!.at
const lastOf = ({ rows }: Run): number => rows.at(-1)!.at
const isoOf = (at: number): string => new Date(at).toISOString()

const runsOf = (rows: readonly SendRow[]): Run[] => {
  const runs: { isApi: boolean; rows: SendRow[] }[] = []
  for (const row of rows) {
    const isApi = row.method !== 'smtp'
    const open = runs.at(-1)
    if (open?.isApi === isApi) open.rows.push(row)
    else runs.push({ isApi, rows: [row] })
  }
  return runs
}

const share = (one: Run, others: readonly Run[]): boolean => {
  const people = new Set(one.rows.map((row) => row.personId))
  return others.some(({ rows }) => rows.some((row) => people.has(row.personId)))
}

/**
 * Whether the runs tell one story. They don't where both ways were open at the same time; where nobody who was sent mail by
 * the API before is among those who get it by SMTP; and where a way back to the API is nobody's who had fallen to SMTP, for
 * then some mailboxes stayed behind while the others never changed.
 */
const agree = (runs: readonly Run[]): boolean =>
  runs.every((run, index) => {
    const next = runs[index + 1]
    if (next === undefined) return true
    if (lastOf(run) === firstOf(next)) return false
    const isInner = index > 0
    if (isInner && firstOf(next) - firstOf(run) < sideBySideMs) return false
    // More than one way there and back has to rest on more than single emails.
    if (isInner && runs.length > 3 && run.rows.length < 2) return false
    return run.isApi ? share(next, runs.slice(0, index + 1)) : share(next, [run])
  })

/**
 * The latest point at which mail fell from the API to SMTP, with its way back if there was one. Rows may come in any order;
 * those whose method nobody told are left out. `mixed` says that both ways were used and no point can be named.
 */
export const findBreak = (
  given: readonly SendRow[],
): { readonly breakPoint: BreakPoint | null; readonly mixed: boolean } => {
  const rows = given.filter((row) => row.method !== 'unknown').sort((a, b) => a.at - b.at)
  const runs = runsOf(rows)
  if (runs.length < 2) return { breakPoint: null, mixed: false }
  if (!agree(runs)) return { breakPoint: null, mixed: true }
  const at = runs.findLastIndex((run, index) => run.isApi && index < runs.length - 1)
  if (at === -1) return { breakPoint: null, mixed: false }
  const [before, fallen, after] = [runs[at]!, runs[at + 1]!, runs[at + 2]]
  return {
    breakPoint: {
      lastApi: isoOf(lastOf(before)),
      firstSmtp: isoOf(firstOf(fallen)),
      repaired: after ? { lastSmtp: isoOf(lastOf(fallen)), firstApi: isoOf(firstOf(after)) } : null,
    },
    mixed: false,
  }
}
