import type { AppEvent } from '../../../shared/contract'
import { afterPaint } from '../../app/after-paint'
import { isCurrent } from '../../app/current'
import { forgetLocating, gatherSighting, locateAnew } from './locating'
import type { Scope } from './log-state'
import { isOnScreen, noLog, useLogStore } from './log-state'
import { readFirst, reread } from './reading'
import { forgetRefresh, refreshLog } from './refreshing'

// What the views of a log use: its state, and what can be done with it.
export { checkAgain, noteSighting, retryLocate, showRows } from './locating'
export type { Refresh } from './log-state'
export { useLogStore } from './log-state'
export { refreshLog } from './refreshing'

/** Shows the log of a person in a window: what the ledger knows at once, then what its source says now. */
export const openScope = (scope: Scope): void => {
  forgetLocating()
  readFirst(scope)
  useLogStore.setState({ refresh: { kind: 'running', job: null } })
  afterPaint(() => {
    if (isOnScreen(scope)) refreshLog()
  })
}

/** Shows nobody. */
export const closeScope = (): void => {
  forgetLocating()
  forgetRefresh()
  useLogStore.setState(noLog)
}

/** What main tells unasked; whatever is about somebody else is dropped. */
export const onLogEvent = (event: AppEvent): void => {
  const { scope, refresh } = useLogStore.getState()
  if (scope === null) return
  const isOurs = (about: { tenantId: string; personId: string }): boolean =>
    about.tenantId === scope.tenantId && about.personId === scope.personId && isCurrent(scope)
  switch (event.kind) {
    case 'sighted':
      if (isOurs(event)) gatherSighting(event.emailId, event.sighting)
      return
    case 'log-changed':
      if (isOurs(event)) reread()
      return
    case 'import':
      if (event.run.state !== 'running' && event.run.tenantId === scope.tenantId) reread()
      return
    case 'network':
      if (event.online) {
        locateAnew()
        if (refresh.kind === 'failed') refreshLog()
      }
      return
    default: // about no log; a job is followed by its id
  }
}
