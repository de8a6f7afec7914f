import { powerMonitor } from 'electron'
import type { VaultControl } from '../vault/vault'

/** How often it is asked how long nobody touched the computer, in milliseconds. */
const askMs = 15_000

/** Locks a passphrase vault on sleep, when the screen is locked, and after its minutes without input. */
export const lockWhenAway = (vault: Pick<VaultControl, 'idleFor' | 'lock'>): (() => void) => {
  const lock = (): void => vault.lock()
  powerMonitor.on('suspend', lock)
  powerMonitor.on('lock-screen', lock)
  const asking = setInterval(() => vault.idleFor(powerMonitor.getSystemIdleTime()), askMs)
  return () => {
    clearInterval(asking)
    powerMonitor.off('suspend', lock)
    powerMonitor.off('lock-screen', lock)
  }
}
