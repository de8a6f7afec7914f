import type { TimeWindow } from './time-window-schema'

export type { TimeWindow }

export const defaultWindow: TimeWindow = { kind: 'days', days: 30 }

/** The window's two ends as epoch milliseconds, `from` included, `to` excluded. A day is 24 hours. */
export const windowBounds = (window: TimeWindow, now: number): { from: number; to: number } =>
  window.kind === 'days'
    ? { from: now - window.days * 86_400_000, to: now + 60_000 }
    : { from: Date.parse(window.from), to: Date.parse(window.to) }
