import type { Sighting } from '../../../shared/model'
import { sightingFreshMs } from '../../../shared/model/sighting'
import { call } from '../../app/client'
import { applyIfCurrent, isCurrent } from '../../app/current'
import { isStale } from '../email'
import type { LogState, Scope } from './log-state'
import { isOnScreen, useLogStore } from './log-state'
import type { LogRow } from './rows'
import { sightingOf } from './rows'

const state = useLogStore.getState
const set = useLogStore.setState

// Ids asked for in this scope and when, so that scrolling back and forth asks once per two minutes at most.
let askedAt = new Map<string, number>()
let visible: readonly LogRow[] = []
let settle: ReturnType<typeof setTimeout> | undefined
let gathered = new Map<string, Sighting>()
let gathering: ReturnType<typeof setTimeout> | undefined

/** Forgets which rows were on screen, what was asked for and what is about to be. */
export const forgetLocating = (): void => {
  clearTimeout(settle)
  clearTimeout(gathering)
  gathering = undefined
  gathered = new Map()
  askedAt = new Map()
  visible = []
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
    value: () => isOnScreen(scope) && finish(emailIds),
    failure: (failure) => {
      if (!isOnScreen(scope)) return
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

/** Looks for the rows on screen now that the network is back, also for those that were asked for a moment ago. */
export const locateAnew = (): void => {
  askedAt.clear()
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
export const gatherSighting = (emailId: string, sighting: Sighting): void => {
  if (gathering !== undefined) return void gathered.set(emailId, sighting)
  gathering = setTimeout(() => {
    const arrived = gathered
    gathered = new Map()
    gathering = undefined
    if (arrived.size > 0) take(arrived)
  }, gatherMs)
  noteSighting(emailId, sighting)
}
