import type { ImportPlan } from '../../shared/model'
import type { ImportService } from '../services/import/import'
import type { WatchedFolders } from '../services/import/watched-folders'
import type { Handlers } from './answer'

/** zod leaves `undefined` where nothing was given; a plan has no such fields. */
const given = <Change extends object>(change: object): Change => JSON.parse(JSON.stringify(change)) as Change

export const createImportHandlers = (imports: ImportService, folders: WatchedFolders) =>
  ({
    'imports.choose': () => imports.choose(),
    'imports.drop': ({ path }) => imports.drop(path),
    'imports.preview': ({ tenantId, fileId, change }) =>
      imports.preview(tenantId, fileId, given<Partial<ImportPlan>>(change)),
    'imports.start': ({ tenantId, fileId, plan }) => imports.start(tenantId, fileId, given<ImportPlan>(plan)),
    'imports.list': ({ tenantId }) => imports.list(tenantId),
    'imports.saveReport': ({ tenantId, importId }) => imports.saveReport(tenantId, importId),
    'imports.watched': ({ tenantId }) => folders.read(tenantId),
    'imports.watch': ({ tenantId }) => folders.watch(tenantId),
    'imports.unwatch': ({ tenantId }) => {
      folders.unwatch(tenantId)
      return null
    },
    'imports.lookNow': ({ tenantId }) => folders.lookNow(tenantId),
  }) satisfies Partial<Handlers>
