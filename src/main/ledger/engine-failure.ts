import { Failure } from '../../shared/model/failure'

const busy = 5
const locked = 6
const full = 13
/** Result codes that mean that the file can't be used: permission, read-only, I/O, corrupt, can't open, not a database. */
const unusable = new Set([3, 8, 10, 11, 14, 26])

const broken = (message: string, cause: unknown): Failure => new Failure({ code: 'ledger-broken', message }, { cause })

/** The failure behind an error of the engine (sqlite.org/rescode.html); anything unexpected is returned as it is. */
export const engineFailure = (error: unknown): unknown => {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error
  // The low byte is the primary code; the rest refines it.
  const code = error.errcode & 0xff
  if (code === busy || code === locked) {
    return new Failure(
      { code: 'ledger-busy', message: 'Another program holds the ledger: close it and try again.', retryAfterMs: 2000 },
      { cause: error },
    )
  }
  if (code === full) return broken('The disk is full: free some space and try again.', error)
  if (unusable.has(code)) {
    return broken(
      'The ledger file cannot be read or written: check the disk and its permissions, then restart the app.',
      error,
    )
  }
  return error
}

export const ledgerBroken = (message: string, cause?: unknown): Failure => broken(message, cause)
