import { create } from 'zustand'
import type { AppEvent, LogPage } from '../../../shared/contract'
import type { FailureFacts, Job, Sighting, TimeWindow } from '../../../shared/model'
import { sightingFreshMs } from '../../../shared/model/sighting'
import { call, takeAhead } from '../../app/client'
import { applyIfCurrent, isCurrent } from '../../app/current'
import { isStale } from '../email'
import type { LogRow } from './rows'
import { sightingOf, toRows } from './rows'

/** Whose log is shown. `canLocate` is false for a manual tenant, whose mailboxes nobody can read. */
export interface Scope {
  readonly tenantId: string
  readonly personId: string
  readonly window: TimeWindow
  readonly canLocate: boolean
}

/** The reading of the log from its source, as it stands. */
export type Refresh =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly job: Job | null }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'done' }

export interface LogState {
  readonly scope: Scope | null
  /** Null until the ledger answered. */
  readonly page: LogPage | null
  readonly rows: readonly LogRow[]
  readonly readFailure: FailureFacts | null
  readonly refresh: Refresh
  /** Sightings newer than those that came with the page. */
  readonly sightings: ReadonlyMap<string, Sighting>
  /** Asked for and not answered yet. */
  readonly checking: ReadonlySet<string>
  /** Of the look-ups since the last time nothing was being checked. */
  readonly asked: number
  readonly answered: number
  readonly locateFailure: FailureFacts | null
}

const nothing: LogState = {
  scope: null,
  page: null,
  rows: [],
  readFailure: null,
  refresh: { kind: 'none' },
  sightings: new Map(),
  checking: new Set(),
  asked: 0,
  answered: 0,
  locateFailure: null,
}

export const useLogStore = create<LogState>(() => nothing)

const state = useLogStore.getState
const set = useLogStore.setState

/** True while this scope is the one on screen; each answer is held against it before it is shown. */
const holds = (scope: Scope): boolean => state().scope === scope && isCurrent(scope)

// Ids asked for in this scope and when, so that scrolling back and forth asks once per two minutes at most.
let askedAt = new Map<string, number>()
let visible: readonly LogRow[] = []
let settle: ReturnType<typeof setTimeout> | undefined
let gathered = new Map<string, Sighting>()
let gathering: ReturnType<typeof setTimeout> | undefined
let rereading = false
let rereadAgain = false

const askOf = ({ tenantId, personId, window }: Scope) => ({ tenantId, personId, window })

const read = async (scope: Scope): Promise<void> => {
  rereading = true
  await applyIfCurrent(scope, call('log.read', askOf(scope)), {
    value: (page) => {
      if (!holds(scope)) return
      const sightings = new Map(
        page.emails.flatMap((email) => {
          const newer = state().sightings.get(email.id)
          return newer !== undefined && (email.sighting === null || newer.at > email.sighting.at)
            ? [[email.id, newer]]
            : []
        }),
      )
      set({ page, rows: toRows(page.emails), sightings, readFailure: null })
    },
    failure: (readFailure) => holds(scope) && set({ readFailure }),
  })
  if (state().scope !== scope) return
  rereading = false
  if (rereadAgain) {
    rereadAgain = false
    void read(scope)
  }
}

/** Reads the ledger again; while a reading is under way, once more after it rather than twice at a time. */
const reread = (): void => {
  const { scope } = state()
  if (scope === null) return
  if (rereading) rereadAgain = true
  else void read(scope)
}

/** Reads the log from its source. What is on screen stays; progress arrives as events. */
export const refreshLog = (): void => {
  const { scope } = state()
  if (scope === null) return
  set({ refresh: { kind: 'running', job: null } })
  const about = { tenantId: scope.tenantId, personId: scope.personId, window: scope.window }
  void applyIfCurrent(scope, call('log.refresh', about), {
    value: (job) => holds(scope) && state().refresh.kind === 'running' && followJob(job),
    failure: ({ code, message }) => holds(scope) && set({ refresh: { kind: 'failed', code, message } }),
  })
}

const followJob = (job: Job): void => {
  switch (job.state) {
    case 'running':
      return set({ refresh: { kind: 'running', job } })
    case 'failed':
      return set({
        refresh: {
          kind: 'failed',
          code: job.error?.code ?? 'bug',
          message: job.error?.message ?? 'The log could not be read. Try again.',
        },
      })
    case 'cancelled':
      return set({ refresh: { kind: 'none' } })
    case 'done':
      set({ refresh: { kind: 'done' } })
      return reread()
  }
}

const forgetTimers = (): void => {
  clearTimeout(settle)
  clearTimeout(gathering)
  gathering = undefined
  gathered = new Map()
}

/** Shows the log of a person in a window: what the ledger knows at once, then what its source says now. */
export const openScope = (scope: Scope): void => {
  forgetTimers()
  askedAt = new Map()
  visible = []
  rereading = false
  rereadAgain = false
  const page = takeAhead('log.read', askOf(scope))
  set({ ...nothing, scope, page, rows: toRows(page?.emails ?? []) })
  if (page === null) void read(scope)
  refreshLog()
}

