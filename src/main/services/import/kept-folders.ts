import { z } from 'zod'
import { watchedOutcomes } from '../../../shared/model'
import { openJsonFile, type JsonFile } from '../../files/json-file'

const keptFile = z.object({
  bytes: z.number(),
  /** Epoch milliseconds. */
  modifiedAt: z.number(),
  /** What `contentOf` said; null where the file could not be read. */
  content: z.string().nullable(),
  /** Epoch milliseconds. */
  at: z.number(),
  outcome: z.enum(watchedOutcomes),
  importId: z.string().nullable(),
  error: z.string().nullable(),
  /** The plan that it did not fit, as JSON: with another one it is tried again. */
  plan: z.string().nullable(),
})
export type KeptFile = z.infer<typeof keptFile>

const keptFolder = z.object({ folder: z.string(), files: z.record(z.string(), keptFile) })

/** A tenant's watched folder, with what came of each file by its name. */
export type KeptFolder = z.infer<typeof keptFolder>

/** By the tenant's id. */
export type KeptFolders = JsonFile<Readonly<Record<string, KeptFolder>>>

export const openKeptFolders = (file: string): KeptFolders =>
  openJsonFile<Readonly<Record<string, KeptFolder>>>(file, z.record(z.string(), keptFolder), {})
