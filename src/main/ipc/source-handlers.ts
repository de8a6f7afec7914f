import type { SourceService } from '../services/log-sources/log-sources'
import type { Handlers } from './answer'

export const createSourceHandlers = (sources: SourceService) =>
  ({
    'sources.list': ({ tenantId }) => sources.list(tenantId),
    'sources.put': ({ tenantId, ...typed }) => sources.put(tenantId, typed),
    'sources.remove': ({ tenantId, sourceId }) => sources.remove(tenantId, sourceId),
    'sources.reorder': ({ tenantId, sourceIds }) => sources.reorder(tenantId, sourceIds),
    'sources.test': ({ tenantId, ...typed }) => sources.test(tenantId, typed),
  }) satisfies Partial<Handlers>
