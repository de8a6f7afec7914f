import type { Place } from '../../../shared/model'
import type { NewAuditEntry, RescueRecord } from '../../ledger/ledger'
import { isoOf, type ServiceParts } from '../parts'
import { toRescue } from './rescue-record'

/** What a line of the audit trail says; who, when and of which email is known from the rescue. */
export type AuditLine = Pick<NewAuditEntry, 'action' | 'outcome' | 'detail'>

/** Writes rescues down. */
export interface Notes {
  /** Keeps the rescue as it is now, with its line in the audit trail, and tells of it. */
  save(rescue: RescueRecord, line: AuditLine | null): Promise<RescueRecord>
  /** A line that leaves the rescue as it is. */
  line(rescue: RescueRecord, line: AuditLine): Promise<void>
  /** The rescue with one more reading of where its copy is; null for a place that can't be seen. Keeps nothing yet. */
  withReading(rescue: RescueRecord, place: Place | null): RescueRecord
}

export const createNotes = ({ ledger, clock, emit, engineer }: ServiceParts): Notes => {
  const auditOf = (rescue: RescueRecord, line: AuditLine): NewAuditEntry => ({
    at: clock.now(),
    engineer: engineer(),
    tenantId: rescue.tenantId,
    personId: rescue.personId,
    emailId: rescue.emailId,
    rescueId: rescue.id,
    ...line,
  })
  return {
    save: async (rescue, line) => {
      await ledger.putRescue(rescue, line && auditOf(rescue, line))
      emit({ kind: 'rescue-changed', rescue: toRescue(rescue) })
      return rescue
    },
    line: (rescue, line) => ledger.appendAudit(auditOf(rescue, line)),
    withReading: (rescue, place) => ({
      ...rescue,
      after: place,
      readings: [...rescue.readings, { at: isoOf(clock.now()), place }],
    }),
  }
}
