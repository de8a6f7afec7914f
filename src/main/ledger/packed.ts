/**
 * A result as JSON text. A long list goes from the ledger's thread as the text it was put together from: it is parsed once,
 * at the other end, instead of being parsed, copied value by value and built again.
 */
export interface Packed<T> {
  readonly packed: string
  /** Never there; carries the type. */
  readonly of?: T
}

export const pack = <T>(json: string): Packed<T> => ({ packed: json })

export const isPacked = (value: unknown): value is Packed<unknown> =>
  typeof value === 'object' && value !== null && 'packed' in value && typeof value.packed === 'string'

export const unpack = <T>(value: T | Packed<T>): T => (isPacked(value) ? (JSON.parse(value.packed) as T) : value)
