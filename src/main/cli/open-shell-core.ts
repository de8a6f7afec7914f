import { mkdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { AppEvent } from '../../shared/contract'
import { Failure, type Job } from '../../shared/model'
import { composeCore, type Core } from '../core/compose-core'
import { readDemoTenants } from '../core/demo-tenants'
import { reportBug } from '../core/report-bug'
import { ledgerFiles, workspaceFolder } from '../core/workspace-folders'
import { openLedger } from '../ledger/open-ledger'
import { systemClock } from '../net/clock'
import { createWayOut } from '../net/way-out/way-out'
import { openImportFiles } from '../services/import/import-files'
import { openConnectFiles } from '../services/connect/parts'
import { openNetworkFile } from '../services/network/kept-network'
import { openFileVault, type FileVault } from '../vault/file-vault'
import { createMemoryVault, type Vault } from '../vault/vault'
import { readVaultFile } from '../vault/vault-file'
import type { ShellHost } from './host'
import { readPassphrase } from './passphrase'

export interface ShellOptions {
  readonly folder: string
  readonly demoServer: string | null
  readonly passphraseFile: string | null
}

/** The services as a command uses them. */
export interface ShellCore extends Core {
  readonly folder: string
  /** The engineer's vault, made on request where there is none yet; throws in the demo workspace. */
  readonly ownVault: () => Promise<FileVault>
  /** Waits for a job's end; throws what made it fail. */
  readonly finished: (job: Job) => Promise<void>
  /** Waits for an event that `pick` takes. */
  readonly next: <T>(pick: (event: AppEvent) => T | undefined) => Promise<T>
}

const account = (): string => {
  try {
    return userInfo().username
  } catch {
    return 'engineer'
  }
}

const openOwnVault = async (host: ShellHost, options: ShellOptions): Promise<FileVault> => {
  const file = join(options.folder, 'vault.json')
  const kept = readVaultFile(file)
  if (kept !== null && kept !== 'broken' && kept.keeper.kind === 'system') {
    const refusal = await host.safeStore.refusal()
    if (refusal !== null)
      throw new Failure({
        code: 'vault-locked',
        message:
          'The system’s keychain keeps this vault, and it can’t be asked from here: use the installed app with --cli, or give the vault a passphrase on the Status page.',
      })
  }
  const vault = await openFileVault({ file, system: host.safeStore, now: Date.now })
  if (vault.status().locked) await vault.unlock(await readPassphrase(host, options.passphraseFile))
  return vault
}

/** Builds the services without a window. What they have to tell goes to whoever waits for it. */
export const openShellCore = async (host: ShellHost, options: ShellOptions): Promise<ShellCore> => {
  const { folder, demoServer } = options
  mkdirSync(folder, { recursive: true })
  const listeners = new Set<(event: AppEvent) => void>()
  const emit = (event: AppEvent): void => {
    for (const listener of [...listeners]) listener(event)
  }
  const kind = demoServer === null ? 'own' : 'demo'
  const fileVault = demoServer === null ? await openOwnVault(host, options) : null
  const vault: Vault = fileVault ?? createMemoryVault()
  const networkFile = openNetworkFile(join(folder, 'network.json'))
  const wayOut = createWayOut({
    resolveProxy: (url) => host.resolveProxy(url, networkFile.read()),
    signIn: async () => vault.get('proxy')?.proxy ?? null,
    addedRoots: () => networkFile.read().roots,
    now: systemClock.now,
  })
  const ledger = await openLedger({
    ...ledgerFiles(folder, kind),
    workerUrl: host.ledgerWorker,
  })
  const connectDemo = async (url: string): Promise<void> => {
    for (const { settings, secrets } of await readDemoTenants(url)) {
      vault.put(settings.id, secrets)
      await core.tenants.put(settings)
    }
  }
  const begun = Promise.resolve()
  const ready = begun.then(() => (demoServer === null ? undefined : connectDemo(demoServer)))
  ready.catch(() => undefined)
  const core: Core = composeCore({
    ledger,
    vault,
    sealedByVault: kind === 'own',
    importFiles: openImportFiles((name) => join(workspaceFolder(folder, kind), name)),
    fileWorker: host.fileWorker,
    fileDialogs: {
      chooseFile: () => Promise.resolve(null),
      chooseFolder: () => Promise.resolve(null),
      chooseTarget: () => Promise.resolve(null),
    },
    connectFiles: openConnectFiles((name) => join(workspaceFolder(folder, kind), name)),
    connectRefusal: null,
    openExternal: () =>
      Promise.reject(
        new Failure({ code: 'not-allowed', message: 'A person signs in in the window: connect this tenant there.' }),
      ),
    clock: systemClock,
    fetch: wayOut.fetch,
    // Nothing here knows better than the attempt.
    isOnline: () => true,
    loopbackOnly: host.loopbackOnly,
    emit,
    onRequest: () => undefined,
    engineer: account,
    reportBug,
    ready,
  })

  const next: ShellCore['next'] = (pick) =>
    new Promise((resolve) => {
      const listener = (event: AppEvent): void => {
        const picked = pick(event)
        if (picked === undefined) return
        listeners.delete(listener)
        resolve(picked)
      }
      listeners.add(listener)
    })
  const finished = async (job: Job): Promise<void> => {
    const known = core.jobs.list().find(({ id }) => id === job.id) ?? job
    const ended =
      known.state === 'running'
        ? await next((event) =>
            event.kind === 'job' && event.job.id === job.id && event.job.state !== 'running' ? event.job : undefined,
          )
        : known
    if (ended.error) throw new Failure(ended.error as Failure['facts'])
    if (ended.state === 'cancelled') throw new Failure({ code: 'cancelled', message: `${ended.title} was cancelled.` })
  }
  const ownVault = async (): Promise<FileVault> => {
    if (fileVault === null)
      throw new Failure({
        code: 'not-allowed',
        message: 'Tenants are not added to the demo workspace: leave --demo-server out.',
        field: 'demo-server',
      })
    if (fileVault.status().kind === null) await fileVault.create(await readPassphrase(host, options.passphraseFile))
    return fileVault
  }
  try {
    await ready
    if (fileVault !== null && fileVault.status().kind !== null) await core.unlockLedger()
  } catch (error) {
    await core.close()
    throw error
  }
  return { ...core, folder, ownVault, finished, next }
}
