import type { Migration } from './migration'

/** Where the reading of each log source in the background goes on. */
export const background: Migration = {
  name: 'background',
  apply: async (sql) => {
    await sql.run(
      sql.build.schema
        .createTable('background_readings')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('source_id', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('background_readings_key', ['tenant_id', 'source_id']),
    )
  },
}
