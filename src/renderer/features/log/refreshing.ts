import type { Job } from '../../../shared/model'
import { call } from '../../app/client'
import { applyIfCurrent } from '../../app/current'
import { followJob } from '../../app/jobs'
import type { Refresh } from './log-state'
import { isOnScreen, useLogStore } from './log-state'
import { reread } from './reading'

const set = useLogStore.setState

let stopFollowing = (): void => undefined
let turn = 0

const refreshOf = (job: Job): Refresh => {
  switch (job.state) {
    case 'running':
      return { kind: 'running', job }
    case 'failed':
      return {
        kind: 'failed',
        code: job.error?.code ?? 'bug',
        message: job.error?.message ?? 'The log could not be read. Try again.',
      }
    case 'cancelled':
      return { kind: 'none' }
    case 'done':
      return { kind: 'done' }
  }
}

/** Follows no reading any more; one that is under way goes on in main. */
export const forgetRefresh = (): void => {
  turn += 1
  stopFollowing()
  stopFollowing = () => undefined
}

/**
 * Reads the log from its source. What is on screen stays; of the jobs that read logs, the very one that main started
 * for this is followed.
 */
export const refreshLog = (): void => {
  const { scope } = useLogStore.getState()
  if (scope === null) return
  forgetRefresh()
  const mine = turn
  const isLatest = (): boolean => mine === turn && isOnScreen(scope)
  set({ refresh: { kind: 'running', job: null } })
  const about = { tenantId: scope.tenantId, personId: scope.personId, window: scope.window }
  void applyIfCurrent(scope, call('log.refresh', about), {
    value: (started) => {
      if (!isLatest()) return
      stopFollowing = followJob(started, (job) => {
        set({ refresh: refreshOf(job) })
        if (job.state === 'done') reread()
      })
    },
    failure: ({ code, message }) => isLatest() && set({ refresh: { kind: 'failed', code, message } }),
  })
}
