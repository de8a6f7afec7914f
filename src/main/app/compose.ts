import { join } from 'node:path'
import { app, clipboard, nativeTheme, net, type WebContents } from 'electron'
import { eventChannel, type AppEvent } from '../../shared/contract'
import { composeCore, type Core } from '../core/compose-core'
import { createAnswer } from '../ipc/answer'
import { createHandlers } from '../ipc/handlers'
import type { Ledger } from '../ledger/ledger'
import { systemClock } from '../net/clock'
import { readRoots } from '../net/way-out/trusted-roots'
import { createWayOut } from '../net/way-out/way-out'
import { openNetworkFile } from '../services/network/kept-network'
import { createMemorySignIn } from '../services/network/memory-sign-in'
import { createNetworkService } from '../services/network/network'
import { isLoopback } from '../tenants/settings'
import { createMemoryVault } from '../vault/vault'
import type { StartOptions } from './arguments'
import { connectDemoWorkspace } from './demo-workspace'
import { reportBug } from './report-bug'
import { createRequestLog } from './request-log'
import { isOldRuntime, readStatus } from './status'
import { openStores } from './stores'
import { systemProxy } from './system-proxy'

/**
 * Builds the whole app by hand, top to bottom: the core, and around it what needs Electron. What isn't on the way to the
 * first page waits for `shown`.
 */
export const compose = (
  options: StartOptions,
  opening: Promise<Ledger>,
  window: { readonly webContents: () => WebContents | null; readonly shown: Promise<unknown> },
) => {
  const folder = app.getPath('userData')
  const stores = openStores(folder)
  const clock = systemClock
  const vault = createMemoryVault()
  const requestLog = createRequestLog()
  const networkFile = openNetworkFile(join(folder, 'network.json'))
  const proxySignIn = createMemorySignIn()
  const wayOut = createWayOut({
    resolveProxy: systemProxy.resolve,
    signIn: proxySignIn.get,
    addedRoots: () => networkFile.read().roots,
    now: clock.now,
  })
  const emit = (event: AppEvent): void => {
    const contents = window.webContents()
    if (contents && !contents.isDestroyed()) contents.send(eventChannel, event)
  }

  const build = (ledger: Ledger) => {
    // Requests wait until the tenants' endpoints and secrets of this run are known.
    const workspace = connectDemoWorkspace({
      options,
      folder,
      ledger,
      vault,
      put: (settings) => core.tenants.put(settings),
      shown: window.shown,
    })
    void workspace.ready.catch(() => undefined)
    const core: Core = composeCore({
      ledger,
      vault,
      clock,
      // On Node's network stack: the browser's may send a POST again by itself when a reused connection dies.
      fetch: wayOut.fetch,
      // A server on this computer needs no network.
      isOnline: (url) => isLoopback(url) || net.isOnline(),
      loopbackOnly: isOldRuntime(),
      emit,
      onRequest: requestLog.add,
      engineer: () => stores.preferences.read().engineer,
      reportBug,
      ready: workspace.ready,
    })
    workspace.connect()

    const handlers = createHandlers({
      ...core,
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
          ledger,
          folder,
          online: core.isOnline(),
          demoServer: workspace.url(),
          requests: requestLog.rows(),
        }),
      copyText: (text) => void clipboard.writeText(text),
    })
    return {
      handlers,
      start: async (): Promise<void> => {
        await systemProxy.apply(networkFile.read())
        await core.start()
      },
      close: async (): Promise<void> => {
        workspace.stop()
        await core.close()
      },
    }
  }

  const built = opening.then(build)
  const answer = createAnswer(
    built.then(({ handlers }) => handlers),
    // The page asks for these before anything else; they need no ledger.
    { 'preferences.read': () => stores.preferences.read() },
    reportBug,
  )

  return {
    answer,
    keepWindow: stores.keepWindow,
    start: async (): Promise<void> => (await built).start(),
    close: async (): Promise<void> => (await built).close(),
  }
}
