import type { ConnectChange } from '../../shared/model'
import type { ConnectService } from '../services/connect/connect'
import type { TenantKeeping } from '../services/connect/tenant-keeping'
import { tenantTemplate, type createTenantFile } from '../services/connect/tenant-file'
import type { Handlers } from './answer'

/** zod leaves `undefined` where nothing was given; a change has no such fields. */
const given = <Change extends object>(change: object): Change => JSON.parse(JSON.stringify(change)) as Change

export const createConnectHandlers = (connect: ConnectService) =>
  ({
    'connect.drafts': () => connect.drafts(),
    'connect.begin': (from) => connect.begin(from),
    'connect.change': ({ draftId, change }) => connect.change(draftId, given<ConnectChange>(change)),
    'connect.putSecret': ({ draftId, ...secret }) => connect.putSecret(draftId, secret),
    'connect.dropSecret': ({ draftId, kind }) => connect.dropSecret(draftId, kind),
    'connect.makeCertificate': ({ draftId }) => connect.makeCertificate(draftId),
    'connect.instructions': ({ draftId }) => connect.instructions(draftId),
    'connect.signIn': ({ draftId }) => connect.signIn(draftId),
    'connect.cancelSignIn': ({ draftId }) => {
      connect.cancel(draftId)
      return null
    },
    'connect.check': ({ draftId }) => connect.check(draftId),
    'connect.finish': ({ draftId }) => connect.finish(draftId),
    'connect.discard': ({ draftId }) => {
      connect.discard(draftId)
      return null
    },
    'connect.applications': () => connect.applications(),
    'connect.shareApplication': ({ draftId, name }) => connect.shareApplication(draftId, name),
    'connect.removeApplication': async ({ applicationId }) => {
      await connect.removeApplication(applicationId)
      return null
    },
  }) satisfies Partial<Handlers>

export const createTenantKeepingHandlers = (keeping: TenantKeeping, file: ReturnType<typeof createTenantFile>) =>
  ({
    'tenants.edit': ({ tenantId, change }) => keeping.edit(tenantId, given(change)),
    'tenants.reorder': async ({ tenantIds }) => {
      await keeping.reorder(tenantIds)
      return null
    },
    'tenants.remove': async ({ tenantId, ledger }) => {
      await keeping.remove(tenantId, ledger)
      return null
    },
    'tenants.connection': ({ tenantId }) => keeping.connection(tenantId),
    'tenants.grant': ({ tenantId }) => keeping.grant(tenantId),
    'tenants.missingRights': () => keeping.missingRights(),
    'tenants.check': ({ tenantId }) => keeping.check(tenantId),
    'tenants.consentRepair': ({ tenantId }) => keeping.consentRepair(tenantId),
    'tenants.readFile': (given) => file.read(given),
    'tenants.importFile': (given) => file.take(given),
    'tenants.template': ({ format }) => tenantTemplate(format),
  }) satisfies Partial<Handlers>
