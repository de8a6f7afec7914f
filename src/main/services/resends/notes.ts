import type { ResendState } from '../../../shared/model'
import type { NewAuditEntry, PersonKey, ResendRecord } from '../../ledger/ledger'
import type { ServiceParts } from '../parts'
import { toResend } from './resend-record'

/** What a line of the audit trail says; who, when and of whom is known. */
export type AuditLine = Pick<NewAuditEntry, 'action' | 'outcome' | 'detail'>

/** Writes resends down. */
export interface Notes {
  auditOf(key: PersonKey, line: AuditLine): NewAuditEntry
  /**
   * Keeps the resend as it is now, with its line in the audit trail, and tells of it; null where it no longer is in one of
   * these states, so that somebody else decided meanwhile.
   */
  change(resend: ResendRecord, from: readonly ResendState[], line: AuditLine | null): Promise<ResendRecord | null>
}

export const createNotes = ({ ledger, clock, emit, engineer }: ServiceParts): Notes => {
  const auditOf: Notes['auditOf'] = ({ tenantId, personId }, line) => ({
    at: clock.now(),
    engineer: engineer(),
    tenantId,
    personId,
    emailId: null,
    rescueId: null,
    ...line,
  })
  return {
    auditOf,
    change: async (resend, from, line) => {
      if (!(await ledger.changeResend(resend, from, line && auditOf(resend, line)))) return null
      emit({ kind: 'resend-changed', resend: toResend(resend) })
      return resend
    },
  }
}
