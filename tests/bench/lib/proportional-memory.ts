import { readFileSync } from 'node:fs'

/** Megabytes of memory that this process alone answers for, shared pages counted by share (Linux, `Pss`); null elsewhere. */
export const proportionalMb = (): number | null => {
  try {
    const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))
    return found ? Math.round(Number(found[1]) / 1024) : null
  } catch {
    return null
  }
}

/** Watches that memory until it is stopped. */
export const watchMemory = (everyMs = 200) => {
  const idleMb = proportionalMb()
  let peakMb = idleMb
  const timer = setInterval(() => {
    const now = proportionalMb()
    if (now !== null && (peakMb === null || now > peakMb)) peakMb = now
  }, everyMs)
  return {
    stop: () => {
      clearInterval(timer)
      return { idleMb, peakMb, aboveIdleMb: idleMb === null || peakMb === null ? null : peakMb - idleMb }
    },
  }
}
