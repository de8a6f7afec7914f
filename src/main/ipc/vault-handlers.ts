import type { VaultControl } from '../vault/vault'
import type { Handlers } from './answer'

/** Whatever is done answers with how things stand afterwards. */
export const createVaultHandlers = (vault: () => Promise<VaultControl>) => {
  const after = async (act: (vault: VaultControl) => Promise<void> | void) => {
    const held = await vault()
    await act(held)
    return held.status()
  }
  return {
    'vault.status': () => after(() => undefined),
    'vault.create': ({ passphrase }) => after((held) => held.create(passphrase)),
    'vault.unlock': ({ passphrase }) => after((held) => held.unlock(passphrase)),
    'vault.lock': () => after((held) => held.lock()),
    'vault.change': ({ current, next }) => after((held) => held.change(current, next)),
    'vault.setLockAfter': ({ minutes }) => after((held) => held.setLockAfter(minutes)),
  } satisfies Partial<Handlers>
}
