import type { Whitelisting } from '../../shared/model'
import type { Ledger } from './ledger'
import type { Seals } from './seals'
import type { Database } from './sql'

/** What manual tenants whitelist. */
export const createWhitelistings = (
  sql: Database,
  seals: Seals,
): Pick<Ledger, 'readWhitelisting' | 'putWhitelisting'> => {
  const { build } = sql
  return {
    readWhitelisting: async (tenantId) => {
      const row = await sql.first(build.selectFrom('whitelistings').select('content').where('tenant_id', '=', tenantId))
      if (row === null) return null
      return JSON.parse(seals.of(tenantId).openRows('whitelistings', [row])[0]!.content) as Whitelisting
    },
    putWhitelisting: async (tenantId, whitelisting) => {
      const values = { tenant_id: tenantId, content: JSON.stringify(whitelisting) }
      const { tenant_id, content } = seals.of(tenantId).sealRow('whitelistings', values)
      await sql.run(
        build
          .insertInto('whitelistings')
          .values({ tenant_id, content })
          .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ content })),
      )
    },
  }
}
