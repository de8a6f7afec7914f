import type { BackgroundReading, Ledger } from './ledger'
import type { Seals } from './seals'
import type { Database } from './sql'

/** Where the reading of each log source in the background goes on. */
export const createBackground = (sql: Database, seals: Seals): Pick<Ledger, 'readBackground' | 'putBackground'> => {
  const { build } = sql
  return {
    readBackground: async (tenantId) => {
      const rows = await sql.rows(
        build.selectFrom('background_readings').select(['source_id', 'state']).where('tenant_id', '=', tenantId),
      )
      const opened = seals.of(tenantId).openRows('background_readings', rows)
      return Object.fromEntries(opened.map((row) => [row.source_id, JSON.parse(row.state) as BackgroundReading]))
    },
    putBackground: async (tenantId, sourceId, reading) => {
      const values = { tenant_id: tenantId, source_id: sourceId, state: JSON.stringify(reading) }
      const { state, ...key } = seals.of(tenantId).sealRow('background_readings', values)
      await sql.run(
        build
          .insertInto('background_readings')
          .values({ ...key, state })
          .onConflict((conflict) => conflict.columns(['tenant_id', 'source_id']).doUpdateSet({ state })),
      )
    },
  }
}
