import { copyFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  dateOrders,
  importFields,
  importStates,
  sendMethods,
  type ImportField,
  type ImportMapping,
  type ImportPlan,
  type ImportRun,
} from '../../../shared/model'
import { openJsonFile, type JsonFile } from '../../files/json-file'
import { openKeptFolders, type KeptFolders } from './kept-folders'

const mapping = z
  .partialRecord(z.enum(importFields), z.string())
  .transform((given) => given as { [Field in ImportField]?: string } as ImportMapping)

export const importPlan = z.object({
  mapping,
  zone: z.string().nullable(),
  dateOrder: z.enum(dateOrders).nullable(),
  method: z.enum(sendMethods),
})

const importRun = z.object({
  id: z.string(),
  tenantId: z.string(),
  fileName: z.string(),
  state: z.enum(importStates),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  bytes: z.number(),
  bytesRead: z.number(),
  added: z.number(),
  changed: z.number(),
  same: z.number(),
  refused: z.number(),
  people: z.number(),
  rowsPerSecond: z.number(),
  error: z.string().nullable(),
  firstRefused: z.array(z.object({ line: z.number(), field: z.enum(importFields).nullable(), reason: z.string() })),
})

/** What is kept of imports beside the ledger: counts, and refused rows by line and reason; nothing of what they said. */
export interface ImportFiles {
  readonly runs: JsonFile<readonly ImportRun[]>
  /** The plan of each tenant's last import, for the next file with the same columns. */
  readonly plans: JsonFile<Readonly<Record<string, ImportPlan>>>
  readonly folders: KeptFolders
  /** Where the refused rows of an import are listed. */
  reportOf(importId: string): string
  copyReport(importId: string, target: string): void
  removeReport(importId: string): void
  /** Says that an import goes on, whichever program runs it: the window and a shell import into the same ledger. */
  beat(importId: string): void
  /** Whether one of them said so within the last minute. */
  isBeating(importId: string): boolean
  endBeat(importId: string): void
}

/** How long an import may say nothing before it is taken for cut off, in milliseconds. */
const silentMs = 60_000

/** Opens those files in a workspace's folder; `inside` puts a name into it. */
export const openImportFiles = (inside: (name: string) => string): ImportFiles => {
  const folder = inside('imports')
  const reportOf = (importId: string): string => {
    mkdirSync(folder, { recursive: true })
    return join(folder, `${importId}.csv`)
  }
  const beatOf = (importId: string): string => join(folder, `${importId}.running`)
  return {
    runs: openJsonFile<readonly ImportRun[]>(inside('imports.json'), z.array(importRun), []),
    plans: openJsonFile<Readonly<Record<string, ImportPlan>>>(
      inside('import-plans.json'),
      z.record(z.string(), importPlan),
      {},
    ),
    folders: openKeptFolders(inside('watched-folders.json')),
    reportOf,
    copyReport: (importId, target) => copyFileSync(reportOf(importId), target),
    removeReport: (importId) => {
      rmSync(reportOf(importId), { force: true })
      rmSync(beatOf(importId), { force: true })
    },
    beat: (importId) => {
      mkdirSync(folder, { recursive: true })
      writeFileSync(beatOf(importId), '')
    },
    isBeating: (importId) => {
      const file = statSync(beatOf(importId), { throwIfNoEntry: false })
      return file !== undefined && Date.now() - file.mtimeMs < silentMs
    },
    endBeat: (importId) => rmSync(beatOf(importId), { force: true }),
  }
}
