import { create } from 'zustand'
import { context } from './context'

export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

export interface Toast {
  readonly id: number
  readonly tone: 'plain' | 'calm' | 'hot'
  readonly text: string
  /** Whose mailbox it speaks of; its colour stands on the toast. Null for the app itself. */
  readonly tenantId: string | null
  /** What can be pressed on it, e.g. to take a change back; the same can be done on the page once the toast is gone. */
  readonly action: ToastAction | null
}

export const useToastStore = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }))

let last = 0
const shownMs = { plain: 5000, calm: 5000, hot: 12_000 } as const
/** With something to press it stays for as long as it takes to get there. */
const pressableMs = 12_000

/** Takes a toast away. */
export const dismissToast = (id: number): void =>
  useToastStore.setState((before) => ({ toasts: before.toasts.filter((toast) => toast.id !== id) }))

interface ToastWanted {
  readonly tone?: Toast['tone']
  readonly text: string
  readonly tenantId?: string | null
  readonly action?: ToastAction
}

/** Says something in passing, for the current tenant unless told otherwise. It leaves by itself. */
export const toast = (what: ToastWanted): void => {
  const id = ++last
  const { tone = 'plain', text, tenantId = context().tenantId, action = null } = what
  useToastStore.setState((before) => ({ toasts: [...before.toasts.slice(-2), { id, tone, text, tenantId, action }] }))
  setTimeout(() => dismissToast(id), action === null ? shownMs[tone] : pressableMs)
}
