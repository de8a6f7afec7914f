import { plainName } from '../seals'
import type { Migration } from './migration'

/** From here on content is sealed. Rows of before stay readable until they are sealed one by one, in the background. */
export const sealed: Migration = {
  name: 'sealed',
  apply: async (sql) => {
    const { build } = sql
    const rows = await Promise.all([
      sql.first(build.selectFrom('people').select('tenant_id').limit(1)),
      sql.first(build.selectFrom('emails').select('tenant_id').limit(1)),
      sql.first(build.selectFrom('audit').select('tenant_id').limit(1)),
    ])
    if (rows.every((row) => row === null)) return
    await sql.run(build.insertInto('facts').values({ name: plainName, value: '1' }))
  },
}
