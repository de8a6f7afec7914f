/** A repeatable source of choices. */
export interface SeededRandom {
  /** In [0, 1). */
  next(): number
  /** Whole number in [0, below). */
  int(below: number): number
  chance(probability: number): boolean
  /** Throws on an empty list. */
  pick<T>(list: readonly T[]): T
  /** Lower-case hexadecimal digits. */
  hex(digits: number): string
  /** Shaped like a version 4 GUID. */
  guid(): string
  /** Base64 with `+` and `/`, four characters for each three bytes; a multiple of three. */
  base64(bytes: number): string
  /** A stream of its own: what is drawn from it never shifts what others draw. */
  fork(label: string): SeededRandom
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const hash = (text: string): number => {
  let value = 2166136261
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 16777619)
  return value >>> 0
}

/** The same seed gives the same choices on every machine. */
export const seededRandom = (seed: number): SeededRandom => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (below: number): number => Math.floor(next() * below)
  const hex = (digits: number): string => {
    let text = ''
    while (text.length < digits) text += int(0x1000000).toString(16).padStart(6, '0')
    return text.slice(0, digits)
  }
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const picked = list[int(list.length)]
      if (picked === undefined) throw new Error('There is nothing to pick from.')
      return picked
    },
    hex,
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[int(4)] ?? '8'}${hex(3)}-${hex(12)}`,
    base64: (bytes) => {
      let text = ''
      for (let left = (bytes * 4) / 3; left > 0; left--) text += letters[int(64)] ?? ''
      return text
    },
    fork: (label) => seededRandom(hash(`${seed}/${label}`)),
  }
}
