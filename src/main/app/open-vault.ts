import { join } from 'node:path'
import { Failure } from '../../shared/model'
import type { ProxySignInStore } from '../services/network/network'
import { openFileVault, type FileVault } from '../vault/file-vault'
import { lockWhenAway } from './lock-when-away'
import { systemSafeStore } from './system-safe-store'

/** The holder under which the proxy's sign-in is kept. */
const proxyHolder = 'proxy'

/** The engineer's vault, opened when it is first needed: a start into the demo doesn't ask the keychain for anything. */
export const vaultWhenNeeded = (folder: string, changed: (vault: FileVault) => void) => {
  let opening: Promise<FileVault> | null = null
  let stop = (): void => undefined
  const open = async (): Promise<FileVault> => {
    const vault = await openFileVault({ file: join(folder, 'vault.json'), system: systemSafeStore, now: Date.now })
    vault.onChange(() => changed(vault))
    stop = lockWhenAway(vault)
    return vault
  }
  return {
    vault: (): Promise<FileVault> => (opening ??= open()),
    stop: () => stop(),
  }
}

/** The proxy's sign-in, in the vault. */
export const proxySignInIn = (vault: () => Promise<FileVault>): ProxySignInStore => ({
  get: async () => (await vault()).get(proxyHolder)?.proxy ?? null,
  put: async (proxy) => (await vault()).put(proxyHolder, { proxy }),
  remove: async () => {
    const held = await vault()
    if (held.status().locked)
      throw new Failure({ code: 'vault-locked', message: 'The vault is locked: unlock it first.' })
    held.remove(proxyHolder)
  },
})
