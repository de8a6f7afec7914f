import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkspaceKind } from '../../shared/model'
import type { LedgerFiles } from '../ledger/wire'

/**
 * Each workspace keeps its ledger in a folder of its own, so that the demo's data and real data never meet. What belongs to
 * both (preferences, vault, network settings) lies beside them.
 */
export const workspaceFolder = (folder: string, kind: WorkspaceKind): string => {
  const inside = join(folder, kind)
  mkdirSync(inside, { recursive: true })
  return inside
}

/** The files of a workspace's ledger. The keys of real tenants are the vault's to hand in; the demo's lie beside it. */
export const ledgerFiles = (folder: string, kind: WorkspaceKind): LedgerFiles => {
  const inside = workspaceFolder(folder, kind)
  return {
    file: join(inside, 'ledger.sqlite'),
    keyFile: join(inside, 'ledger.key'),
    keys: kind === 'own' ? 'handed-in' : 'file',
  }
}

const noteFile = (folder: string): string => join(folder, 'own', 'tenants.count')

/** How many tenants of their own the engineer has, as it was last noted: known before any ledger is open. */
export const ownTenants = (folder: string): number => {
  try {
    return Math.max(0, Number.parseInt(readFileSync(noteFile(folder), 'utf8'), 10) || 0)
  } catch {
    return 0
  }
}

export const noteOwnTenants = (folder: string, count: number): void => {
  if (count === 0 && !existsSync(noteFile(folder))) return
  workspaceFolder(folder, 'own')
  writeFileSync(noteFile(folder), `${count}\n`)
}

/** Which workspace a start opens: the engineer's own once a tenant is connected, else the demo; the demo when a server is named. */
export const firstWorkspace = (folder: string, options: { readonly demoServer: string | null }): WorkspaceKind =>
  options.demoServer === null && ownTenants(folder) > 0 ? 'own' : 'demo'
