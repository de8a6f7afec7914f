import type { RecoveryView } from '../../../shared/contract/recovery-calls'
import {
  Failure,
  nextStepOf,
  outcomeOf,
  standingOf,
  type GrantFact,
  type GrantReading,
  type Job,
  type Recovery,
  type RecoveryAttempt,
  type RecoveryEvidence,
  type ResendOrder,
  type RunnableStep,
  type TimeWindow,
} from '../../../shared/model'
import type { NewAuditEntry, PersonKey } from '../../ledger/ledger'
import type { Jobs } from '../jobs'
import { readLogPage } from '../ledger-reads'
import type { LookUp } from '../look-up'
import { factsOf, inBackground, isBug, isCancelled, isoOf, requirePerson, type ServiceParts } from '../parts'
import { evidenceOf } from './signs'
import { watchFor, watchForMs, type Awaited } from './watch'
import { placeInWords } from '../rescue/place-words'

/** A resend as the way back needs it. */
export interface SentAgain {
  readonly id: string
  readonly state: 'intended' | 'sending' | 'sent' | 'failed' | 'maybe-sent'
  readonly awaited: Awaited
  /** One sentence: what was sent how, or why it wasn't. */
  readonly sentence: string
}

/** What other services do for a way back. */
export interface RecoveryTools {
  readonly jobs: Jobs
  readonly lookUp: LookUp
  /** Emails of the window that others of the tenant were sent. */
  readonly toOthers: (key: PersonKey, window: TimeWindow) => Promise<number>
  readonly resync: (tenantId: string) => Promise<Job>
  /** What the last resync came to, as one sentence; null when there was none. */
  readonly lastResync: (tenantId: string) => Promise<{ readonly sentence: string } | null>
  /** The latest reading of the tenant's grant; null when there was none. */
  readonly grant: (tenantId: string) => GrantReading | null
  readonly resend: (key: PersonKey, order: ResendOrder, resendId: string) => Promise<SentAgain>
  /** A resend as it stands, after asking where a lost answer left it open; null when it never began. */
  readonly settleResend: (key: PersonKey, resendId: string) => Promise<SentAgain | null>
  /** Tells the engineer outside the window. */
  readonly notify: (note: RecoveryNote) => void
}

export interface RecoveryNote extends PersonKey {
  readonly title: string
  readonly body: string
}

export interface RecoveryService {
  read(key: PersonKey, window: TimeWindow): Promise<RecoveryView>
  /** Goes on with the one that is open, else begins one. Throws `manual-tenant`. */
  begin(key: PersonKey, window: TimeWindow): Promise<Recovery>
  /** Begins a resync or a watch; it goes on when the page is left, and its end comes as `recovery-changed`. */
  run(key: PersonKey, recoveryId: string, step: 'resync' | 'watch'): Promise<Recovery>
  /** Sends again by the id that the caller made: the same id never sends twice. What was sent is then watched for. */
  resend(key: PersonKey, recoveryId: string, order: ResendOrder, resendId: string): Promise<Recovery>
  skip(key: PersonKey, recoveryId: string, step: RunnableStep, reason: string): Promise<Recovery>
  /** Ends what is running in it. */
  stopRunning(key: PersonKey, recoveryId: string): Promise<Recovery>
  close(key: PersonKey, recoveryId: string): Promise<Recovery>
  /** Those that nobody has closed, of all tenants, oldest first. */
  open(): Promise<readonly Recovery[]>
  /** Goes on with what an earlier run of the app left running. */
  resume(): Promise<void>
  stop(): void
}

const factsOfGrant = (reading: GrantReading | null): readonly GrantFact[] | null =>
  reading?.rows.map(({ capability, state, remedy }) => ({ capability, state, remedy })) ?? null

/** A directory that may not be read has shown what a resync is there to show: the permissions, which it reads in any case. */
const grantIsGone: readonly string[] = ['permission-missing', 'app-gone', 'sign-in-refused']

const running = 'This step is running already: wait for its end, or stop it first.'

