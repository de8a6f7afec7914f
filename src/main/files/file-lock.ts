import { closeSync, openSync, rmSync, statSync } from 'node:fs'

/** Waits between two tries, and how old a lock is that a crash left behind; milliseconds. */
const tryEveryMs = 10
const staleAfterMs = 5_000

const sleep = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

const isStale = (lock: string): boolean => {
  try {
    return Date.now() - statSync(lock).mtimeMs > staleAfterMs
  } catch {
    // Let go in this moment.
    return false
  }
}

/**
 * Does something while no other program that asks the same way does it: the window and a shell may write the same file. The
 * lock lies beside the file; it is held for milliseconds, and one that a crash left behind is taken over.
 */
export const whileLocked = <Value>(path: string, work: () => Value): Value => {
  const lock = `${path}.lock`
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx', 0o600))
      break
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      if (isStale(lock)) rmSync(lock, { force: true })
      else sleep(tryEveryMs)
    }
  }
  try {
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}
