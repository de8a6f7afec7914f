import { create } from 'zustand'
import type { LogPage } from '../../../shared/contract'
import type { FailureFacts, Job, Sighting, TimeWindow } from '../../../shared/model'
import { isCurrent } from '../../app/current'
import type { LogRow } from './rows'

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

/** The log of nobody. */
export const noLog: LogState = {
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

export const useLogStore = create<LogState>(() => noLog)

/** True while this scope is the one on screen; each answer is held against it before it is shown. */
export const isOnScreen = (scope: Scope): boolean => useLogStore.getState().scope === scope && isCurrent(scope)
