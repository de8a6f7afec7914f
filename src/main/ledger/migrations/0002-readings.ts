import type { Migration } from './migration'

/** Readings of people go on after an interruption too, and each knows how far it is. What was open starts over. */
export const readings: Migration = {
  name: 'readings',
  apply: async (sql) => {
    const { schema } = sql.build
    await sql.run(schema.dropTable('open_readings'))
    await sql.run(
      schema
        .createTable('open_readings')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('person_id', 'text', (column) => column.notNull())
        .addColumn('source_id', 'text', (column) => column.notNull())
        .addColumn('from_at', 'bigint')
        .addColumn('to_at', 'bigint')
        .addColumn('cursor', 'text')
        .addColumn('mark', 'text', (column) => column.notNull())
        .addColumn('done', 'integer', (column) => column.notNull())
        .addColumn('kept_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('open_readings_key', ['tenant_id', 'person_id', 'source_id']),
    )
  },
}
