/** The kinds of log source that a tenant can have. */
export const logSourceKinds = ['http', 'gophish'] as const
export type LogSourceKind = (typeof logSourceKinds)[number]

/** A log source of a tenant as screens name it. */
export interface LogSourceName {
  /** What a sent email's `sources` hold. */
  readonly id: string
  readonly kind: LogSourceKind
  readonly name: string
}
