import { call, takeAhead } from '../../app/client'
import { applyIfCurrent } from '../../app/current'
import { keepPage, leftPage } from './left-pages'
import type { Scope } from './log-state'
import { isOnScreen, noLog, useLogStore } from './log-state'
import { toRows } from './rows'

const state = useLogStore.getState
const set = useLogStore.setState

let rereading = false
let rereadAgain = false

const askOf = ({ tenantId, personId, window }: Scope) => ({ tenantId, personId, window })

const read = async (scope: Scope): Promise<void> => {
  rereading = true
  await applyIfCurrent(scope, call('log.read', askOf(scope)), {
    value: (page) => {
      keepPage(scope, page)
      if (!isOnScreen(scope)) return
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
    failure: (readFailure) => isOnScreen(scope) && set({ readFailure }),
  })
  if (state().scope !== scope) return
  rereading = false
  if (rereadAgain) {
    rereadAgain = false
    void read(scope)
  }
}

/** Shows what the ledger knows of a scope, and of nothing else from now on. */
export const readFirst = (scope: Scope): void => {
  rereading = false
  rereadAgain = false
  const ahead = takeAhead('log.read', askOf(scope))
  const page = ahead ?? leftPage(scope)
  set({ ...noLog, scope, page, rows: toRows(page?.emails ?? []) })
  if (ahead === null) void read(scope)
}

/** Reads the ledger again; while a reading is under way, once more after it rather than twice at a time. */
export const reread = (): void => {
  const { scope } = state()
  if (scope === null) return
  if (rereading) rereadAgain = true
  else void read(scope)
}
