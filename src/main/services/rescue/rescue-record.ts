import type { Rescue } from '../../../shared/model'
import type { RescueRecord } from '../../ledger/ledger'
import { isoOf } from '../parts'

/** A rescue as the screens may see it: without the provider's refs. */
export const toRescue = (record: RescueRecord): Rescue => ({
  id: record.id,
  tenantId: record.tenantId,
  personId: record.personId,
  emailId: record.emailId,
  copyId: record.copyId,
  engineer: record.engineer,
  state: record.state,
  before: record.before,
  after: record.after,
  startedAt: isoOf(record.startedAt),
  readings: record.readings,
  undoneAt: record.undoneAt === null ? null : isoOf(record.undoneAt),
  undoRefusal: record.undoRefusal,
  error: record.error,
})
