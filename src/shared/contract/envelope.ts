import type { FailureFacts } from '../model'

/** What travels back for a call: the answer, or a failure with its code. Never an exception, never `undefined`. */
export type Envelope<Output> =
  { readonly ok: true; readonly value: Output } | { readonly ok: false; readonly failure: FailureFacts }
