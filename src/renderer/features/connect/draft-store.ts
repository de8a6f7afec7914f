import { create } from 'zustand'
import type { ConnectChange, ConnectDraft } from '../../../shared/model/connect'
import type { FailureFacts } from '../../../shared/model/failure'
import { call, factsOf } from '../../app/client'
import { withVault } from '../../app/vault'

interface DraftState {
  /** Null until it was read. */
  readonly draft: ConnectDraft | null
  /** What main refused last; its field says where it is shown. */
  readonly refusal: FailureFacts | null
  /** What is being done with it, for the button that began it; null when nothing is. */
  readonly busy: string | null
}

const initial: DraftState = { draft: null, refusal: null, busy: null }

/** The connection that is being made. What is typed shows at once and is kept by main a moment later. */
export const useDraftStore = create<DraftState>(() => initial)

let waiting: ConnectChange | null = null
let saving: Promise<void> | null = null

/** Shows a draft from its beginning; what was not yet kept of another one is kept first. */
export const showDraft = async (draftId: string): Promise<void> => {
  await settled()
  useDraftStore.setState(initial)
  try {
    const drafts = await call('connect.drafts', {})
    useDraftStore.setState({ draft: drafts.find(({ id }) => id === draftId) ?? null })
  } catch (thrown) {
    useDraftStore.setState({ refusal: factsOf(thrown) })
  }
}

const merged = (draft: ConnectDraft, change: ConnectChange): ConnectDraft => {
  const { microsoft, google, log, ...rest } = change
  return {
    ...draft,
    ...rest,
    microsoft: { ...draft.microsoft, ...microsoft },
    google: { ...draft.google, ...google },
    log:
      log === undefined
        ? draft.log
        : log && { ...(draft.log ?? { base: '', platformTenantId: '', tokenHeld: false }), ...log },
  }
}

const both = (one: ConnectChange, next: ConnectChange): ConnectChange => ({
  ...one,
  ...next,
  ...(one.microsoft || next.microsoft ? { microsoft: { ...one.microsoft, ...next.microsoft } } : {}),
  ...(one.google || next.google ? { google: { ...one.google, ...next.google } } : {}),
  ...(one.log && next.log ? { log: { ...one.log, ...next.log } } : {}),
})

/** Changes the draft on screen at once, and has main keep it; while one change is on its way the next ones are gathered. */
export const changeDraft = (change: ConnectChange): void => {
  const { draft } = useDraftStore.getState()
  if (draft === null) return
  useDraftStore.setState({ draft: merged(draft, change), refusal: null })
  waiting = waiting === null ? change : both(waiting, change)
  saving ??= save(draft.id).finally(() => (saving = null))
}

const save = async (draftId: string): Promise<void> => {
  while (waiting !== null) {
    const change = waiting
    waiting = null
    try {
      const kept = await call('connect.change', { draftId, change: change as never })
      // What was typed meanwhile is on screen already and goes next.
      if (waiting === null) noteDraft(kept)
    } catch (thrown) {
      useDraftStore.setState({ refusal: factsOf(thrown) })
    }
  }
}

const noteDraft = (draft: ConnectDraft): void =>
  useDraftStore.setState((before) => (before.draft?.id === draft.id ? { draft } : {}))

/** Resolves when main has kept everything that was typed. */
export const settled = async (): Promise<void> => {
  while (saving !== null) await saving
}

/**
 * Does something with the draft once everything typed is kept, and shows what came of it; asks for the vault where it is
 * needed. A refusal is shown at its field. Resolves to the answer, or null when it was refused.
 */
export const withDraft = async <Value>(
  busy: string,
  work: (draftId: string) => Promise<Value>,
): Promise<Value | null> => {
  const { draft } = useDraftStore.getState()
  if (draft === null) return null
  useDraftStore.setState({ busy, refusal: null })
  try {
    await settled()
    return await withVault(() => work(draft.id))
  } catch (thrown) {
    const refusal = factsOf(thrown)
    // Who cancels needs not be told.
    if (refusal.code !== 'cancelled') useDraftStore.setState({ refusal })
    return null
  } finally {
    useDraftStore.setState({ busy: null })
  }
}

/** As `withDraft`, for what answers with the draft as it has become. */
export const actOnDraft = async (busy: string, work: (draftId: string) => Promise<ConnectDraft>): Promise<boolean> => {
  const draft = await withDraft(busy, work)
  if (draft !== null) noteDraft(draft)
  return draft !== null
}

/** The sentence of the last refusal when it is about this field. */
export const useRefusal = (field: string): string | null =>
  useDraftStore(({ refusal }) => (refusal?.field === field ? refusal.message : null))
