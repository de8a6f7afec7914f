import { Failure, type ConnectDraft } from '../../../shared/model'
import type { Ledger } from '../../ledger/ledger'

/** Throws `domain-taken` when a domain of the draft belongs to another connected tenant. */
export const requireFreeDomains = async (
  ledger: Pick<Ledger, 'listTenants'>,
  draft: Pick<ConnectDraft, 'tenantId' | 'domains'>,
): Promise<void> => {
  for (const tenant of await ledger.listTenants()) {
    const taken = tenant.id === draft.tenantId ? undefined : tenant.domains.find((one) => draft.domains.includes(one))
    if (taken !== undefined)
      throw new Failure({
        code: 'domain-taken',
        message: `${taken} belongs to ${tenant.name}, which is connected already: change that tenant, or take the domain away from one of them.`,
        field: 'domains',
      })
  }
}
