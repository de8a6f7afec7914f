import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const snapshot = (): number => {
  // While nobody listens the clock stands still; the first reader sets it.
  if (timer === undefined) now = Math.floor(Date.now() / 1000) * 1000
  return now
}

/** The time in epoch milliseconds, renewed every second by one timer for all who ask. */
export const useNow = (): number => useSyncExternalStore(subscribe, snapshot)
