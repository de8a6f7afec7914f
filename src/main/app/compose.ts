import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, clipboard, nativeTheme, net, Notification, shell, type WebContents } from 'electron'
import { eventChannel, type AppEvent } from '../../shared/contract'
import { Failure, type WorkspaceKind } from '../../shared/model'
import { composeCore, type Core } from '../core/compose-core'
import { createHandlers } from '../ipc/handlers'
import type { Ledger } from '../ledger/ledger'
import { systemClock } from '../net/clock'
import { readRoots } from '../net/way-out/trusted-roots'
import { createWayOut } from '../net/way-out/way-out'
import { fileDialogs } from './file-dialogs'
import { openImportFiles } from '../services/import/import-files'
import type { Background } from '../services/background/background'
import { openConnectFiles } from '../services/connect/parts'
import { openNetworkFile } from '../services/network/kept-network'
import { createNetworkService } from '../services/network/network'
import { isLoopback } from '../tenants/endpoint'
import { createMemoryVault, type Vault } from '../vault/vault'
import type { StartOptions } from './arguments'
import { builtFile } from './built-files'
import { connectDemoWorkspace } from './demo-workspace'
import { proxySignInIn, vaultWhenNeeded } from './open-vault'
import { reportBug } from '../core/report-bug'
import { createRequestLog } from './request-log'
import { isOldRuntime, readStatus } from './status'
import { openStores } from './stores'
import { watchSystem, type SystemHold } from './system-state'
import { systemProxy } from './system-proxy'
import { noteOwnTenants, ownTenants, workspaceFolder } from '../core/workspace-folders'
import { openWorkspaceLedger } from './workspace-ledger'

const leaveDemoFirst = 'This is the demo workspace, where nothing real is connected: switch to your tenants first.'

/** A workspace that is open: one ledger and its services. */
interface Opened {
  readonly kind: WorkspaceKind
  readonly handlers: ReturnType<typeof createHandlers>
  readonly background: Background
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
  /** Told when the vault was locked or opened. */
  readonly vaultChanged?: () => Promise<void>
}

/**
 * Builds the whole app by hand, top to bottom: what both workspaces share, then the one that is open. What isn't on the way
 * to the first page waits for `shown`.
 */
