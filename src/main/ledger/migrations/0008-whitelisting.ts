import type { Migration } from './migration'

/** What a manual tenant whitelists, and the day it said that this was done. */
export const whitelisting: Migration = {
  name: 'whitelisting',
  apply: async (sql) => {
    await sql.run(
      sql.build.schema
        .createTable('whitelistings')
        .addColumn('tenant_id', 'text', (column) => column.primaryKey())
        .addColumn('content', 'text', (column) => column.notNull()),
    )
  },
}
