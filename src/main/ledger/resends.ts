import type { Selectable } from 'kysely'
import type { ResendState } from '../../shared/model'
import { writeAudit } from './audit'
import type { Ledger, PersonKey, ResendBegun, ResendRecord } from './ledger'
import type { Schema } from './schema'
import type { Seals } from './seals'
import type { Database, Sql } from './sql'

type Resends = Pick<Ledger, 'beginResend' | 'changeResend' | 'readResend' | 'readResends' | 'openResends'>
type Row = Selectable<Schema['resends']>
type Content = Omit<ResendRecord, 'id' | 'tenantId' | 'personId' | 'state' | 'startedAt'>

const unsettled: readonly ResendState[] = ['intended', 'sending', 'maybe-sent']

/** What this app sent, each with its lines in the audit trail. */
export const createResends = (sql: Database, seals: Seals): Resends => {
  const { build } = sql
  const all = build.selectFrom('resends').selectAll()

  const opened = (row: Row): ResendRecord => {
    const [open] = seals.of(row.tenant_id).openRows('resends', [row])
    return {
      id: row.resend_id,
      tenantId: row.tenant_id,
      personId: row.person_id,
      state: row.state,
      startedAt: row.started_at,
      ...(JSON.parse(open!.content) as Content),
    }
  }
  const changing = ({ id: _, tenantId, personId: __, state, startedAt: ___, ...content }: ResendRecord) =>
    seals.of(tenantId).sealRow('resends', { state, content: JSON.stringify(content satisfies Content) })

  const ofPerson = (key: PersonKey) => all.where('tenant_id', '=', key.tenantId).where('person_id', '=', key.personId)

  /** How many were begun since an instant that may have been sent; of one person, or of the whole tenant. */
  const countSince = async (tx: Sql, tenantId: string, since: number, personId: string | null): Promise<number> => {
    const row = await tx.first(
      build
        .selectFrom('resends')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('tenant_id', '=', tenantId)
        .where('started_at', '>', since)
        .where('state', '<>', 'failed')
        .$if(personId !== null, (query) => query.where('person_id', '=', personId)),
    )
    return Number(row?.count ?? 0)
  }

  return {
    beginResend: (resend, ceilings, audit) =>
      sql.transaction(async (tx): Promise<ResendBegun> => {
        const { id, tenantId, personId, startedAt } = resend
        const known = await tx.first(all.where('tenant_id', '=', tenantId).where('resend_id', '=', id))
        if (known) return { kind: 'known', resend: opened(known) }
        const open = await tx.first(ofPerson(resend).where('state', 'in', unsettled).orderBy('started_at'))
        if (open) return { kind: 'unsettled', resend: opened(open) }
        const { since } = ceilings
        if ((await countSince(tx, tenantId, since, personId)) >= ceilings.person) return { kind: 'person-ceiling' }
        if ((await countSince(tx, tenantId, since, null)) >= ceilings.tenant) return { kind: 'tenant-ceiling' }
        const key = { tenant_id: tenantId, resend_id: id, person_id: personId, started_at: startedAt }
        await tx.run(build.insertInto('resends').values({ ...key, ...changing(resend) }))
        await writeAudit(tx, seals, audit)
        return { kind: 'begun' }
      }),
    changeResend: (resend, from, audit) =>
      sql.transaction(async (tx) => {
        const changed = await tx.run(
          build
            .updateTable('resends')
            .set(changing(resend))
            .where('tenant_id', '=', resend.tenantId)
            .where('resend_id', '=', resend.id)
            .where('state', 'in', from),
        )
        if (changed === 0) return false
        if (audit) await writeAudit(tx, seals, audit)
        return true
      }),
    readResend: async (key, resendId) => {
      const row = await sql.first(ofPerson(key).where('resend_id', '=', resendId))
      return row && opened(row)
    },
    readResends: async (key) => {
      const rows = await sql.rows(ofPerson(key).orderBy('started_at', 'desc').orderBy('resend_id'))
      return rows.map(opened)
    },
    openResends: async () => {
      const rows = await sql.rows(all.where('state', 'in', ['intended', 'sending']).orderBy('started_at'))
      return rows.filter((row) => seals.find(row.tenant_id) !== null).map(opened)
    },
  }
}
