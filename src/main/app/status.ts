import { join } from 'node:path'
import { app } from 'electron'
import type { AppStatus, RequestLogRow } from '../../shared/contract'
import type { Ledger } from '../ledger/ledger'

/** The oldest Electron major that still gets security fixes; the npm-carried fallback is older. */
const oldestMaintainedMajor = 43

/** True on a runtime that only scripts of this project use: it must not meet real customers' data. */
export const isOldRuntime = (): boolean => Number(process.versions.electron.split('.')[0]) < oldestMaintainedMajor

/** What the Status page shows of the app itself. */
export const readStatus = async (facts: {
  ledger: Ledger
  folder: string
  online: boolean
  demoServer: string | null
  requests: readonly RequestLogRow[]
}): Promise<AppStatus> => {
  const { bytes, ...counts } = await facts.ledger.counts()
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    oldRuntime: isOldRuntime(),
    platform: `${process.platform} ${process.arch}`,
    online: facts.online,
    ledgerPath: join(facts.folder, 'ledger.sqlite'),
    ledgerBytes: bytes,
    counts,
    demoServer: facts.demoServer,
    requests: facts.requests,
  }
}
