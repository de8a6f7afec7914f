import type { Migration } from './migration'

/** The ways back from a broken grant that were begun. */
export const recoveries: Migration = {
  name: 'recoveries',
  apply: async (sql) => {
    const { schema } = sql.build
    await sql.run(
      schema
        .createTable('recoveries')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('recovery_id', 'text', (column) => column.notNull())
        .addColumn('person_id', 'text', (column) => column.notNull())
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('open', 'integer', (column) => column.notNull())
        .addColumn('content', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('recoveries_key', ['tenant_id', 'recovery_id']),
    )
    await sql.run(
      schema.createIndex('recoveries_of_person').on('recoveries').columns(['tenant_id', 'person_id', 'started_at']),
    )
  },
}
