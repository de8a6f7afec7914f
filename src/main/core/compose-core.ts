import { randomUUID } from 'node:crypto'
import type { AppEvent, RequestLogRow } from '../../shared/contract'
import { Failure, type Tenant } from '../../shared/model'
import type { Ledger } from '../ledger/ledger'
import { createTransport } from '../net/create-transport'
import { createReachability } from '../net/reachability'
import type { Clock } from '../net/transport'
import type { KeptSignIn } from '../providers/provider'
import { createProviders } from '../providers/registry'
import { createBackground, type BackgroundParts } from '../services/background/background'
import { createConnectService, type ConnectService } from '../services/connect/connect'
import { isDraftId, type ConnectFiles, type ConnectParts } from '../services/connect/parts'
import { createTenantFile } from '../services/connect/tenant-file'
import { createTenantKeeping } from '../services/connect/tenant-keeping'
import { createImportService, type FileDialogs } from '../services/import/import'
import type { ImportFiles } from '../services/import/import-files'
import { createWatchedFolders } from '../services/import/watched-folders'
import { createHindrances } from '../services/hindrances'
import { createPeopleExport } from '../services/directory/export-people'
import { createResyncService } from '../services/directory/resync'
import { createJobs } from '../services/jobs'
import { createLocateService } from '../services/locate'
import { createLogService } from '../services/log'
import { createSourceService } from '../services/log-sources/log-sources'
import { createSourceReadings } from '../services/log-sources/source-readings'
import { createLookUp } from '../services/look-up'
import { createMailboxResolver } from '../services/mailbox'
import { inBackground, type ServiceParts } from '../services/parts'
import { createPeopleService } from '../services/people'
import { createResendService } from '../services/resends/resends'
import { createRescueService } from '../services/rescue/rescue'
import { createTurns } from '../services/rescue/turns'
import { createRetention } from '../services/retention'
import { createSendsService } from '../services/sends'
import { createTenantService, endpointsOf, refuseForeign } from '../services/tenants'
import { createVisits } from '../services/visits'
import { createWhitelistingService } from '../services/whitelisting/whitelisting'
import { createFileReader } from '../sources/file/file-reader'
import { previewMapping } from '../sources/mapping/preview'
import { readProfile } from '../sources/mapping/read-profile'
import { createLogSources } from '../sources/registry'
import type { TenantSecrets, TenantSettings } from '../tenants/settings'
import { sourceEndpoints, sourceNameOf } from '../tenants/source-kinds'
import type { Vault } from '../vault/vault'
import { createMailboxReader } from './mailbox-reader'

/** What the services stand on; each way of running them (window, shell) brings its own. */
export interface CoreParts {
  readonly ledger: Ledger
  readonly vault: Vault
  /** True where the vault hands in the keys under which the ledger is sealed; otherwise they lie beside it. */
  readonly sealedByVault: boolean
  readonly clock: Clock
  /** The way to the network. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Whether an address is worth trying at all. */
  readonly isOnline: (url: string) => boolean
  /** True where only tenants on this computer are accepted. */
  readonly loopbackOnly: boolean
  readonly emit: (event: AppEvent) => void
  readonly onRequest: (row: RequestLogRow) => void
  /** What is kept of imports, in the workspace's folder. */
  readonly importFiles: ImportFiles
  /** The built thread that reads log files. */
  readonly fileWorker: URL
  readonly fileDialogs: FileDialogs
  /** What is kept of connecting tenants, in the workspace's folder. */
  readonly connectFiles: ConnectFiles
  /** Why no tenant can be connected here; null where it can. */
  readonly connectRefusal: string | null
  /** Opens a page in the system's browser. */
  readonly openExternal: (url: string) => Promise<void>
  /** Name written into the audit trail. */
  readonly engineer: () => string
  readonly reportBug: (error: unknown, what: string) => void
  /** Where the engineer's pause of the background is kept; until the end of the process when missing. */
  readonly pauseKept?: BackgroundParts['paused']
  /** Settles when the settings and secrets of every tenant are known; requests wait for it. */
  readonly ready: Promise<unknown>
}

/** Milliseconds until a server that was knocked at counts as away. */
const knockMs = 4_000

const noLogSource = () =>
  new Failure({
    code: 'source-missing',
    message: 'This tenant has no log source yet: add one on its page.',
    field: 'logSources',
  })

const pauseInMemory = (): BackgroundParts['paused'] => {
  let paused = false
  return { read: () => paused, write: (next) => void (paused = next) }
}

