import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Change } from '../world/changes'

/** First line of a state file: what the world has to be built from before the changes are replayed. */
export interface JournalHeader {
  readonly kind: 'seed'
  readonly seedVersion: number
  readonly seed: number
  readonly anchoredAt: number
}

export interface Journal {
  append(change: Change): void
  /** Starts over with nothing changed. */
  restart(header: JournalHeader): void
}

export const silentJournal: Journal = { append: () => undefined, restart: () => undefined }

const isHeader = (value: unknown): value is JournalHeader =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'seed'

/** Null when there is no such file, or it is empty. A last line that was cut off by a crash was never answered: it is dropped. */
export const readJournal = (
  file: string,
): { readonly header: JournalHeader; readonly changes: readonly Change[] } | null => {
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const whole = lines.slice(0, -1)
  if (whole.length === 0) return null
  const header: unknown = JSON.parse(whole[0] ?? 'null')
  if (!isHeader(header)) throw new Error(`${file} is not a state file of the demo server: name another one.`)
  return { header, changes: whole.slice(1).map((line) => JSON.parse(line) as Change) }
}

/** Appends synchronously: a change is on file before the request that made it is answered. */
export const fileJournal = (file: string): Journal => ({
  append: (change) => appendFileSync(file, `${JSON.stringify(change)}\n`),
  restart: (header) => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, `${JSON.stringify(header)}\n`)
    renameSync(`${file}.new`, file)
  },
})

/** Writes the file anew with whole lines only. */
export const rewriteJournal = (file: string, header: JournalHeader, changes: readonly Change[]): void => {
  writeFileSync(`${file}.new`, [header, ...changes].map((line) => `${JSON.stringify(line)}\n`).join(''))
  renameSync(`${file}.new`, file)
}
