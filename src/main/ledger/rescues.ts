import type { Selectable } from 'kysely'
import { writeAudit } from './audit'
import type { Ledger, RescueRecord } from './ledger'
import type { Schema } from './schema'
import type { Database } from './sql'

type Rescues = Pick<Ledger, 'putRescue' | 'readRescue' | 'readRescues' | 'openRescues'>
type Content = Omit<RescueRecord, 'id' | 'tenantId' | 'personId' | 'emailId' | 'state' | 'startedAt' | 'undoneAt'>

const toRecord = (row: Selectable<Schema['rescues']>): RescueRecord => ({
  id: row.rescue_id,
  tenantId: row.tenant_id,
  personId: row.person_id,
  emailId: row.email_id,
  state: row.state,
  startedAt: row.started_at,
  undoneAt: row.undone_at,
  ...(JSON.parse(row.content) as Content),
})

/** Rescues, each with its line in the audit trail. */
export const createRescues = (sql: Database): Rescues => {
  const { build } = sql
  const all = build.selectFrom('rescues').selectAll()

  return {
    putRescue: ({ id, tenantId, personId, emailId, state, startedAt, undoneAt, ...content }, audit) =>
      sql.transaction(async (tx) => {
        const changing = { state, undone_at: undoneAt, content: JSON.stringify(content satisfies Content) }
        await tx.run(
          build
            .insertInto('rescues')
            .values({
              tenant_id: tenantId,
              rescue_id: id,
              person_id: personId,
              email_id: emailId,
              started_at: startedAt,
              ...changing,
            })
            .onConflict((conflict) => conflict.columns(['tenant_id', 'rescue_id']).doUpdateSet(changing)),
        )
        if (audit) await writeAudit(tx, audit)
      }),
    readRescue: async (key, rescueId) => {
      const row = await sql.first(
        all
          .where('tenant_id', '=', key.tenantId)
          .where('rescue_id', '=', rescueId)
          .where('email_id', '=', key.emailId)
          .where('person_id', '=', key.personId),
      )
      return row && toRecord(row)
    },
    readRescues: async (key) => {
      const rows = await sql.rows(
        all
          .where('tenant_id', '=', key.tenantId)
          .where('email_id', '=', key.emailId)
          .where('person_id', '=', key.personId)
          .orderBy('started_at', 'desc')
          .orderBy('rescue_id'),
      )
      return rows.map(toRecord)
    },
    openRescues: async () => {
      const rows = await sql.rows(all.where('state', 'in', ['intended', 'watching', 'undoing']).orderBy('started_at'))
      return rows.map(toRecord)
    },
  }
}
