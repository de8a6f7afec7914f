import type { Migration } from './migration'

/**
 * The directory as one more list of people: by which other addresses it knows them, how each reading of it went and where the
 * next one begins, and whom a reading found changed.
 */
export const directory: Migration = {
  name: 'directory',
  apply: async (sql) => {
    const { schema } = sql.build
    await sql.run(
      schema
        .createTable('directory_addresses')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('address_key', 'text', (column) => column.notNull())
        .addColumn('person_id', 'text', (column) => column.notNull())
        .addColumn('former', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('directory_addresses_key', ['tenant_id', 'address_key', 'person_id']),
    )
    await sql.run(
      schema.createIndex('directory_addresses_of_person').on('directory_addresses').columns(['tenant_id', 'person_id']),
    )
    await sql.run(
      schema
        .createTable('resyncs')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('resync_id', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('mark', 'text', (column) => column.notNull())
        .addColumn('began_at', 'bigint', (column) => column.notNull())
        .addColumn('kept_at', 'bigint', (column) => column.notNull())
        .addColumn('whole', 'integer', (column) => column.notNull())
        .addColumn('first', 'integer', (column) => column.notNull())
        .addColumn('read', 'integer', (column) => column.notNull())
        .addColumn('added', 'integer', (column) => column.notNull())
        .addColumn('changed', 'integer', (column) => column.notNull())
        .addColumn('renamed', 'integer', (column) => column.notNull())
        .addColumn('suspended', 'integer', (column) => column.notNull())
        .addColumn('removed', 'integer', (column) => column.notNull())
        .addColumn('cursor', 'blob')
        .addColumn('granted', 'blob')
        .addPrimaryKeyConstraint('resyncs_key', ['tenant_id', 'resync_id']),
    )
    await sql.run(
      schema
        .createTable('resync_changes')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('resync_id', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('person_id', 'text', (column) => column.notNull())
        .addColumn('content', 'blob', (column) => column.notNull())
        .addPrimaryKeyConstraint('resync_changes_key', ['tenant_id', 'resync_id', 'kind', 'person_id']),
    )
  },
}
