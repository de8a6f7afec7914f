import type { ResendService } from '../services/resends/resends'
import type { Handlers } from './answer'

export const createResendHandlers = (resends: ResendService) =>
  ({
    'resends.templates': ({ tenantId }) => resends.templates(tenantId),
    'resends.preview': ({ order, ...key }) => resends.preview(key, order),
    'resends.send': ({ order, id, ...key }) => resends.send(key, order, id),
    'resends.list': (key) => resends.list(key),
    'resends.decide': ({ resendId, outcome, ...key }) => resends.decide(key, resendId, outcome),
  }) satisfies Partial<Handlers>
