import type { Selectable } from 'kysely'
import { writeAudit } from './audit'
import type { Ledger, RescueRecord } from './ledger'
import type { Opened } from './seal'
import type { Seals } from './seals'
import type { Schema } from './schema'
import type { Database } from './sql'

type Rescues = Pick<Ledger, 'putRescue' | 'readRescue' | 'readRescues' | 'openRescues'>
type Content = Omit<RescueRecord, 'id' | 'tenantId' | 'personId' | 'emailId' | 'state' | 'startedAt' | 'undoneAt'>

const toRecord = (row: Opened<'rescues', Selectable<Schema['rescues']>>): RescueRecord => ({
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
export const createRescues = (sql: Database, seals: Seals): Rescues => {
  const { build } = sql
  const all = build.selectFrom('rescues').selectAll()

  const opened = (row: Selectable<Schema['rescues']>): RescueRecord =>
    toRecord(seals.of(row.tenant_id).openRows('rescues', [row])[0]!)

  return {
    putRescue: ({ id, tenantId, personId, emailId, state, startedAt, undoneAt, ...content }, audit) =>
      sql.transaction(async (tx) => {
        const plain = { state, undone_at: undoneAt, content: JSON.stringify(content satisfies Content) }
        const changing = seals.of(tenantId).sealRow('rescues', plain)
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
        if (audit) await writeAudit(tx, seals, audit)
      }),
    readRescue: async (key, rescueId) => {
      const row = await sql.first(
        all
          .where('tenant_id', '=', key.tenantId)
          .where('rescue_id', '=', rescueId)
          .where('email_id', '=', key.emailId)
          .where('person_id', '=', key.personId),
      )
      return row && opened(row)
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
      return rows.map(opened)
    },
    openRescues: async () => {
      const rows = await sql.rows(all.where('state', 'in', ['intended', 'watching', 'undoing']).orderBy('started_at'))
      return rows.filter((row) => seals.find(row.tenant_id) !== null).map(opened)
    },
  }
}
