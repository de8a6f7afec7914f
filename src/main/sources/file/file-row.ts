/** One row as a format's reader gives it: its cells in the order of the columns, or why it could not be read. */
export type FileRow =
  { readonly line: number; readonly cells: readonly string[] } | { readonly line: number; readonly problem: string }

/** Turns text, handed in piece by piece, into rows. Throws a `Failure` where the rest can't be read. */
export interface RowParser {
  push(text: string): FileRow[]
  /** After the last piece. */
  end(): FileRow[]
}
