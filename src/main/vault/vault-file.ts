import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { derivation } from './passphrase-key'
import { sealed } from './sealed'

/**
 * The file as it lies on the disk. The content is sealed under a random key; that key is wrapped by whoever keeps it, so that
 * another passphrase rewraps 32 bytes and nothing else.
 */
export const vaultFile = z.object({
  version: z.literal(1),
  lockAfterMinutes: z.number().int().min(0).max(1_440),
  keeper: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('system'), wrapped: z.string().min(1) }),
    z.object({ kind: z.literal('passphrase'), derivation, wrapped: sealed }),
  ]),
  content: sealed,
})
export type VaultFile = z.infer<typeof vaultFile>
export type Keeper = VaultFile['keeper']

/** `null`: there is none. `broken`: there is one, and it is no vault. */
export const readVaultFile = (path: string): VaultFile | 'broken' | null => {
  if (!existsSync(path)) return null
  try {
    return vaultFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return 'broken'
  }
}

/** What tells one writing of the file from the next, without reading it; null when there is none. */
export const writingOf = (path: string): string | null => {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat ? `${stat.ino} ${stat.mtimeMs} ${stat.size}` : null
}

/** Replaces the file at once, readable by its owner alone, and on the disk when this returns. */
export const writeVaultFile = (path: string, file: VaultFile): void => {
  const beside = `${path}.${process.pid}.new`
  const handle = openSync(beside, 'w', 0o600)
  try {
    writeSync(handle, JSON.stringify(file))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(beside, path)
  syncFolder(dirname(path))
}

/** Makes the renaming last; Windows has no such thing. */
const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
