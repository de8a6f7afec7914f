import type { KeptNetwork } from '../services/network/kept-network'
import type { SafeStore } from '../vault/safe-store'

/** What a shell command stands on; plain Node and Electron without a window bring their own. */
export interface ShellHost {
  /** Where the app keeps its files when `--home` names no other folder. */
  readonly home: string
  readonly version: string
  /** The built thread of the ledger. */
  readonly ledgerWorker: URL
  /** The built thread that reads log files. */
  readonly fileWorker: URL
  readonly safeStore: SafeStore
  /** The proxies for an address as a PAC script would list them. */
  readonly resolveProxy: (url: string, settings: KeptNetwork) => Promise<string>
  /** True where only tenants on this computer are accepted. */
  readonly loopbackOnly: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
  /** Asks without showing what is typed; null where nobody is at a terminal. */
  readonly askSecret: (question: string) => Promise<string | null>
}
