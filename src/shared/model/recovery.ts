import type { Capability, CapabilityState } from './grant'
import type { BreakPoint } from './sends'
import type { SendMethod } from './sent-email'
import type { Place, UnknownReason } from './sighting'
import type { TimeWindow } from './time-window'

/** The way back from a broken grant, in order. `see` and `result` only say what is; the others do something. */
export const recoverySteps = ['see', 'resync', 'resend', 'watch', 'result'] as const
export type RecoveryStep = (typeof recoverySteps)[number]
/** Those that an engineer runs, skips or repeats. */
export const runnableSteps = ['resync', 'resend', 'watch'] as const
export type RunnableStep = (typeof runnableSteps)[number]

/** What tells that a synced tenant's grant is broken: nothing was sent while others got mail, or mail went by SMTP. */
export const recoverySigns = ['empty-log', 'smtp'] as const
export type RecoverySign = (typeof recoverySigns)[number]

/** What the ledger knew of one person's log in one window, as of `at`. */
export interface RecoveryEvidence {
  /** ISO instant. */
  readonly at: string
  readonly signs: readonly RecoverySign[]
  readonly sent: number
  readonly bySmtp: number
  /** Emails that other people of the tenant were sent in the window. */
  readonly toOthers: number
  /** Where the person's mail fell from the API to SMTP; null where the window doesn't show it. */
  readonly breakPoint: BreakPoint | null
}

/** One capability as it stood before or after a resync. */
export interface GrantFact {
  readonly capability: Capability
  readonly state: CapabilityState
  /** What has to be added where; null when nothing is missing. */
  readonly remedy: string | null
}

/** A sent email that arrived while it was watched for. */
export interface Arrival {
  readonly emailId: string
  /** ISO instant. */
  readonly sentAt: string
  readonly method: SendMethod
  /** Where it was found; null while it wasn't. */
  readonly place: Place | null
  /** Why it couldn't be looked for; null where it could. */
  readonly unknown: UnknownReason | null
  /** From sending to arrival in the mailbox; null while it wasn't found. */
  readonly seconds: number | null
}

/**
 * - `cut-off`: the app ended while it ran
 * - `skipped`: the engineer went on without it, and `note` says why
 */
export const attemptStates = ['running', 'done', 'failed', 'skipped', 'cut-off'] as const
export type AttemptState = (typeof attemptStates)[number]

/** One time that a step was run or skipped. */
export interface RecoveryAttempt {
  readonly id: string
  readonly step: RunnableStep
  readonly state: AttemptState
  /** ISO instants. */
  readonly startedAt: string
  readonly endedAt: string | null
  readonly engineer: string
  /** One sentence: what came of it. */
  readonly note: string
  /** Of a resync: the rights before (null when they were never read) and after it. */
  readonly grants?: { readonly before: readonly GrantFact[] | null; readonly after: readonly GrantFact[] | null }
  /** Of a resend. */
  readonly resendId?: string
  /** Of a watch: when it gives up, and what arrived; null when nothing did. */
  readonly givesUpAt?: string
  readonly arrival?: Arrival | null
}

/** One walk back from a broken grant, of one person. It outlives the app. */
export interface Recovery {
  readonly tenantId: string
  readonly personId: string
  readonly id: string
  readonly window: TimeWindow
  /** ISO instants. */
  readonly startedAt: string
  readonly closedAt: string | null
  readonly startedBy: string
  readonly evidence: RecoveryEvidence
  /** Oldest first. */
  readonly attempts: readonly RecoveryAttempt[]
}

/** Where a step stands: what its last attempt came to, unless a step before it was run again since. */
export interface StepStanding {
  readonly state: AttemptState | 'open'
  readonly attempt: RecoveryAttempt | null
  /** How often it was run or skipped in all. */
  readonly tries: number
}

export const standingOf = (recovery: Recovery, step: RunnableStep): StepStanding => {
  const of = (one: RunnableStep): readonly RecoveryAttempt[] => recovery.attempts.filter((each) => each.step === one)
  const tries = of(step).length
  const attempt = of(step).at(-1) ?? null
  const before = runnableSteps.slice(0, runnableSteps.indexOf(step))
  const isPast = before.some((one) => {
    const last = of(one).at(-1)
    return (
      last !== undefined && attempt !== null && recovery.attempts.indexOf(last) > recovery.attempts.indexOf(attempt)
    )
  })
  return attempt === null || isPast ? { state: 'open', attempt: null, tries } : { state: attempt.state, attempt, tries }
}

const isSettled = ({ state }: StepStanding): boolean => state === 'done' || state === 'skipped'

/** The step to go on with; `result` when all are done or skipped. */
export const nextStepOf = (recovery: Recovery): RunnableStep | 'result' =>
  runnableSteps.find((step) => !isSettled(standingOf(recovery, step))) ?? 'result'

/**
 * - `repaired`: a new email went by the API and is in the Inbox
 * - `not-in-inbox`: it went by the API and lies elsewhere, or wasn't found
 * - `still-smtp`, `still-empty`: what there was to see at the beginning is still so
 * - `unsure`: nothing was watched for, or nobody tells how what arrived was sent
 */
export const recoveryOutcomes = ['repaired', 'not-in-inbox', 'still-smtp', 'still-empty', 'unsure'] as const
export type RecoveryOutcome = (typeof recoveryOutcomes)[number]

/** What the walk came to; null while a step is open. */
export const outcomeOf = (recovery: Recovery): RecoveryOutcome | null => {
  if (nextStepOf(recovery) !== 'result') return null
  const { attempt } = standingOf(recovery, 'watch')
  if (attempt === null || attempt.state === 'skipped') return 'unsure'
  const { arrival } = attempt
  if (!arrival) return 'still-empty'
  if (arrival.method === 'smtp') return 'still-smtp'
  // A mailbox scan doesn't say how an email was sent.
  if (arrival.method === 'unknown') return 'unsure'
  return arrival.place?.kind === 'inbox' ? 'repaired' : 'not-in-inbox'
}
