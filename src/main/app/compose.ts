import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { app, clipboard, nativeTheme, net, type WebContents } from 'electron'
import { eventChannel, type AppEvent } from '../../shared/contract'
import { Failure } from '../../shared/model'
import { createAnswer } from '../ipc/answer'
import { createHandlers } from '../ipc/handlers'
import type { Ledger } from '../ledger/ledger'
import { systemClock } from '../net/clock'
import { createTransport } from '../net/create-transport'
import { createReachability } from '../net/reachability'
import { readRoots } from '../net/way-out/trusted-roots'
import { createWayOut } from '../net/way-out/way-out'
import { createProviders } from '../providers/registry'
import { createHindrances } from '../services/hindrances'
import { createJobs } from '../services/jobs'
import { createLocateService } from '../services/locate'
import { createLogService } from '../services/log'
import { createLookUp } from '../services/look-up'
import { createMailboxResolver } from '../services/mailbox'
import { inBackground, type ServiceParts } from '../services/parts'
import { openNetworkFile } from '../services/network/kept-network'
import { createMemorySignIn } from '../services/network/memory-sign-in'
import { createNetworkService } from '../services/network/network'
import { createPeopleService } from '../services/people'
import { createRescueService } from '../services/rescue/rescue'
import { createTenantService, endpointsOf, refuseForeign } from '../services/tenants'
import { createVisits } from '../services/visits'
import { createLogSource } from '../sources/registry'
import { isLoopback } from '../tenants/settings'
import { createMemoryVault } from '../vault/vault'
import type { StartOptions } from './arguments'
import { connectDemoWorkspace } from './demo-workspace'
import { reportBug } from './report-bug'
import { createRequestLog } from './request-log'
import { isOldRuntime, readStatus } from './status'
import { openStores } from './stores'
import { systemProxy } from './system-proxy'

const noLogSource = () =>
  new Failure({
    code: 'source-missing',
    message: 'This tenant has no log source yet: add one on its page.',
    field: 'logSources',
  })

/**
 * Builds the whole app by hand, top to bottom: this is the one place that knows every part. What isn't on the way to the
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

  const build = async (ledger: Ledger) => {
    // Requests wait until the tenants' endpoints and secrets of this run are known.
    const workspace = connectDemoWorkspace({
      options,
      folder,
      ledger,
      vault,
      put: (settings) => tenants.put(settings),
      shown: window.shown,
    })
    void workspace.ready.catch(() => undefined)

    const settingsOf = async (tenantId: string) => {
      await workspace.ready
      const settings = await ledger.readSettings(tenantId)
      if (settings && isOldRuntime()) refuseForeign(settings)
      if (settings) return settings
      throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
    }
    const basesOf = async (tenantId: string) => endpointsOf(await settingsOf(tenantId))
    const network = createReachability({
      clock,
      basesOf,
      changed: (state) => emit({ kind: 'network', ...state }),
      answers: (origin) =>
        wayOut.fetch(origin, { method: 'HEAD', signal: AbortSignal.timeout(4_000) }).then(
          () => true,
          () => false,
        ),
    })
    const transport = network.watching(
      createTransport({
        // On Node's network stack: the browser's may send a POST again by itself when a reused connection dies.
        fetch: wayOut.fetch,
        clock,
        random: Math.random,
        // A server on this computer needs no network.
        isOnline: (url) => isLoopback(url) || net.isOnline(),
        onRequest: requestLog.add,
        basesOf,
      }),
    )
    const providers = createProviders({
      transport,
      clock,
      settingsOf,
      secretsOf: (tenantId) => vault.get(tenantId) ?? {},
    })
    const parts: ServiceParts = {
      ledger,
      clock,
      emit,
      providerOf: providers.providerOf,
      sourceOf: async (tenantId) => {
        const [source] = (await settingsOf(tenantId)).logSources
        if (!source) throw noLogSource()
        const token = () => vault.get(tenantId)?.logTokens?.[source.id] ?? ''
        return createLogSource(source, { tenantId, transport, token })
      },
      engineer: () => stores.preferences.read().engineer,
      newId: randomUUID,
      reportBug,
    }
    const jobs = createJobs(parts)
    const visits = createVisits()
    const hindrances = createHindrances(clock)
    const mailboxOf = createMailboxResolver(parts)
    const lookUp = createLookUp(parts, mailboxOf, hindrances)
    const tenants = createTenantService(parts, { loopbackOnly: isOldRuntime(), ready: workspace.ready })
    const people = createPeopleService(parts, jobs)
    const rescue = createRescueService(parts, mailboxOf, lookUp, hindrances)
    workspace.connect()

    const handlers = createHandlers({
      ledger,
      network: createNetworkService({
        file: networkFile,
        signIns: proxySignIn,
        wayOut,
        apply: systemProxy.apply,
        resolveProxy: systemProxy.resolve,
        basesOf,
        readRoots,
        clock,
      }),
      tenants,
      people,
      log: createLogService(parts, jobs, visits),
      locate: createLocateService(parts, lookUp, visits, hindrances),
      rescue,
      visits,
      jobs,
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
          online: network.state().online,
          demoServer: workspace.url(),
          requests: requestLog.rows(),
        }),
      copyText: (text) => void clipboard.writeText(text),
    })
    const start = async (): Promise<void> => {
      await systemProxy.apply(networkFile.read())
      await workspace.ready
      inBackground(parts, 'settling what an earlier run left open', rescue.settleOpen())
      for (const tenant of await ledger.listTenants()) await people.refreshIfOld(tenant.id)
    }
    const close = async (): Promise<void> => {
      network.stop()
      rescue.stop()
      jobs.cancelAll()
      workspace.stop()
      await ledger.close()
    }
    return { handlers, start, close }
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
