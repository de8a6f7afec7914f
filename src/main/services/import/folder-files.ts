import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../shared/model'

/** A log file as a look into its folder found it. */
export interface FoundFile {
  readonly name: string
  readonly path: string
  readonly bytes: number
  /** Epoch milliseconds. */
  readonly modifiedAt: number
}

/** Files of one folder that are looked at: the newest so many. */
export const mostFiles = 1_000

/** By the name alone: what lies in a folder that nobody meant is not even opened. */
const isLogFile = (name: string): boolean =>
  !/^[.~]/.test(name) && /\.(?:(?:csv|tsv|txt|json|ndjson|jsonl)(?:\.gz)?|xlsx)$/i.test(name)

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const folderFailure = (cause: unknown): Failure =>
  ['ENOENT', 'ENOTDIR'].includes(codeOf(cause))
    ? new Failure(
        {
          code: 'watched-folder-gone',
          message: 'The folder is gone: bring it back, or watch another one. It is looked for each minute.',
        },
        { cause },
      )
    : new Failure(
        {
          code: 'watched-folder-unreadable',
          message: 'The folder can’t be read: give your account the right to, or watch another one.',
        },
        { cause },
      )

/** Log files right in the folder, oldest first. Throws `watched-folder-gone` or `watched-folder-unreadable`. */
export const filesIn = async (folder: string): Promise<readonly FoundFile[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw folderFailure(error)
  })
  const found: FoundFile[] = []
  for (const entry of entries) {
    // A link may lead out of the folder that was chosen.
    if (!entry.isFile() || !isLogFile(entry.name)) continue
    const path = join(folder, entry.name)
    const facts = await stat(path).catch(() => null)
    if (facts) found.push({ name: entry.name, path, bytes: facts.size, modifiedAt: facts.mtimeMs })
  }
  return found.sort((a, b) => a.modifiedAt - b.modifiedAt || (a.name < b.name ? -1 : 1)).slice(-mostFiles)
}

/** The same for the same content, whatever the file is called. Throws what the system says where it can't be read. */
export const contentOf = async (path: string, signal: AbortSignal): Promise<string> => {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { signal })) hash.update(piece as Buffer)
  return hash.digest('hex')
}
