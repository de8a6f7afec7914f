import type { Ledger } from './ledger'
import { unpack } from './packed'

/** Puts together what every caller sees, from the methods' names and a way to call one. */
export const ledgerOf = (
  names: readonly string[],
  call: (name: string, args: readonly unknown[]) => Promise<unknown>,
): Ledger =>
  // One cast for the whole door: the names are those of a `Store`, which has exactly the ledger's methods.
  Object.fromEntries(
    names.map((name) => [name, async (...args: readonly unknown[]) => unpack(await call(name, args))]),
  ) as unknown as Ledger
