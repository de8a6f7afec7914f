import { z } from 'zod'
import type { VaultStatus } from '../model'
import { shortestPassphrase } from '../model'
import { answers } from './answers'

/** A passphrase travels only inwards. */
const passphrase = z.string().max(1_000)
const newPassphrase = passphrase.min(shortestPassphrase, `Use at least ${shortestPassphrase} characters.`)

/** Where secrets are kept. Fails with `vault-locked` wherever a secret is needed while it is locked. */
export const vaultCalls = {
  'vault.status': { input: z.object({}), ...answers<VaultStatus>() },
  /** Makes the vault; `passphrase` null asks for the system's keychain. */
  'vault.create': { input: z.object({ passphrase: newPassphrase.nullable() }), ...answers<VaultStatus>() },
  /** Refused with `wrong-passphrase`, later each time. */
  'vault.unlock': { input: z.object({ passphrase }), ...answers<VaultStatus>() },
  'vault.lock': { input: z.object({}), ...answers<VaultStatus>() },
  /** Changes the passphrase, or how the vault is kept; `current` is null for a vault that the system keeps. */
  'vault.change': {
    input: z.object({ current: passphrase.nullable(), next: newPassphrase.nullable() }),
    ...answers<VaultStatus>(),
  },
  'vault.setLockAfter': {
    input: z.object({
      minutes: z
        .number()
        .int()
        .min(0)
        .max(24 * 60),
    }),
    ...answers<VaultStatus>(),
  },
}
