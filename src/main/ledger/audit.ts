import type { AuditEntry } from '../../shared/model'
import type { Ledger, NewAuditEntry } from './ledger'
import type { Database, Sql } from './sql'
import { isoOf } from './times'

type Audit = Pick<Ledger, 'appendAudit' | 'listAudit'>

/** Writes one line of the audit trail inside whatever transaction the handle stands for. */
export const writeAudit = async (sql: Sql, entry: NewAuditEntry): Promise<void> => {
  await sql.run(
    sql.build.insertInto('audit').values({
      at: entry.at,
      tenant_id: entry.tenantId,
      person_id: entry.personId,
      email_id: entry.emailId,
      rescue_id: entry.rescueId,
      action: entry.action,
      outcome: entry.outcome,
      engineer: entry.engineer,
      detail: entry.detail,
    }),
  )
}

/** The audit trail: it only grows; the database itself refuses anything else. Newest first. */
export const createAudit = (sql: Database): Audit => ({
  appendAudit: (entry) => writeAudit(sql, entry),
  listAudit: async (tenantId, personId, limit) => {
    const rows = await sql.rows(
      sql.build
        .selectFrom('audit')
        .select(['id', 'at', 'engineer', 'action', 'outcome', 'detail'])
        .select(['tenant_id', 'person_id', 'email_id', 'rescue_id'])
        .where('tenant_id', '=', tenantId)
        .$if(personId !== null, (query) => query.where('person_id', '=', personId))
        .orderBy('id', 'desc')
        .limit(limit),
    )
    return rows.map((row): AuditEntry => ({
      id: row.id,
      at: isoOf(row.at),
      engineer: row.engineer,
      tenantId: row.tenant_id,
      personId: row.person_id,
      emailId: row.email_id,
      rescueId: row.rescue_id,
      action: row.action,
      outcome: row.outcome,
      detail: row.detail,
    }))
  },
})
