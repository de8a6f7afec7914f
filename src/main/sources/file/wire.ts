import type { FailureFacts, ImportPlan, ImportPreview, RefusedRow } from '../../../shared/model'

/** What was decided of a plan; the rest is guessed from the file. */
export type ChosenPlan = Partial<ImportPlan> & Pick<ImportPlan, 'method'>

/** What the reading thread is to do; it does one thing and ends. */
export type Order =
  | { readonly kind: 'preview'; readonly path: string; readonly chosen: ChosenPlan }
  | {
      readonly kind: 'read'
      readonly path: string
      readonly plan: ImportPlan
      /** Where the refused rows are listed, as CSV; null to list them nowhere. */
      readonly reportFile: string | null
    }

/** Some rows on their way to the ledger. */
export interface PackedBatch {
  /** A JSON list of `FileEmail`s as UTF-8: it crosses threads without being copied value by value. */
  readonly rows: Uint8Array
  readonly count: number
  /** Rows refused since the last batch. */
  readonly refused: number
  /** Bytes of the file read so far. */
  readonly bytesRead: number
}

/** How a reading ended. */
export interface ReadEnd {
  /** The first refused rows, as many as a screen shows. */
  readonly firstRefused: readonly RefusedRow[]
  /** Why the rest of the file could not be read; null when it was read whole. */
  readonly stopped: string | null
}

export type FromThread =
  | { readonly kind: 'preview'; readonly preview: ImportPreview }
  | { readonly kind: 'batch'; readonly batch: PackedBatch }
  | { readonly kind: 'end'; readonly end: ReadEnd }
  | { readonly kind: 'failure'; readonly facts: FailureFacts }
  | { readonly kind: 'bug'; readonly stack: string }

/** The answer to each batch: the next one may come. */
export type ToThread = 'more'