/** The way back from a broken grant: each step is written down before it is begun, so that a crash loses nothing. */
export const createRecoveryService = (parts: ServiceParts, tools: RecoveryTools): RecoveryService => {
  const { ledger, clock, emit } = parts
  const stopping = new AbortController()
  /** What runs in a recovery, by its id. */
  const active = new Map<string, AbortController>()
  /** Changes of one recovery happen one after the other. */
  const turns = new Map<string, Promise<unknown>>()

  const inTurn = <T>(recoveryId: string, work: () => Promise<T>): Promise<T> => {
    const result = (turns.get(recoveryId) ?? Promise.resolve()).then(work, work)
    turns.set(
      recoveryId,
      result.catch(() => undefined),
    )
    return result
  }
  const now = (): string => isoOf(clock.now())

  const require = async (key: PersonKey, recoveryId: string): Promise<Recovery> => {
    const recovery = await ledger.readRecovery(key, recoveryId)
    if (recovery?.closedAt === null) return recovery
    throw new Failure({
      code: 'unknown-recovery',
      message: 'This way back was closed, or is of somebody else: open the log of the person again.',
      field: 'recoveryId',
    })
  }

  const line = (
    recovery: Recovery,
    outcome: NewAuditEntry['outcome'],
    detail: string,
    engineer = parts.engineer(),
  ): NewAuditEntry => ({
    at: clock.now(),
    engineer,
    tenantId: recovery.tenantId,
    personId: recovery.personId,
    emailId: null,
    rescueId: null,
    action: 'recovery',
    outcome,
    detail,
  })

  const save = async (recovery: Recovery, audit: NewAuditEntry | null): Promise<Recovery> => {
    await ledger.putRecovery(recovery, audit)
    emit({ kind: 'recovery-changed', tenantId: recovery.tenantId, personId: recovery.personId, recovery })
    return recovery
  }

  /** Adds an attempt; refused while another one of this recovery runs. */
  const addAttempt = (
    key: PersonKey,
    recoveryId: string,
    attempt: Omit<RecoveryAttempt, 'id' | 'startedAt' | 'engineer'> & { readonly id?: string },
    detail: string,
  ): Promise<{ readonly recovery: Recovery; readonly attempt: RecoveryAttempt }> =>
    inTurn(recoveryId, async () => {
      const recovery = await require(key, recoveryId)
      if (recovery.attempts.some(({ state }) => state === 'running')) {
        throw new Failure({ code: 'conflict', message: running })
      }
      const added = { id: parts.newId(), startedAt: now(), engineer: parts.engineer(), ...attempt }
      const outcome = attempt.state === 'running' ? 'intended' : 'succeeded'
      const saved = await save(
        { ...recovery, attempts: [...recovery.attempts, added] },
        line(recovery, outcome, detail),
      )
      return { recovery: saved, attempt: added }
    })

  /** Ends a running attempt; one that ended meanwhile stays as it is. */
  const endAttempt = (
    key: PersonKey,
    recoveryId: string,
    attemptId: string,
    change: Partial<RecoveryAttempt> & Pick<RecoveryAttempt, 'state' | 'note'>,
  ): Promise<Recovery | null> =>
    inTurn(recoveryId, async () => {
      const recovery = await ledger.readRecovery(key, recoveryId)
      const attempt = recovery?.attempts.find(({ id }) => id === attemptId)
      if (!recovery || attempt?.state !== 'running') return recovery
      const attempts = recovery.attempts.map((one) =>
        one.id === attemptId ? { ...one, ...change, endedAt: now() } : one,
      )
      const outcome = change.state === 'done' ? 'succeeded' : 'failed'
      return save(
        { ...recovery, attempts },
        line(recovery, outcome, `${attempt.step}: ${change.note}`, attempt.engineer),
      )
    })

  /** Runs the work of an attempt in the background; whatever it throws ends the attempt as failed. */
  const work = (
    key: PersonKey,
    { recovery, attempt }: { readonly recovery: Recovery; readonly attempt: RecoveryAttempt },
    run: (signal: AbortSignal) => Promise<void>,
  ): void => {
    const abort = new AbortController()
    active.set(recovery.id, abort)
    const signal = AbortSignal.any([abort.signal, stopping.signal])
    const ended = run(signal)
      .catch(async (error: unknown) => {
        // Left running on purpose: the next start of the app goes on with it.
        if (stopping.signal.aborted) return
        if (isBug(error) && !abort.signal.aborted) parts.reportBug(error, `the way back: ${attempt.step}`)
        const cancelled = abort.signal.aborted || isCancelled(error)
        const note = cancelled ? 'Stopped by the engineer.' : factsOf(error).message
        await endAttempt(key, recovery.id, attempt.id, { state: 'failed', note })
      })
      .finally(() => {
        if (active.get(recovery.id) === abort) active.delete(recovery.id)
      })
    inBackground(parts, 'the way back', ended)
  }

  const runResync = (key: PersonKey, begun: { readonly recovery: Recovery; readonly attempt: RecoveryAttempt }) =>
    work(key, begun, async (signal) => {
      const before = factsOfGrant(tools.grant(key.tenantId))
      const job = await tools.resync(key.tenantId)
      const onAbort = (): void => tools.jobs.cancel(job.id)
      signal.addEventListener('abort', onAbort, { once: true })
      const ended = await tools.jobs.whenEnded(job)
      signal.removeEventListener('abort', onAbort)
      const after = factsOfGrant(tools.grant(key.tenantId))
      const grants = { before, after }
      if (ended.state === 'done') {
        const note = (await tools.lastResync(key.tenantId))?.sentence ?? 'The directory was read again.'
        await endAttempt(key, begun.recovery.id, begun.attempt.id, { state: 'done', note, grants })
        return
      }
      if (stopping.signal.aborted) return
      const note = ended.error?.message ?? 'The resync was stopped.'
      if (ended.error && grantIsGone.includes(ended.error.code)) {
        await endAttempt(key, begun.recovery.id, begun.attempt.id, { state: 'done', note, grants })
        return
      }
      await endAttempt(key, begun.recovery.id, begun.attempt.id, { state: 'failed', note, grants })
    })

  /** What the watch of this recovery waits for: the email of its last resend. */
  const awaited = async (recovery: Recovery): Promise<Awaited | null> => {
    const { attempt } = standingOf(recovery, 'resend')
    if (attempt?.resendId === undefined) return null
    return (await tools.settleResend(recovery, attempt.resendId))?.awaited ?? null
  }

  const tell = (recovery: Recovery, body: string): void => {
    const told = async (): Promise<void> => {
      const [tenant, person] = await Promise.all([
        ledger.readTenant(recovery.tenantId),
        ledger.readPerson({ tenantId: recovery.tenantId, personId: recovery.personId }),
      ])
      const title = `${person?.name ?? 'Somebody'} · ${tenant?.name ?? 'a tenant'}`
      tools.notify({ tenantId: recovery.tenantId, personId: recovery.personId, title, body })
    }
    inBackground(parts, 'telling the end of a watch', told())
  }

  const runWatch = (key: PersonKey, begun: { readonly recovery: Recovery; readonly attempt: RecoveryAttempt }) =>
    work(key, begun, async (signal) => {
      const { recovery, attempt } = begun
      const until = Date.parse(attempt.givesUpAt ?? attempt.startedAt)
      const arrival = await watchFor(parts, { lookUp: tools.lookUp, awaited }, recovery, attempt, until, signal)
      const note =
        arrival === null
          ? 'No new row came into the log.'
          : arrival.place === null
            ? `A row by ${arrival.method} came into the log; ${arrival.unknown === null ? 'the email wasn’t found in the mailbox' : 'the mailbox could not be looked into'}.`
            : `It came by ${arrival.method} and is in ${placeInWords(arrival.place)}.`
      const ended = await endAttempt(key, recovery.id, attempt.id, { state: 'done', note, arrival })
      if (ended) tell(ended, note)
    })

  const beginWatch = async (key: PersonKey, recoveryId: string): Promise<Recovery> => {
    const begun = await addAttempt(
      key,
      recoveryId,
      { step: 'watch', state: 'running', endedAt: null, note: '', givesUpAt: isoOf(clock.now() + watchForMs) },
      'watch: begun',
    )
    runWatch(key, begun)
    return begun.recovery
  }

  /** Writes down what became of a resend, and watches for it where it may have gone out. */
  const endResend = async (
    key: PersonKey,
    recoveryId: string,
    attemptId: string,
    sent: SentAgain | null,
  ): Promise<Recovery | null> => {
    if (sent === null || sent.state === 'failed') {
      const note = sent?.sentence ?? 'Nothing was sent.'
      return endAttempt(key, recoveryId, attemptId, { state: 'failed', note })
    }
    if (sent.state === 'intended' || sent.state === 'sending') {
      return endAttempt(key, recoveryId, attemptId, { state: 'cut-off', note: sent.sentence })
    }
    const ended = await endAttempt(key, recoveryId, attemptId, { state: 'done', note: sent.sentence })
    return ended === null || nextStepOf(ended) !== 'watch' ? ended : beginWatch(key, recoveryId)
  }

  const read = async (key: PersonKey, window: TimeWindow): Promise<RecoveryView> => {
    const settings = await ledger.readSettings(key.tenantId)
    if (!settings || settings.provider === 'manual') return { evidence: null, recovery: null }
    const [recoveries, evidence] = await Promise.all([ledger.readRecoveries(key), readEvidence(key, window)])
    return { evidence, recovery: recoveries[0] ?? null }
  }

  const readEvidence = async (key: PersonKey, window: TimeWindow): Promise<RecoveryEvidence> => {
    const page = await readLogPage(ledger, key, window, clock.now())
    // Whether others got mail only matters where this person got none.
    const toOthers = page.emails.some(({ listed }) => listed) ? 0 : await tools.toOthers(key, window)
    return evidenceOf({ emails: page.emails, complete: page.refreshedAt !== null, toOthers, at: now() })
  }

  const requireSynced = async (tenantId: string): Promise<void> => {
    const settings = await ledger.readSettings(tenantId)
    if (!settings) {
      throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
    }
    if (settings.provider === 'manual') {
      throw new Failure({
        code: 'manual-tenant',
        message: 'This tenant is manual: its mail goes by SMTP on purpose, and there is no grant to repair.',
        field: 'tenantId',
      })
    }
  }

  return {
    read,
    begin: async (key, window) => {
      await requireSynced(key.tenantId)
      await requirePerson(ledger, key)
      // One at a time per person, whoever asks twice.
      return inTurn(`${key.tenantId}|${key.personId}`, async () => {
        const [last] = await ledger.readRecoveries(key)
        if (last?.closedAt === null) return last
        const evidence = await readEvidence(key, window)
        const recovery: Recovery = {
          tenantId: key.tenantId,
          personId: key.personId,
          id: parts.newId(),
          window,
          startedAt: now(),
          closedAt: null,
          startedBy: parts.engineer(),
          evidence,
          attempts: [],
        }
        return save(recovery, line(recovery, 'succeeded', 'begun'))
      })
    },
    run: async (key, recoveryId, step) => {
      await requireSynced(key.tenantId)
      if (step === 'watch') return beginWatch(key, recoveryId)
      const begun = await addAttempt(
        key,
        recoveryId,
        { step, state: 'running', endedAt: null, note: '' },
        'resync: begun',
      )
      runResync(key, begun)
      return begun.recovery
    },
    resend: async (key, recoveryId, order, resendId) => {
      await requireSynced(key.tenantId)
      const open = await require(key, recoveryId)
      // The same id again is the same resend: nothing new is begun.
      if (open.attempts.some((attempt) => attempt.resendId === resendId)) return open
      const begun = await addAttempt(
        key,
        recoveryId,
        { step: 'resend', state: 'running', endedAt: null, note: '', resendId },
        'resend: begun',
      )
      work(key, begun, async () => {
        const sent = await tools.resend(key, order, resendId)
        await endResend(key, recoveryId, begun.attempt.id, sent)
      })
      return begun.recovery
    },
    skip: async (key, recoveryId, step, reason) => {
      const note = reason.trim()
      if (note === '') {
        throw new Failure({
          code: 'bad-input',
          message: 'Say in a few words why this step is left out.',
          field: 'reason',
        })
      }
      const { recovery } = await addAttempt(
        key,
        recoveryId,
        { step, state: 'skipped', endedAt: now(), note },
        `${step}: skipped, ${note}`,
      )
      return recovery
    },
    stopRunning: async (key, recoveryId) => {
      const recovery = await require(key, recoveryId)
      const attempt = recovery.attempts.find(({ state }) => state === 'running')
      if (!attempt) return recovery
      if (attempt.step === 'resend') {
        throw new Failure({
          code: 'conflict',
          message: 'An email is being sent right now, which can’t be stopped: wait for its end.',
        })
      }
      active.get(recoveryId)?.abort()
      const note = 'Stopped by the engineer.'
      return (await endAttempt(key, recoveryId, attempt.id, { state: 'failed', note })) ?? recovery
    },
    close: (key, recoveryId) =>
      inTurn(recoveryId, async () => {
        const recovery = await require(key, recoveryId)
        active.get(recoveryId)?.abort()
        const attempts = recovery.attempts.map((attempt) =>
          attempt.state === 'running'
            ? { ...attempt, state: 'failed' as const, endedAt: now(), note: 'The way back was closed.' }
            : attempt,
        )
        const outcome = outcomeOf(recovery)
        return save(
          { ...recovery, attempts, closedAt: now() },
          line(recovery, 'succeeded', outcome === null ? 'closed before its end' : `closed: ${outcome}`),
        )
      }),
    open: () => ledger.openRecoveries(),
    resume: async () => {
      for (const recovery of await ledger.openRecoveries()) {
        const key = { tenantId: recovery.tenantId, personId: recovery.personId }
        const attempt = recovery.attempts.find(({ state }) => state === 'running')
        if (!attempt || active.has(recovery.id)) continue
        const begun = { recovery, attempt }
        if (attempt.step === 'watch') runWatch(key, begun)
        else if (attempt.step === 'resync') runResync(key, begun)
        else {
          work(key, begun, async () => {
            const sent = await tools.settleResend(key, attempt.resendId ?? '')
            await endResend(key, recovery.id, attempt.id, sent)
          })
        }
      }
    },
    stop: () => stopping.abort(),
  }
}
