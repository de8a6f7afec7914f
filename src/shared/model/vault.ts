/**
 * How secrets are kept:
 * - `system`: encrypted by the operating system's own keychain
 * - `passphrase`: encrypted under a passphrase that is asked for
 * - `memory`: not kept at all (the demo workspace, whose secrets are made anew at each start)
 */
export const vaultKinds = ['system', 'passphrase', 'memory'] as const
export type VaultKind = (typeof vaultKinds)[number]

/** What a screen may know of the vault. */
export interface VaultStatus {
  /** Null until one is made: the first secret asks for it. */
  readonly kind: VaultKind | null
  readonly locked: boolean
  /** Why it can't be opened at all, in few words; null when nothing is wrong with it. */
  readonly broken: string | null
  /** False where the system offers no real encryption, so that only a passphrase remains. */
  readonly systemAvailable: boolean
  /** Why it doesn't, in one sentence; null when it does. */
  readonly systemReason: string | null
  /** Minutes without input after which a passphrase vault locks itself; 0 for never. */
  readonly lockAfterMinutes: number
}

/** Shortest passphrase that is accepted, in characters. */
export const shortestPassphrase = 12
