export const auditActions = [
  'move-to-inbox',
  'undo',
  'settle',
  'resend',
  'refresh-people',
  'resync-directory',
  'erase-person',
  'erase-tenant',
] as const
export type AuditAction = (typeof auditActions)[number]

export const auditOutcomes = ['intended', 'succeeded', 'failed', 'refused', 'moved-back', 'unsure'] as const
export type AuditOutcome = (typeof auditOutcomes)[number]

/** One line of the audit trail. Never changed once written. */
export interface AuditEntry {
  readonly id: number
  readonly at: string
  readonly engineer: string
  readonly tenantId: string
  readonly personId: string | null
  readonly emailId: string | null
  readonly rescueId: string | null
  readonly action: AuditAction
  readonly outcome: AuditOutcome
  readonly detail: string
}
