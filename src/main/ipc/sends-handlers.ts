import type { SendsService } from '../services/sends'
import type { Handlers } from './answer'

export const createSendsHandlers = (sends: SendsService) =>
  ({
    'sends.ofTenant': ({ tenantId, window }) => sends.ofTenant(tenantId, window),
    'sends.ofPerson': ({ window, ...key }) => sends.ofPerson(key, window),
    'sends.peers': ({ window, ...key }) => sends.peers(key, window),
  }) satisfies Partial<Handlers>
