import { create } from 'zustand'
import { context } from './context'

export interface Toast {
  readonly id: number
  readonly tone: 'plain' | 'calm' | 'hot'
  readonly text: string
  /** Whose mailbox it speaks of; its colour stands on the toast. Null for the app itself. */
  readonly tenantId: string | null
}

export const useToastStore = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }))

let last = 0
const shownMs = { plain: 5000, calm: 5000, hot: 12_000 } as const

/** Takes a toast away. */
export const dismissToast = (id: number): void =>
  useToastStore.setState((before) => ({ toasts: before.toasts.filter((toast) => toast.id !== id) }))

/** Says something in passing, for the current tenant unless told otherwise. It leaves by itself. */
export const toast = (what: { tone?: Toast['tone']; text: string; tenantId?: string | null }): void => {
  const id = ++last
  const { tone = 'plain', text, tenantId = context().tenantId } = what
  useToastStore.setState((before) => ({ toasts: [...before.toasts.slice(-2), { id, tone, text, tenantId }] }))
  setTimeout(() => dismissToast(id), shownMs[tone])
}
