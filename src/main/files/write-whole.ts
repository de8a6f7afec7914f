import { renameSync, writeFileSync } from 'node:fs'

/** Replaces a file's text at once: whoever reads it finds the old or the new one, never a part. */
export const writeWhole = (file: string, text: string): void => {
  const beside = `${file}.${process.pid}.new`
  writeFileSync(beside, text, { mode: 0o600 })
  renameSync(beside, file)
}
