import type { Migration } from './migration'

/** Emails that this app sent, or had sent, to one person each. */
export const resends: Migration = {
  name: 'resends',
  apply: async (sql) => {
    const { schema } = sql.build
    await sql.run(
      schema
        .createTable('resends')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('resend_id', 'text', (column) => column.notNull())
        .addColumn('person_id', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('content', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('resends_key', ['tenant_id', 'resend_id']),
    )
    await sql.run(schema.createIndex('resends_by_start').on('resends').columns(['tenant_id', 'started_at']))
  },
}
