import { safeStorage } from 'electron'
import type { SafeStore } from '../vault/safe-store'

/** The newer forms are missing in runtimes before Electron 42 or so; the older ones are on their way out. */
const newer = (): boolean => typeof (safeStorage as Partial<typeof safeStorage>).encryptStringAsync === 'function'

const offers = (): Promise<boolean> =>
  newer() ? safeStorage.isAsyncEncryptionAvailable() : Promise.resolve(safeStorage.isEncryptionAvailable())

/** Keychain on macOS, DPAPI on Windows, the desktop's secret service on Linux. To be asked once the app is ready. */
export const systemSafeStore: SafeStore = {
  refusal: async () => {
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
      return 'This desktop has no keychain (GNOME Keyring or KWallet): use a passphrase.'
    return (await offers()) ? null : 'The system’s keychain can’t be reached from here: use a passphrase.'
  },
  seal: async (text) => {
    const bytes = newer() ? await safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text)
    return bytes.toString('base64')
  },
  open: async (sealed) => {
    const bytes = Buffer.from(sealed, 'base64')
    return newer() ? (await safeStorage.decryptStringAsync(bytes)).result : safeStorage.decryptString(bytes)
  },
}