export const compose = (
  options: StartOptions,
  first: { readonly kind: WorkspaceKind; readonly ledger: Promise<Ledger> },
  window: { readonly webContents: () => WebContents | null; readonly shown: Promise<unknown> },
) => {
  const folder = app.getPath('userData')
  const stores = openStores(folder)
  const clock = systemClock
  const emit = (event: AppEvent): void => {
    const contents = window.webContents()
    if (contents && !contents.isDestroyed()) contents.send(eventChannel, event)
  }
  const engineersVault = vaultWhenNeeded(folder, (vault) => {
    const changing = current.then(({ vaultChanged }) => vaultChanged?.())
    changing
      .catch((error: unknown) => {
        if (!(error instanceof Failure)) reportBug(error, 'following the vault')
      })
      .finally(() => emit({ kind: 'vault-changed', status: vault.status() }))
  })
  const requestLog = createRequestLog()
  const networkFile = openNetworkFile(join(folder, 'network.json'))
  const proxySignIn = proxySignInIn(engineersVault.vault)
  const wayOut = createWayOut({
    resolveProxy: systemProxy.resolve,
    signIn: proxySignIn.get,
    addedRoots: () => networkFile.read().roots,
    now: clock.now,
  })

  /** The next start has to know before any ledger is open whether there are tenants of the engineer's own. */
  const note = async (ledger: Ledger): Promise<void> => noteOwnTenants(folder, (await ledger.listTenants()).length)
  const emitAndNote =
    (ledger: Ledger) =>
    (event: AppEvent): void => {
      if (event.kind === 'tenants-changed') note(ledger).catch(() => undefined)
      emit(event)
    }

  const coreOf = (kind: WorkspaceKind, ledger: Ledger, vault: Vault, ready: Promise<unknown>): Core =>
    composeCore({
      importFiles: openImportFiles((name) => join(workspaceFolder(folder, kind), name)),
      fileWorker: pathToFileURL(builtFile('main/file-worker.js')),
      fileDialogs,
      connectFiles: openConnectFiles((name) => join(workspaceFolder(folder, kind), name)),
      connectRefusal: kind === 'demo' ? leaveDemoFirst : null,
      openExternal: (url) => shell.openExternal(url),
      ledger,
      vault,
      sealedByVault: kind === 'own',
      clock,
      // On Node's network stack: the browser's may send a POST again by itself when a reused connection dies.
      fetch: wayOut.fetch,
      // A server on this computer needs no network.
      isOnline: (url) => isLoopback(url) || net.isOnline(),
      loopbackOnly: isOldRuntime(),
      emit: kind === 'own' ? emitAndNote(ledger) : emit,
      onRequest: requestLog.add,
      engineer: () => stores.preferences.read().engineer,
      reportBug,
      notify: ({ title, body }) => {
        if (Notification.isSupported()) new Notification({ title, body }).show()
      },
      pauseKept: {
        read: () => stores.preferences.read().backgroundPaused,
        write: (backgroundPaused) => void stores.preferences.change({ backgroundPaused }),
      },
      ready,
    })

  const handlersOf = (kind: WorkspaceKind, core: Core, demoServer: () => string | null) =>
    createHandlers({
      ...core,
      vaultControl: engineersVault.vault,
      workspaces: { status: () => ({ current: kind, ownTenants: ownTenants(folder) }), open },
      network: createNetworkService({
        file: networkFile,
        signIns: proxySignIn,
        wayOut,
        apply: systemProxy.apply,
        resolveProxy: systemProxy.resolve,
        basesOf: core.basesOf,
        readRoots,
        clock,
      }),
      preferences: {
        read: stores.preferences.read,
        change: (change) => {
          const next = stores.preferences.change(change)
          nativeTheme.themeSource = next.theme
          return next
        },
      },
      status: () =>
        readStatus({
          ledger: core.ledger,
          folder: workspaceFolder(folder, kind),
          online: core.isOnline(),
          demoServer: demoServer(),
          requests: requestLog.rows(),
        }),
      copyText: (text) => void clipboard.writeText(text),
      openLink: (url) => shell.openExternal(url),
    })

  const openDemo = (ledger: Ledger): Opened => {
    const vault = createMemoryVault()
    // Requests wait until the tenants' endpoints and secrets of this run are known.
    const demo = connectDemoWorkspace({
      options,
      folder,
      ledger,
      vault,
      put: (settings) => core.tenants.put(settings),
      shown: window.shown,
    })
    void demo.ready.catch(() => undefined)
    const core: Core = coreOf('demo', ledger, vault, demo.ready)
    demo.connect()
    const close = async (): Promise<void> => {
      demo.stop()
      await core.close()
    }
    const { background, start } = core
    return { kind: 'demo', handlers: handlersOf('demo', core, demo.url), background, start, close }
  }

  const openOwn = async (ledger: Ledger): Promise<Opened> => {
    const vault = await engineersVault.vault()
    const core = coreOf('own', ledger, vault, Promise.resolve())
    await note(ledger)
    const vaultChanged = async (): Promise<void> => {
      const { kind, locked, broken } = vault.status()
      if (kind === null || broken !== null) return
      if (locked) return core.lockLedger()
      await core.unlockLedger()
      emit({ kind: 'tenants-changed' })
      await core.start()
    }
    const start = async (): Promise<void> => {
      if (vault.status().kind !== null && !vault.status().locked) await core.unlockLedger()
      await core.start()
    }
    const { background, close } = core
    return { kind: 'own', handlers: handlersOf('own', core, () => null), background, start, close, vaultChanged }
  }

  const openWith = (kind: WorkspaceKind, ledger: Ledger): Opened | Promise<Opened> =>
    kind === 'demo' ? openDemo(ledger) : openOwn(ledger)

  /** What the computer says against working in the background; the demo server needs no network. */
  const heldBySystem = ({ kind, background }: Opened, reason: SystemHold, on: boolean): void => {
    if (kind === 'own' || reason !== 'offline') background.hold(reason, on)
  }

  let current = first.ledger.then((ledger) => openWith(first.kind, ledger))
  const system = watchSystem((reason, on) => {
    void current.then((opened) => heldBySystem(opened, reason, on)).catch(() => undefined)
  })

  /** Closes one workspace, opens the other, and loads the page anew, so that nothing of the first stays on screen. */
  const open = async (kind: WorkspaceKind): Promise<void> => {
    const before = await current
    if (before.kind === kind) return
    stores.preferences.change({ lastTenantId: null, lastPersonId: null })
    current = before.close().then(async () => openWith(kind, await openWorkspaceLedger(folder, kind)))
    const next = await current
    for (const reason of system.held()) heldBySystem(next, reason, true)
    window.webContents()?.reload()
    await next.start()
  }

  return {
    /** Those of the workspace that is open. */
    handlers: async () => (await current).handlers,
    open,
    keepWindow: stores.keepWindow,
    start: async (): Promise<void> => {
      await systemProxy.apply(networkFile.read())
      await (await current).start()
    },
    close: async (): Promise<void> => {
      system.stop()
      engineersVault.stop()
      await (await current).close()
    },
  }
}
