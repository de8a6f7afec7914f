import type { AppStatus } from '../../shared/contract'
import type { LogMapping, MappedList, MappingPreview, Preferences } from '../../shared/model'
import type { Ledger } from '../ledger/ledger'
import type { Background } from '../services/background/background'
import type { Jobs } from '../services/jobs'
import type { SourceService } from '../services/log-sources/log-sources'
import type { LocateService } from '../services/locate'
import type { LogService } from '../services/log'
import type { PeopleExport } from '../services/directory/export-people'
import type { PeopleService } from '../services/people'
import type { ResyncService } from '../services/directory/resync'
import type { RescueService } from '../services/rescue/rescue'
import type { SendsService } from '../services/sends'
import type { TenantService } from '../services/tenants'
import type { Visits } from '../services/visits'
import type { NetworkService } from '../services/network/network'
import type { ConnectService } from '../services/connect/connect'
import type { createTenantFile } from '../services/connect/tenant-file'
import type { TenantKeeping } from '../services/connect/tenant-keeping'
import type { Handlers } from './answer'
import { createBackgroundHandlers } from './background-handlers'
import { createConnectHandlers, createTenantKeepingHandlers } from './connect-handlers'
import type { VaultControl } from '../vault/vault'
import { createImportHandlers } from './import-handlers'
import type { ImportService } from '../services/import/import'
import type { WatchedFolders } from '../services/import/watched-folders'
import { createNetworkHandlers } from './network-handlers'
import { createResendHandlers } from './resend-handlers'
import type { ResendService } from '../services/resends/resends'
import { createSendsHandlers } from './sends-handlers'
import { createSourceHandlers } from './source-handlers'
import { createVaultHandlers } from './vault-handlers'
import { createWhitelistingHandlers } from './whitelisting-handlers'
import type { WhitelistingService } from '../services/whitelisting/whitelisting'
import { createWorkspaceHandlers, type Workspaces } from './workspace-handlers'

export interface Services {
  readonly ledger: Ledger
  readonly network: NetworkService
  readonly background: Background
  readonly vaultControl: () => Promise<VaultControl>
  readonly workspaces: Workspaces
  readonly tenants: TenantService
  readonly connect: ConnectService
  readonly tenantKeeping: TenantKeeping
  readonly tenantFile: ReturnType<typeof createTenantFile>
  readonly imports: ImportService
  readonly folders: WatchedFolders
  readonly people: PeopleService & ResyncService
  readonly exportPeople: PeopleExport
  readonly log: LogService
  readonly locate: LocateService
  readonly rescue: RescueService
  readonly resends: ResendService
  readonly sends: SendsService
  readonly visits: Visits
  readonly jobs: Jobs
  readonly sources: SourceService
  readonly mappings: Mappings
  readonly whitelisting: WhitelistingService
  readonly preferences: { read(): Preferences; change(change: Partial<Preferences>): Preferences }
  readonly status: () => Promise<AppStatus>
  readonly copyText: (text: string) => void
  readonly openLink: (url: string) => Promise<void>
}

/** Reads a platform's own JSON by its mapping, without the network. */
interface Mappings {
  preview(mapping: LogMapping, list: MappedList, json: string): MappingPreview
  read(text: string): LogMapping
}

/** How many lines of the audit trail a screen gets. */
const auditLimit = 200

/** Connects each call of the contract with the service that answers it; nothing else happens here. */
export const createHandlers = (services: Services): Handlers => ({
  ...createConnectHandlers(services.connect),
  ...createTenantKeepingHandlers(services.tenantKeeping, services.tenantFile),
  ...createNetworkHandlers(services.network),
  ...createImportHandlers(services.imports, services.folders),
  ...createBackgroundHandlers(services.background),
  ...createVaultHandlers(services.vaultControl),
  ...createWorkspaceHandlers(services.workspaces),
  ...createSourceHandlers(services.sources),
  ...createResendHandlers(services.resends),
  ...createSendsHandlers(services.sends),
  ...createWhitelistingHandlers(services.whitelisting),
  'app.status': () => services.status(),
  'app.copyText': ({ text }) => {
    services.copyText(text)
    return null
  },
  'app.openLink': async ({ url }) => {
    await services.openLink(url)
    return null
  },
  'preferences.read': () => services.preferences.read(),
  'preferences.change': (change) => services.preferences.change(withoutUndefined(change)),
  'tenants.list': () => services.tenants.list(),
  'tenants.open': async ({ tenantId }) => {
    const tenant = await services.tenants.open(tenantId)
    await services.people.refreshIfOld(tenantId)
    return tenant
  },
  'tenants.setFavourite': ({ tenantId, favourite }) => services.tenants.setFavourite(tenantId, favourite),
  'sources.previewMapping': ({ mapping, list, json }) => services.mappings.preview(mapping, list, json),
  'sources.readMapping': ({ text }) => services.mappings.read(text),
  'people.list': ({ tenantId }) => services.people.list(tenantId),
  'people.search': ({ tenantId, query, limit }) => services.people.search(tenantId, query, limit),
  'people.page': ({ tenantId, query, from, count }) => services.people.page(tenantId, query, from, count),
  'people.export': ({ tenantId, query }) => services.exportPeople(tenantId, query),
  'people.read': (key) => services.people.read(key),
  'people.refresh': ({ tenantId }) => services.people.refresh(tenantId),
  'people.resync': ({ tenantId, full }) => services.people.resync(tenantId, { full }),
  'people.lastResync': ({ tenantId }) => services.people.lastResync(tenantId),
  'people.resyncChanges': ({ tenantId, resyncId, kind }) => services.people.changes(tenantId, resyncId, kind),
  'people.erase': ({ address, ...key }) => services.people.erase(key, address),
  'log.read': ({ window, ...key }) => services.log.read(key, window),
  'log.refresh': ({ window, ...key }) => services.log.refresh(key, window),
  'email.read': (key) => services.log.readEmail(key),
  'email.locate': async ({ emailIds, again, ...key }) => {
    await services.locate.locate(key, emailIds, again)
    return null
  },
  'email.abandon': (key) => {
    services.visits.leave(key)
    return null
  },
  'rescue.move': ({ copyId, ...key }) => services.rescue.move(key, copyId),
  'rescue.undo': ({ rescueId, ...key }) => services.rescue.undo(key, rescueId),
  'audit.list': ({ tenantId, personId }) => services.ledger.listAudit(tenantId, personId, auditLimit),
  'jobs.list': () => services.jobs.list(),
  'jobs.cancel': ({ jobId }) => {
    services.jobs.cancel(jobId)
    return null
  },
})

const withoutUndefined = (change: {
  [Key in keyof Preferences]?: Preferences[Key] | undefined
}): Partial<Preferences> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<Preferences>
