import type { Ledger, PersonKey, ReadingKey } from './ledger'
import type { Seals } from './seals'
import type { Database, Sql } from './sql'

type Readings = Pick<Ledger, 'setReading' | 'readReading' | 'finishLog'>

const dayMs = 86_400_000

const columnsOf = (key: ReadingKey) => ({
  tenant_id: key.tenantId,
  person_id: key.personId ?? '',
  source_id: key.sourceId,
})

/** Which windows of a person's log were read to their end, and where a reading that was interrupted goes on. */
export const createReadings = (sql: Database, seals: Seals): Readings => {
  const { build } = sql

  const forget = (tx: Sql, key: ReadingKey): Promise<number> =>
    tx.run(build.deleteFrom('open_readings').where((eb) => eb.and(columnsOf(key))))

  /**
   * A new reading takes the place of those inside its stretch. One that starts up to a day earlier is the same window of
   * some hours ago: without dropping it too, every refresh would leave a row for ever.
   */
  const dropCovered = (tx: Sql, key: PersonKey, sourceId: string, from: number, to: number): Promise<number> =>
    tx.run(
      build
        .deleteFrom('log_readings')
        .where('tenant_id', '=', key.tenantId)
        .where('person_id', '=', key.personId)
        .where('source_id', '=', sourceId)
        .where('from_at', '>=', from - dayMs)
        .where('to_at', '<=', to),
    )

  return {
    setReading: (key, reading) =>
      sql.transaction(async (tx) => {
        await forget(tx, key)
        if (reading === null) return
        const { window, cursor, mark, done, keptAt } = reading
        await tx.run(
          build.insertInto('open_readings').values(
            seals.of(key.tenantId).sealRow('open_readings', {
              ...columnsOf(key),
              from_at: window && window.from,
              to_at: window && window.to,
              cursor,
              mark,
              done,
              kept_at: keptAt,
            }),
          ),
        )
      }),
    readReading: async (key) => {
      const row = await sql.first(
        build
          .selectFrom('open_readings')
          .select(['from_at', 'to_at', 'cursor', 'mark', 'done', 'kept_at'])
          .where((eb) => eb.and(columnsOf(key))),
      )
      if (row === null) return null
      const [opened] = seals.of(key.tenantId).openRows('open_readings', [row])
      const { from_at: from, to_at: to, cursor, mark, done, kept_at: keptAt } = opened!
      return { window: from === null || to === null ? null : { from, to }, cursor, mark, done, keptAt }
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
