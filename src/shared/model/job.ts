export const jobKinds = ['refresh-log', 'refresh-people', 'resync-directory', 'import-file'] as const
export type JobKind = (typeof jobKinds)[number]

/** Work that may take longer than a second. `total` is null while it isn't known. */
export interface Job {
  readonly id: string
  readonly kind: JobKind
  readonly tenantId: string
  readonly personId: string | null
  /** What it does, in words an engineer reads: "Reading the log of Ana Núñez". */
  readonly title: string
  readonly done: number
  readonly total: number | null
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  readonly startedAt: string
  readonly error: { readonly code: string; readonly message: string } | null
}
