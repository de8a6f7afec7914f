import { Failure } from '../../../shared/model'
import type { LocateResult, WantedEmail } from '../provider'
import type { PartAnswer } from './batch'
import type { Connection } from './connection'
import { cancelled, concernsMailbox, isThrottled, troubleFailure } from './failures'
import type { LabelNames } from './labels'
import { createLocateRun } from './locate-run'
import type { MailboxCalls } from './mailbox-calls'
import type { Part } from './part-queue'
import { patience } from './patience'
import type { Trouble } from './trouble'

/** A part that came to nothing. */
interface Vain {
  readonly part: Part
  readonly trouble: Trouble
}

/**
 * Looks for many emails in one mailbox, in batches one after the other, and reports each as soon as nothing about it is
 * open. Calls that Google was too busy for, although the batch itself was answered 200, are sent again after the longest
 * wait any of them asked for.
 */
export const locate = async (
  connection: Connection,
  calls: MailboxCalls,
  labels: LabelNames,
  wanted: readonly WantedEmail[],
  signal: AbortSignal,
  report: (result: LocateResult) => void,
): Promise<void> => {
  const run = createLocateRun(calls.address, labels, connection, wanted, report)
  /** Batches lost in a row. */
  let lost = 0
  /** Batches in a row that were mostly in vain. */
  let strain = 0
  for (let parts = run.queue.next(); parts.length > 0; parts = run.queue.next()) {
    let answers: readonly (PartAnswer | null)[]
    try {
      answers = await calls.batch(
        parts.map((part) => part.path),
        signal,
      )
      lost = 0
    } catch (thrown) {
      if (signal.aborted) throw cancelled(thrown)
      if (!(thrown instanceof Failure)) throw thrown
      lost++
      if (lost > 1 || concernsMailbox(thrown) || isThrottled(thrown)) return run.giveUp(thrown)
      for (const part of parts) run.fail(part, thrown)
      continue
    }
    const vain = parts.flatMap((part, index): Vain[] => {
      const trouble = run.take(part, answers[index] ?? null)
      return trouble === null ? [] : [{ part, trouble }]
    })
    const isFinal = ({ part, trouble }: Vain): boolean => trouble.effect === 'refused' || part.round >= patience
    for (const { part, trouble } of vain.filter(isFinal)) run.fail(part, troubleFailure(trouble))
    const again = vain.filter((one) => !isFinal(one))
    const throttled = again.filter(({ trouble }) => trouble.code === 'throttled')
    if (2 * throttled.length > parts.length) run.queue.narrow()
    else if (throttled.length === 0) run.queue.widen()
    if (again.some(({ trouble }) => trouble.effect === 'token')) connection.forget(calls.address)
    const wait = { round: strain, askedMs: longestAsked(again), throttled: throttled.length > 0 }
    strain = 2 * again.length > parts.length ? strain + 1 : 0
    const [worst] = [...throttled, ...again]
    if (worst === undefined) continue
    if (!(await connection.waited(calls.address, wait, signal))) return run.giveUp(troubleFailure(worst.trouble))
    for (const { part } of again) run.queue.add({ ...part, round: part.round + 1 })
  }
  // Nothing is left to ask: whatever is still open was dropped by a bug, and silence would look like "not asked yet".
  run.giveUp(new Failure({ code: 'bug', message: 'This email was left out of the search: report this.' }))
}

const longestAsked = (vain: readonly Vain[]): number | null =>
  vain.reduce<number | null>(
    (longest, { trouble }) => (trouble.waitMs === null ? longest : Math.max(longest ?? 0, trouble.waitMs)),
    null,
  )