/**
 * Builds every service of one ledger by hand, without Electron: the window and the shell use the same. It can be built and
 * closed more than once in one process.
 */
export const composeCore = (core: CoreParts) => {
  const { ledger, vault, clock } = core
  const emit = (event: AppEvent): void => {
    if (event.kind === 'tenants-changed') folders.recheck()
    core.emit(event)
  }

  /** Which tenants sign in as an application that they share, as their settings were last read. */
  const applicationOf = new Map<string, string | undefined>()
  const settingsOf = async (id: string) => {
    await core.ready
    const settings = isDraftId(id) ? connect.draftSettings(id) : await ledger.readSettings(id)
    if (settings && core.loopbackOnly) refuseForeign(settings)
    if (settings?.disabled)
      throw new Failure({
        code: 'not-allowed',
        message: `${settings.name} is disabled: enable it on its page first.`,
        field: 'tenantId',
      })
    const { connection } = settings ?? {}
    applicationOf.set(id, connection?.provider === 'microsoft' ? connection.application : undefined)
    if (settings && !settings.removed) return settings
    throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
  }
  /** Endpoints of sources that are just being tried, by tenant. */
  const tried = new Map<string, readonly string[]>()
  const basesOf = async (tenantId: string) => [
    ...endpointsOf(await settingsOf(tenantId)),
    ...(tried.get(tenantId) ?? []),
  ]

  let unreachable = 0
  const reachability = createReachability({
    clock,
    basesOf,
    changed: (state) => {
      const better = state.unreachable.length < unreachable
      unreachable = state.unreachable.length
      emit({ kind: 'network', ...state })
      if (better) background.reached()
    },
    answers: (origin) =>
      core.fetch(origin, { method: 'HEAD', signal: AbortSignal.timeout(knockMs) }).then(
        () => true,
        () => false,
      ),
  })
  const transport = reachability.watching(
    createTransport({
      fetch: core.fetch,
      clock,
      random: Math.random,
      isOnline: core.isOnline,
      onRequest: core.onRequest,
      basesOf,
    }),
  )
  const secretsOf = (id: string): TenantSecrets => {
    if (isDraftId(id)) return connect.draftSecrets(id)
    const application = applicationOf.get(id)
    return { ...vault.get(id), ...(application === undefined ? {} : connect.applicationSecrets(application)) }
  }
  const providers = createProviders({
    transport,
    clock,
    settingsOf,
    secretsOf,
    signInsOf: (id) => vault.signIn<KeptSignIn>(id),
  })
  const sources = createLogSources({ transport, clock, mailboxes: createMailboxReader(providers.providerOf) })
  const parts: ServiceParts = {
    ledger,
    clock,
    emit,
    providerOf: providers.providerOf,
    sourcesOf: async (tenantId) => {
      const { logSources } = await settingsOf(tenantId)
      if (logSources.length === 0) throw noLogSource()
      return logSources.map((source) => {
        const token = () => vault.get(tenantId)?.logTokens?.[source.id] ?? ''
        return { ...sourceNameOf(source), reader: sources.sourceOf(tenantId, source, token) }
      })
    },
    readings: createSourceReadings(),
    engineer: core.engineer,
    newId: randomUUID,
    reportBug: core.reportBug,
  }
  const jobs = createJobs(parts)
  const visits = createVisits()
  const hindrances = createHindrances(clock)
  const mailboxOf = createMailboxResolver(parts)
  const lookUp = createLookUp(parts, mailboxOf, hindrances)
  const tenants = createTenantService(parts, { loopbackOnly: core.loopbackOnly, ready: core.ready })
  const open = new Set<string>()
  const unlock = async (tenantId: string): Promise<void> => {
    if (!core.sealedByVault) return
    await ledger.unlockTenant(tenantId, vault.ledgerKey(tenantId))
    open.add(tenantId)
  }
  /** A tenant that another program has added since is opened when it is first listed. */
  const list = async (): Promise<readonly Tenant[]> => {
    const known = await tenants.list()
    // Before the first was opened the vault is locked, or there is none.
    if (open.size > 0) for (const { id } of known) if (!open.has(id)) await unlock(id)
    return known
  }
  const everyTenant = async () => [...(await ledger.listTenants()), ...(await ledger.listTenants({ removed: true }))]
  const put = async (settings: TenantSettings): Promise<void> => {
    await unlock(settings.id)
    await tenants.put(settings)
  }
  const connecting: ConnectParts = {
    ledger,
    vault,
    clock,
    emit,
    files: core.connectFiles,
    newId: randomUUID,
    providerOf: providers.providerOf,
    openExternal: core.openExternal,
    put,
    refusal: core.connectRefusal,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
  const connect: ConnectService = createConnectService(connecting)
  const imports = createImportService(parts, {
    jobs,
    reader: createFileReader(core.fileWorker),
    files: core.importFiles,
    dialogs: core.fileDialogs,
  })
  const eraseTenant = async (tenantId: string): Promise<void> => {
    imports.forget(tenantId)
    await ledger.eraseTenant(tenantId, clock.now())
  }
  const keeping = createTenantKeeping(connecting, eraseTenant)
  const people = {
    ...createPeopleService(parts, jobs),
    ...createResyncService(parts, jobs, (tenantId) => keeping.check(tenantId)),
  }
  const retention = createRetention(parts)
  const log = createLogService(parts, jobs, visits)
  const background = createBackground({
    services: parts,
    jobs,
    people,
    paused: core.pauseKept ?? pauseInMemory(),
    holdsChanged: () => folders.recheck(),
  })
  const folders = createWatchedFolders({
    services: parts,
    imports,
    kept: core.importFiles.folders,
    chooseFolder: core.fileDialogs.chooseFolder,
    holds: background.holds,
  })
  const inTurn = createTurns(parts)
  const rescue = createRescueService(parts, mailboxOf, lookUp, hindrances, inTurn)
  const resends = createResendService(parts, {
    inTurn,
    senders: [],
    refusalOf: () => null,
    ownSend: () => Promise.resolve(),
  })

  return {
    ledger,
    tenants: { ...tenants, put, list },
    connect,
    tenantKeeping: {
      ...keeping,
      remove: (...asked: Parameters<typeof keeping.remove>) => {
        folders.unwatch(asked[0])
        return keeping.remove(...asked)
      },
    },
    tenantFile: createTenantFile(connecting),
    sources: createSourceService({
      ledger,
      vault,
      clock,
      newId: randomUUID,
      readings: parts.readings,
      put,
      trying: async (tenant, source, token, use) => {
        if (core.loopbackOnly) refuseForeign({ ...tenant, logSources: [source] })
        tried.set(tenant.id, sourceEndpoints(source))
        try {
          return await use(sources.oneOff(tenant.id, source, token))
        } finally {
          tried.delete(tenant.id)
        }
      },
      reportBug: core.reportBug,
    }),
    whitelisting: createWhitelistingService(parts),
    mappings: { preview: previewMapping, read: readProfile },
    imports,
    folders,
    people,
    exportPeople: createPeopleExport(ledger, core.fileDialogs),
    log: {
      ...log,
      refresh: (...asked: Parameters<typeof log.refresh>) => {
        background.opened(asked[0])
        return log.refresh(...asked)
      },
    },
    background,
    locate: createLocateService(parts, lookUp, visits, hindrances),
    rescue,
    resends,
    sends: createSendsService(parts),
    visits,
    jobs,
    providerOf: providers.providerOf,
    basesOf,
    isOnline: (): boolean => reachability.state().online,
    /** Opens what the ledger keeps of every tenant; throws `vault-locked`. */
    unlockLedger: async (): Promise<void> => {
      for (const { id } of await everyTenant()) await unlock(id)
      background.hold('locked', false)
    },
    /** Closes it: the vault was locked. */
    lockLedger: async (): Promise<void> => {
      background.hold('locked', true)
      jobs.cancelAll()
      sources.forget()
      for (const { id } of await everyTenant()) await ledger.lockTenant(id)
      open.clear()
    },
    /** Goes on with what an earlier run left open, and reads what is old. */
    start: async (): Promise<void> => {
      await core.ready
      retention.start()
      inBackground(parts, 'settling what an earlier run left open', rescue.settleOpen())
      inBackground(parts, 'settling what an earlier run sent', resends.settleOpen())
      inBackground(parts, 'going on with resyncs', people.resume())
      for (const tenant of await ledger.listTenants()) await people.refreshIfOld(tenant.id)
      background.start()
      folders.start()
    },
    /** Ends what is under way and closes the ledger. */
    close: async (): Promise<void> => {
      reachability.stop()
      rescue.stop()
      resends.stop()
      retention.stop()
      background.stop()
      folders.stop()
      jobs.cancelAll()
      await ledger.close()
    },
  }
}

export type Core = ReturnType<typeof composeCore>
