import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportPlan, RefusedRow } from '../../../../shared/model'
import { openFile, previewFile } from '../read-file'
import type { FileEmail } from '../rows'

/** A folder of files for one test file. */
export const createLogFiles = () => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-files-'))
  let count = 0
  return {
    folder,
    write: (body: string | Buffer, name = 'log.csv'): string => {
      count += 1
      const path = join(folder, `${count}-${name}`)
      writeFileSync(path, body)
      return path
    },
    remove: (): void => rmSync(folder, { recursive: true, force: true }),
  }
}

export interface WholeFile {
  readonly emails: readonly FileEmail[]
  readonly refused: readonly RefusedRow[]
  /** The sentence with which reading stopped before the end. */
  readonly stopped: string | null
}

/** Reads a whole file as its preview proposes. */
export const readWhole = async (path: string, chosen: Partial<ImportPlan> = {}): Promise<WholeFile> => {
  const { plan } = await previewFile(path, { method: 'smtp', ...chosen })
  const emails: FileEmail[] = []
  const refused: RefusedRow[] = []
  try {
    for await (const batch of (await openFile(path, plan)).batches) {
      emails.push(...batch.emails)
      refused.push(...batch.refused)
    }
  } catch (error) {
    return { emails, refused, stopped: error instanceof Error ? error.message : String(error) }
  }
  return { emails, refused, stopped: null }
}
