import type { AuditEntry } from '../../shared/model'
import type { Ledger, NewAuditEntry } from './ledger'
import type { Seals } from './seals'
import type { Database, Sql } from './sql'
import { isoOf } from './times'

type Audit = Pick<Ledger, 'appendAudit' | 'listAudit'>

/** Writes one line of the audit trail inside whatever transaction the handle stands for. */
export const writeAudit = async (sql: Sql, seals: Seals, entry: NewAuditEntry): Promise<void> => {
  const row = seals.of(entry.tenantId).sealRow('audit', {
    at: entry.at,
    tenant_id: entry.tenantId,
    person_id: entry.personId,
    email_id: entry.emailId,
    rescue_id: entry.rescueId,
    action: entry.action,
    outcome: entry.outcome,
    engineer: entry.engineer,
    detail: entry.detail,
  })
  await sql.run(sql.build.insertInto('audit').values(row))
}

/** The audit trail: it only grows; the database itself refuses anything else. Newest first. */
export const createAudit = (sql: Database, seals: Seals): Audit => ({
  appendAudit: (entry) => writeAudit(sql, seals, entry),
  listAudit: async (tenantId, personId, limit) => {
    // What is written of an erased tenant names nobody and is plain: its key is gone.
    const read = await sql.rows(
      sql.build
        .selectFrom('audit')
        .select(['id', 'at', 'engineer', 'action', 'outcome', 'detail'])
        .select(['tenant_id', 'person_id', 'email_id', 'rescue_id'])
        .where('tenant_id', '=', tenantId)
        .$if(personId !== null, (query) => query.where('person_id', '=', personId))
        .orderBy('id', 'desc')
        .limit(limit),
    )
    const notes = read.filter((row) => row.action === 'erase-tenant')
    const others = read.filter((row) => row.action !== 'erase-tenant')
    const seal = others.length === 0 ? null : seals.of(tenantId)
    const rows = [
      ...notes.map((row) => ({ ...row, engineer: '', detail: String(row.detail) })),
      ...(seal?.openRows('audit', others) ?? []),
    ]
    rows.sort((a, b) => b.id - a.id)
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
