import type { FailureFacts } from '../../shared/model'

/** Where a ledger lies. */
export interface LedgerFiles {
  readonly file: string
  /** Holds the key behind the opaque ids; made on first use. */
  readonly keyFile: string
  /**
   * `file`: the tenants' keys come from the key file, and every tenant is open. `handed-in`: each tenant is locked until
   * `unlockTenant`; no key lies beside the ledger.
   */
  readonly keys?: 'file' | 'handed-in'
}

export interface Call {
  readonly id: number
  readonly name: string
  readonly args: readonly unknown[]
}

/** What went wrong: an expected failure, or a bug with its stack for the log. */
export type Trouble =
  { readonly kind: 'failure'; readonly facts: FailureFacts } | { readonly kind: 'bug'; readonly stack: string }

export type FromWorker =
  | { readonly kind: 'open'; readonly names: readonly string[] }
  | { readonly kind: 'refused'; readonly trouble: Trouble }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'trouble'; readonly id: number; readonly trouble: Trouble }
