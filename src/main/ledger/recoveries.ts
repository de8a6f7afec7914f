import type { Recovery } from '../../shared/model'
import { writeAudit } from './audit'
import type { Ledger } from './ledger'
import type { Seals } from './seals'
import type { Database } from './sql'

type Recoveries = Pick<Ledger, 'putRecovery' | 'readRecovery' | 'readRecoveries' | 'openRecoveries'>

/** The ways back from a broken grant, each change with its line in the audit trail. */
export const createRecoveries = (sql: Database, seals: Seals): Recoveries => {
  const { build } = sql
  const all = build.selectFrom('recoveries').select(['tenant_id', 'content'])

  const opened = async (query: typeof all): Promise<Recovery[]> => {
    const rows = await sql.rows(query)
    return rows
      .filter((row) => seals.find(row.tenant_id) !== null)
      .flatMap((row) => seals.of(row.tenant_id).openRows('recoveries', [row]))
      .map((row) => JSON.parse(row.content) as Recovery)
  }
  const ofPerson = ({ tenantId, personId }: { readonly tenantId: string; readonly personId: string }) => {
    // Locked is told, not taken for none.
    seals.of(tenantId)
    return all.where('tenant_id', '=', tenantId).where('person_id', '=', personId)
  }

  return {
    putRecovery: (recovery, audit) =>
      sql.transaction(async (tx) => {
        const { tenantId, personId, id, startedAt, closedAt } = recovery
        const changing = seals.of(tenantId).sealRow('recoveries', {
          open: closedAt === null ? (1 as const) : (0 as const),
          content: JSON.stringify(recovery),
        })
        await tx.run(
          build
            .insertInto('recoveries')
            .values({
              tenant_id: tenantId,
              recovery_id: id,
              person_id: personId,
              started_at: Date.parse(startedAt),
              ...changing,
            })
            .onConflict((conflict) => conflict.columns(['tenant_id', 'recovery_id']).doUpdateSet(changing)),
        )
        if (audit) await writeAudit(tx, seals, audit)
      }),
    readRecovery: async (key, recoveryId) =>
      (await opened(ofPerson(key).where('recovery_id', '=', recoveryId)))[0] ?? null,
    readRecoveries: async (key) => opened(ofPerson(key).orderBy('started_at', 'desc').orderBy('recovery_id')),
    openRecoveries: () => opened(all.where('open', '=', 1).orderBy('started_at')),
  }
}
