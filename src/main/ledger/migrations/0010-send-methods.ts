import { methodsMissing } from '../method-fill'
import type { Migration } from './migration'

/**
 * The send method beside the sealed content, and an index that holds all that is counted of a tenant's mail: opening 100,000
 * sealed rows to count them takes longer than anybody waits. Rows of before get theirs in the background.
 */
export const sendMethods: Migration = {
  name: 'send-methods',
  apply: async (sql) => {
    const { build } = sql
    await sql.run(build.schema.alterTable('emails').addColumn('method', 'text'))
    await sql.run(
      build.schema
        .createIndex('sends_of_tenant')
        .on('emails')
        .columns(['tenant_id', 'sent_at', 'method', 'person_id', 'source_id']),
    )
    if ((await sql.first(build.selectFrom('emails').select('tenant_id').limit(1))) === null) return
    await sql.run(build.insertInto('facts').values({ name: methodsMissing, value: '1' }))
  },
}
