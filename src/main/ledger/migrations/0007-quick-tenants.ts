import { sql as raw } from 'kysely'
import type { Migration } from './migration'

const forget = (row: 'new' | 'old') =>
  raw.raw(`UPDATE tenants SET people_count = NULL WHERE tenant_id = ${row}.tenant_id AND people_count IS NOT NULL`)
const noLonger = (name: string, when: string, row: 'new' | 'old') =>
  raw`CREATE TRIGGER ${raw.ref(name)} AFTER ${raw.raw(when)} BEGIN ${forget(row)}; END`

/**
 * Keeps what every start reads, because finding it out takes as long as opening the window: in which form a tenant's settings
 * are, and how many people it has. Whatever changes that number, in whichever program, empties the field; who reads it then
 * counts again.
 */
export const quickTenants: Migration = {
  name: 'quick-tenants',
  apply: async (sql) => {
    const { schema } = sql.build
    await sql.run(schema.alterTable('tenants').addColumn('people_count', 'integer'))
    await sql.run(
      schema.alterTable('tenants').addColumn('settings_form', 'integer', (column) => column.notNull().defaultTo(0)),
    )
    for (const trigger of [
      noLonger('people_count_added', 'INSERT ON people', 'new'),
      noLonger('people_count_gone', 'DELETE ON people', 'old'),
      noLonger('people_count_changed', 'UPDATE OF status ON people WHEN new.status <> old.status', 'new'),
    ])
      await sql.run({ compile: () => trigger.compile(sql.build) })
  },
}
