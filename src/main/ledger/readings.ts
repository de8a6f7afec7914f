import type { Ledger, PersonKey } from './ledger'
import type { Database, Sql } from './sql'

type Readings = Pick<Ledger, 'setReading' | 'readReading' | 'finishLog'>

/** Finished readings kept per person and source; each widening or custom window adds one that covers no other. */
const keptReadings = 32

/** Which windows of a person's log were read to their end, and where a reading that was interrupted goes on. */
export const createReadings = (sql: Database): Readings => {
  const { build } = sql

  const forget = (tx: Sql, key: PersonKey, sourceId: string): Promise<number> =>
    tx.run(
      build
        .deleteFrom('open_readings')
        .where('tenant_id', '=', key.tenantId)
        .where('person_id', '=', key.personId)
        .where('source_id', '=', sourceId),
    )

  const dropCovered = async (tx: Sql, key: PersonKey, sourceId: string, from: number, to: number): Promise<void> => {
    const ofPerson = build
      .deleteFrom('log_readings')
      .where('tenant_id', '=', key.tenantId)
      .where('person_id', '=', key.personId)
      .where('source_id', '=', sourceId)
    await tx.run(ofPerson.where('from_at', '>=', from).where('to_at', '<=', to))
    const last = await tx.first(
      build
        .selectFrom('log_readings')
        .select('read_at')
        .where('tenant_id', '=', key.tenantId)
        .where('person_id', '=', key.personId)
        .where('source_id', '=', sourceId)
        .orderBy('read_at', 'desc')
        .offset(keptReadings - 2)
        .limit(1),
    )
    if (last) await tx.run(ofPerson.where('read_at', '<', last.read_at))
  }

  return {
    setReading: async (key, sourceId, reading) => {
      await sql.transaction(async (tx) => {
        await forget(tx, key, sourceId)
        if (reading === null) return
        await tx.run(
          build.insertInto('open_readings').values({
            tenant_id: key.tenantId,
            person_id: key.personId,
            source_id: sourceId,
            from_at: reading.from,
            to_at: reading.to,
            cursor: reading.cursor,
            mark: reading.mark,
          }),
        )
      })
    },
    readReading: async (key, sourceId) => {
      const row = await sql.first(
        build
          .selectFrom('open_readings')
          .select(['from_at as from', 'to_at as to', 'cursor', 'mark'])
          .where('tenant_id', '=', key.tenantId)
          .where('person_id', '=', key.personId)
          .where('source_id', '=', sourceId),
      )
      return row
    },
    finishLog: async (key, sourceId, from, to, mark, at) => {
      await sql.transaction(async (tx) => {
        await tx.run(
          build
            .updateTable('emails')
            .set({ listed: 0 })
            .where('tenant_id', '=', key.tenantId)
            .where('person_id', '=', key.personId)
            .where('sent_at', '>=', from)
            .where('sent_at', '<', to)
            .where('source_id', '=', sourceId)
            .where('mark', '<>', mark),
        )
        await dropCovered(tx, key, sourceId, from, to)
        await tx.run(
          build.insertInto('log_readings').values({
            tenant_id: key.tenantId,
            person_id: key.personId,
            source_id: sourceId,
            from_at: from,
            to_at: to,
            read_at: at,
          }),
        )
      })
    },
  }
}
