import { pathToFileURL } from 'node:url'
import type { WorkspaceKind } from '../../shared/model'
import type { Ledger } from '../ledger/ledger'
import { openLedger } from '../ledger/open-ledger'
import { builtFile } from './built-files'
import { ledgerFiles } from '../core/workspace-folders'

/** Opens the ledger of a workspace, in a thread of its own. */
export const openWorkspaceLedger = (folder: string, kind: WorkspaceKind): Promise<Ledger> =>
  openLedger({ ...ledgerFiles(folder, kind), workerUrl: pathToFileURL(builtFile('main/ledger-worker.js')) })
