import { z } from 'zod'
import type { ChosenFile, ImportPreview, ImportRun, WatchedFolder } from '../model'
import { dateOrders, importFields, sendMethods, tenantId } from '../model'
import { answers } from './answers'

const aTenant = z.object({ tenantId })
const id = z.string().min(1).max(80)
const column = z.string().min(1).max(2_000)
const plan = z.object({
  /** The column of each field. */
  mapping: z.partialRecord(z.enum(importFields), column),
  /** IANA name. */
  zone: z.string().min(1).max(60).nullable(),
  dateOrder: z.enum(dateOrders).nullable(),
  method: z.enum(sendMethods),
})

export const importCalls = {
  /** Asks the engineer for a log file; null when none was chosen. Its path stays in main. */
  'imports.choose': { input: z.object({}), ...answers<ChosenFile | null>() },
  /** A file that was dropped on the window: the preload reads its path, the page never names one. */
  'imports.drop': { input: z.object({ path: z.string().min(1).max(10_000) }), ...answers<ChosenFile>() },
  /** What the file would come to, from its first rows; what `change` leaves out is guessed. Changes nothing. */
  'imports.preview': {
    input: aTenant.extend({ fileId: id, change: plan.partial() }),
    ...answers<ImportPreview>(),
  },
  /** Begins the import; how far it is comes as `import` events. Refused rows don't end it. */
  'imports.start': { input: aTenant.extend({ fileId: id, plan }), ...answers<ImportRun>() },
  /** The tenant's imports, newest first. */
  'imports.list': { input: aTenant, ...answers<readonly ImportRun[]>() },
  /** Saves the list of an import's refused rows as CSV where the engineer chooses; false when they chose nothing. */
  'imports.saveReport': { input: aTenant.extend({ importId: id }), ...answers<boolean>() },
  /** The tenant's watched folder; null when none is. What changes comes as a `background-changed` event. */
  'imports.watched': { input: aTenant, ...answers<WatchedFolder | null>() },
  /** Asks the engineer for a folder to watch instead of the one before; null when none is watched in the end. */
  'imports.watch': { input: aTenant, ...answers<WatchedFolder | null>() },
  'imports.unwatch': { input: aTenant, ...answers<null>() },
  /**
   * Looks next, also while the engineer or the battery holds the background. Files that were not imported are tried again.
   */
  'imports.lookNow': { input: aTenant, ...answers<WatchedFolder | null>() },
}
