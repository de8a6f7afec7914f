import { Failure, nothingDone, type FailureCode } from '../../../shared/model'
import type { ResendRecord } from '../../ledger/ledger'
import { factsOf, inBackground, isBug, requirePerson, within, type ServiceParts } from '../parts'
import type { InTurn } from '../rescue/turns'
import type { Notes } from './notes'
import type { Ending, Sender, WentOut } from './sender'

/** How long an order may be under way, and a look may take, in milliseconds. */
export const actionMs = 60_000
/** An email that was sent is looked for this long before it counts as not sent. */
const arrivingMs = 90_000
/** After this long without an answer nobody will be told any more. */
const patienceMs = 5 * 60_000

/** Failures that say for sure that nothing was sent. */
const surelyNot: readonly FailureCode[] = [
  ...nothingDone,
  'bad-input',
  'not-allowed',
  'not-sent',
  'proxy-sign-in',
  'certificate-untrusted',
  'unknown-tenant',
  'unknown-person',
  'source-missing',
  'conflict',
  'old-runtime',
  'vault-locked',
]
export const isSurelyNot = (error: unknown): boolean => error instanceof Failure && surelyNot.includes(error.code)

const unsure: ResendRecord['failure'] = {
  code: 'send-unsure',
  message: 'It may have been sent, and nobody can tell: ask the person, then say which.',
}

/** Finds out what became of a resend whose end isn't known. It never sends. */
export interface Settle {
  /** Asks or looks once; resolves to the resend as it then is. What isn't known yet is looked up again, in the background. */
  now(resend: ResendRecord): Promise<ResendRecord>
  /** The same in a moment, then less and less often. */
  soon(resend: ResendRecord): void
  sent(resend: ResendRecord, out: WentOut, action: 'resend' | 'settle'): Promise<ResendRecord>
  failed(resend: ResendRecord, failure: ResendRecord['failure'], action: 'resend' | 'settle'): Promise<ResendRecord>
}

export const createSettle = (
  parts: ServiceParts,
  tools: {
    readonly notes: Notes
    readonly inTurn: InTurn
    readonly senderOf: (path: ResendRecord['path']) => Sender | null
    /** Told of each email that went out, once. */
    readonly wentOut: (resend: ResendRecord) => Promise<void>
    readonly stopping: AbortSignal
  },
): Settle => {
  const { ledger, clock } = parts
  const { notes, inTurn, senderOf, stopping } = tools

  /** As it is now, whoever changed it meanwhile. */
  const current = async (resend: ResendRecord): Promise<ResendRecord> =>
    (await ledger.readResend(resend, resend.id)) ?? resend

  const sent: Settle['sent'] = async (resend, out, action) => {
    const { sentAt, method, messageId } = out
    const next: ResendRecord = { ...resend, state: 'sent', sentAt, sendMethod: method, messageId, failure: null }
    const detail = `${describe(resend)}${method === null ? '' : ` by ${method}`}`
    const kept = await notes.change(next, ['sending', 'maybe-sent'], { action, outcome: 'succeeded', detail })
    if (kept === null) return current(resend)
    await tools.wentOut(kept)
    if (sentAt === null || messageId === null) soon(kept)
    return kept
  }
  const failed: Settle['failed'] = async (resend, failure, action) => {
    const next: ResendRecord = { ...resend, state: 'failed', failure }
    const line = { action, outcome: 'failed', detail: `${describe(resend)}: ${failure?.message ?? ''}` } as const
    return (await notes.change(next, ['intended', 'sending', 'maybe-sent'], line)) ?? (await current(resend))
  }
  const nobodyKnows = async (resend: ResendRecord): Promise<ResendRecord> => {
    const next: ResendRecord = { ...resend, state: 'maybe-sent', failure: unsure }
    const line = { action: 'settle', outcome: 'unsure', detail: `${describe(resend)}: may have been sent` } as const
    return (await notes.change(next, ['sending'], line)) ?? (await current(resend))
  }

  const find = async (resend: ResendRecord): Promise<Ending> => {
    const sender = senderOf(resend.path)
    if (sender === null) return { kind: 'cannot-tell' }
    const person = await requirePerson(ledger, resend)
    return within(clock, actionMs, (signal) => sender.find(resend, person, signal))
  }

  const judge = async (resend: ResendRecord, ending: Ending): Promise<ResendRecord | null> => {
    switch (ending.kind) {
      case 'sent':
        return sent(resend, ending, 'settle')
      case 'not-sent':
        return failed(resend, { code: 'not-sent', message: ending.why }, 'settle')
      case 'cannot-tell':
        return nobodyKnows(resend)
      case 'absent': {
        // A request whose answer was lost may still arrive.
        if (clock.now() - resend.startedAt < arrivingMs) return null
        const message = 'It was looked for and is not there: nothing was sent. Send it again if it is still wanted.'
        return failed(resend, { code: 'not-sent', message }, 'settle')
      }
    }
  }

  /** Null while it can't be told yet. */
  const settle = (open: ResendRecord): Promise<ResendRecord | null> =>
    inTurn(open, async () => {
      const resend = await current(open)
      if (resend.state === 'intended') {
        const message = 'The app ended before anything was sent: send it again if it is still wanted.'
        return failed(resend, { code: 'not-sent', message }, 'settle')
      }
      if (resend.state === 'sent') return learn(resend)
      if (resend.state !== 'sending') return resend
      return judge(resend, await find(resend))
    })

  /** The server took it and had no Message-ID yet: later it has. */
  const learn = async (resend: ResendRecord): Promise<ResendRecord | null> => {
    const ending = await find(resend)
    if (ending.kind === 'not-sent')
      return notes.change(
        { ...resend, state: 'failed', failure: { code: 'not-sent', message: ending.why } },
        ['sent'],
        { action: 'settle', outcome: 'failed', detail: `${describe(resend)}: ${ending.why}` },
      )
    if (ending.kind !== 'sent' || ending.messageId === null) return null
    const { sentAt, method, messageId } = ending
    return notes.change({ ...resend, sentAt, sendMethod: method, messageId }, ['sent'], null)
  }

  const isSettled = ({ state, messageId }: ResendRecord): boolean =>
    state === 'failed' || state === 'maybe-sent' || (state === 'sent' && messageId !== null)

  const attempt = async (resend: ResendRecord, attempts: number): Promise<ResendRecord> => {
    let settled: ResendRecord | null = null
    try {
      settled = await settle(resend)
    } catch (error) {
      if (stopping.aborted) return resend
      if (isBug(error)) parts.reportBug(error, 'settling a resend')
      const late = clock.now() - resend.startedAt > patienceMs
      // What is locked or busy now can be looked at later; the rest was tried for long enough.
      if (late && factsOf(error).code !== 'vault-locked' && resend.state === 'sending')
        settled = await nobodyKnows(resend)
    }
    const known = settled ?? (await current(resend))
    const late = clock.now() - resend.startedAt > patienceMs
    if (!isSettled(known) && !(late && known.state === 'sent')) soon(known, attempts)
    return known
  }

  const soon = (resend: ResendRecord, attempts = 0): void => {
    const delay = Math.min(30_000, 2_000 * 2 ** attempts)
    const later = clock.sleep(delay, stopping).then(() => attempt(resend, attempts + 1))
    inBackground(parts, 'settling a resend', later)
  }

  return { now: (resend) => attempt(resend, 0), soon: (resend) => soon(resend), sent, failed }
}

/** What it is, for the audit trail. */
export const describe = ({ templateName, path }: Pick<ResendRecord, 'templateName' | 'path'>): string =>
  `“${templateName}” by ${path}`
