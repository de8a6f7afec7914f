import { create } from 'zustand'
import type { AppEvent, EmailDetail } from '../../../shared/contract'
import type { FailureFacts, Rescue } from '../../../shared/model'
import { call, factsOf } from '../../app/client'
import { applyIfCurrent, isCurrent } from '../../app/current'
import { toast } from '../../app/toasts'

/** Which email the detail is about; travels with every action. */
export interface EmailKey {
  readonly tenantId: string
  readonly personId: string
  readonly emailId: string
}

export type Busy =
  | { readonly kind: 'no' }
  | { readonly kind: 'moving'; readonly copyId: string }
  | { readonly kind: 'undoing'; readonly rescueId: string }

export interface DetailState {
  readonly of: EmailKey | null
  /** Null until the ledger answered. */
  readonly detail: EmailDetail | null
  readonly readFailure: FailureFacts | null
  readonly busy: Busy
  /** Why the last action failed; stays until the next one. */
  readonly actionFailure: FailureFacts | null
}

const nothing: DetailState = { of: null, detail: null, readFailure: null, busy: { kind: 'no' }, actionFailure: null }

export const useDetailStore = create<DetailState>(() => nothing)

const state = useDetailStore.getState
const set = useDetailStore.setState

const holds = (of: EmailKey): boolean =>
  state().of === of && isCurrent({ tenantId: of.tenantId, personId: of.personId })

let turn = 0

const read = async (of: EmailKey): Promise<void> => {
  const mine = ++turn
  const isLatest = (): boolean => mine === turn && holds(of)
  await applyIfCurrent({ tenantId: of.tenantId, personId: of.personId }, call('email.read', of), {
    value: (detail) => isLatest() && set({ detail, readFailure: null }),
    failure: (readFailure) => isLatest() && set({ readFailure }),
  })
}

/** Shows an email: what the ledger knows of it. Requests nothing from any mailbox. */
export const openDetail = (of: EmailKey): void => {
  set({ ...nothing, of })
  void read(of)
}

/** Shows no email. */
export const closeDetail = (): void => set(nothing)

/** Reads the ledger again for the email on screen. */
export const rereadDetail = (): void => {
  const { of } = state()
  if (of !== null) void read(of)
}

const withRescue = (detail: EmailDetail, rescue: Rescue): EmailDetail => {
  const known = detail.rescues.some((each) => each.id === rescue.id)
  const rescues = known
    ? detail.rescues.map((each) => (each.id === rescue.id ? rescue : each))
    : [rescue, ...detail.rescues]
  return { ...detail, rescues }
}

const act = async (of: EmailKey, what: 'Move' | 'Undo', busy: Busy, asked: Promise<Rescue>): Promise<void> => {
  const subject = state().detail?.email.subject ?? 'an email'
  set({ busy, actionFailure: null })
  try {
    const rescue = await asked
    if (!holds(of)) return
    set((before) => ({
      busy: { kind: 'no' },
      detail: before.detail === null ? null : withRescue(before.detail, rescue),
    }))
  } catch (thrown) {
    const facts = factsOf(thrown)
    if (holds(of)) set({ busy: { kind: 'no' }, actionFailure: facts })
    // The engineer looks at something else by now; a failed action must not get lost, and says whose it was.
    else toast({ tone: 'hot', text: `${what} of “${subject}”: ${facts.message}`, tenantId: of.tenantId })
  }
  if (holds(of)) void read(of)
}

/** Moves one copy of the email on screen to the Inbox. Does nothing while another action is under way. */
export const moveToInbox = (copyId: string): void => {
  const { of, busy } = state()
  if (of === null || busy.kind !== 'no' || !isCurrent({ tenantId: of.tenantId, personId: of.personId })) return
  void act(of, 'Move', { kind: 'moving', copyId }, call('rescue.move', { ...of, copyId }))
}

/** Puts the email on screen back where a rescue found it. */
export const undoRescue = (rescueId: string): void => {
  const { of, busy } = state()
  if (of === null || busy.kind !== 'no' || !isCurrent({ tenantId: of.tenantId, personId: of.personId })) return
  void act(of, 'Undo', { kind: 'undoing', rescueId }, call('rescue.undo', { ...of, rescueId }))
}

/** What main tells unasked; only what is about the email on screen is taken in. */
export const onDetailEvent = (event: AppEvent): void => {
  const { of } = state()
  if (of === null || !holds(of)) return
  switch (event.kind) {
    case 'sighted':
      if (event.tenantId === of.tenantId && event.personId === of.personId && event.emailId === of.emailId)
        void read(of)
      return
    case 'rescue-changed': {
      const { rescue } = event
      if (rescue.tenantId !== of.tenantId || rescue.personId !== of.personId || rescue.emailId !== of.emailId) return
      set((before) => ({ detail: before.detail === null ? null : withRescue(before.detail, rescue) }))
      void read(of)
      return
    }
    case 'log-changed':
      if (event.tenantId === of.tenantId && event.personId === of.personId) void read(of)
      return
    default: // about no email
  }
}