/** Shows nobody. */
export const closeScope = (): void => {
  forgetTimers()
  set(nothing)
}

const maxPerCall = 60

const locate = (scope: Scope, emailIds: readonly string[], again: boolean): void => {
  const now = Date.now()
  for (const id of emailIds) askedAt.set(id, now)
  set((before) => {
    const idle = before.checking.size === 0
    return {
      checking: new Set([...before.checking, ...emailIds]),
      asked: (idle ? 0 : before.asked) + emailIds.length,
      answered: idle ? 0 : before.answered,
      locateFailure: null,
    }
  })
  const about = { tenantId: scope.tenantId, personId: scope.personId, emailIds: [...emailIds], again }
  void applyIfCurrent(scope, call('email.locate', about), {
    value: () => holds(scope) && finish(emailIds),
    failure: (failure) => {
      if (!holds(scope)) return
      finish(emailIds)
      for (const id of emailIds) askedAt.delete(id)
      if (failure.code !== 'cancelled') set({ locateFailure: failure })
    },
  })
}

/** What changes when these are no longer being checked. */
const without = (before: LogState, emailIds: readonly string[]): Partial<LogState> => {
  const open = emailIds.filter((id) => before.checking.has(id))
  if (open.length === 0) return {}
  const checking = new Set(before.checking)
  for (const id of open) checking.delete(id)
  return { checking, answered: before.answered + open.length }
}

/** Takes ids off the list of those being checked. */
const finish = (emailIds: readonly string[]): void => set((before) => without(before, emailIds))

const askForVisible = (): void => {
  const { scope, sightings, checking } = state()
  if (scope === null || !scope.canLocate || !isCurrent(scope)) return
  const now = Date.now()
  const due = visible
    .filter(
      ({ email }) =>
        !checking.has(email.id) &&
        now - (askedAt.get(email.id) ?? -sightingFreshMs) >= sightingFreshMs &&
        isStale(sightingOf(email, sightings), now),
    )
    .sort((a, b) => b.sentMs - a.sentMs)
    .map(({ email }) => email.id)
  for (let at = 0; at < due.length; at += maxPerCall) locate(scope, due.slice(at, at + maxPerCall), false)
}

/** How long the table must stand still before the rows on screen are looked for, in milliseconds. */
const stillMs = 80

/** The rows on screen changed; those that nobody looked for lately are, once scrolling pauses. Never any other row. */
export const showRows = (rows: readonly LogRow[]): void => {
  visible = rows
  clearTimeout(settle)
  settle = setTimeout(askForVisible, stillMs)
}

/** Looks for one email again, however fresh its sighting is. */
export const checkAgain = (emailId: string): void => {
  const { scope } = state()
  if (scope !== null && scope.canLocate && !state().checking.has(emailId)) locate(scope, [emailId], true)
}

/** Looks for the rows on screen again after a look-up failed. */
export const retryLocate = (): void => {
  set({ locateFailure: null })
  askForVisible()
}

const take = (arrived: ReadonlyMap<string, Sighting>): void => {
  set((before) => {
    const sightings = new Map(before.sightings)
    for (const [emailId, sighting] of arrived) {
      const known = sightings.get(emailId)
      if (known === undefined || known.at <= sighting.at) sightings.set(emailId, sighting)
    }
    return { sightings, ...without(before, [...arrived.keys()]) }
  })
}

/** Takes a sighting in, unless a newer one is known. */
export const noteSighting = (emailId: string, sighting: Sighting): void => take(new Map([[emailId, sighting]]))

/** How long sightings are gathered that arrive close after another, to be drawn in one go; in milliseconds. */
const gatherMs = 12

/** Takes the first sighting at once and what follows it closely together: an answer brings up to twenty. */
const gather = (emailId: string, sighting: Sighting): void => {
  if (gathering !== undefined) return void gathered.set(emailId, sighting)
  gathering = setTimeout(() => {
    const arrived = gathered
    gathered = new Map()
    gathering = undefined
    if (arrived.size > 0) take(arrived)
  }, gatherMs)
  noteSighting(emailId, sighting)
}

/** What main tells unasked; whatever is about somebody else is dropped. */
export const onLogEvent = (event: AppEvent): void => {
  const { scope } = state()
  if (scope === null) return
  const isOurs = (about: { tenantId: string; personId: string | null }): boolean =>
    about.tenantId === scope.tenantId && about.personId === scope.personId && isCurrent(scope)
  switch (event.kind) {
    case 'sighted':
      if (isOurs(event)) gather(event.emailId, event.sighting)
      return
    case 'log-changed':
      if (isOurs(event)) reread()
      return
    case 'job':
      if (event.job.kind === 'refresh-log' && isOurs(event.job)) followJob(event.job)
      return
    case 'network':
      if (event.online) {
        askedAt.clear()
        askForVisible()
        if (state().refresh.kind === 'failed') refreshLog()
      }
      return
    case 'rescue-changed':
    case 'people-changed':
    case 'tenants-changed':
      return
  }
}
