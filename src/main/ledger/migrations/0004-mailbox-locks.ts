import type { Migration } from './migration'

/** Who is changing a mailbox at the moment: the window and a shell may run side by side. */
export const mailboxLocks: Migration = {
  name: 'mailbox-locks',
  apply: async (sql) => {
    await sql.run(
      sql.build.schema
        .createTable('mailbox_locks')
        .addColumn('tenant_id', 'text', (column) => column.notNull())
        .addColumn('person_id', 'text', (column) => column.notNull())
        .addColumn('owner', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('mailbox_locks_key', ['tenant_id', 'person_id']),
    )
  },
}
