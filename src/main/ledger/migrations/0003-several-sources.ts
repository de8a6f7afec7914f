import type { Migration } from './migration'

/** Several log sources of one tenant: people are the same by address, emails by Message-ID, both found by keyed hash. */
export const severalSources: Migration = {
  name: 'several-sources',
  apply: async (sql) => {
    const { schema } = sql.build
    await sql.run(schema.alterTable('people').addColumn('ref_key', 'text'))
    await sql.run(schema.alterTable('people').addColumn('address_key', 'text'))
    await sql.run(schema.alterTable('emails').addColumn('message_key', 'text'))
    await sql.run(schema.alterTable('emails').addColumn('kept_at', 'bigint'))
    await sql.run(schema.createIndex('people_by_ref').on('people').columns(['tenant_id', 'source_id', 'ref_key']))
    await sql.run(schema.createIndex('people_by_address').on('people').columns(['tenant_id', 'address_key']))
    // With the person, so that people of several sources are counted once from the index alone.
    await sql.run(schema.dropIndex('people_by_status'))
    await sql.run(schema.createIndex('people_by_status').on('people').columns(['tenant_id', 'status', 'person_id']))
  },
}
