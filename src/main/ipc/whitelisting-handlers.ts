import type { WhitelistingService } from '../services/whitelisting/whitelisting'
import type { Handlers } from './answer'

export const createWhitelistingHandlers = (whitelisting: WhitelistingService) =>
  ({
    'whitelisting.read': ({ tenantId }) => whitelisting.read(tenantId),
    'whitelisting.change': ({ tenantId, change }) => whitelisting.change(tenantId, change),
    'whitelisting.compare': ({ tenantId }) => whitelisting.compare(tenantId),
  }) satisfies Partial<Handlers>
