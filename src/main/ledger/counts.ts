import type { Ledger } from './ledger'
import type { Engine } from './engine'

/** How much the ledger holds; `bytes` is the size of its data file. */
export const createCounts = (engine: Engine): Pick<Ledger, 'counts'> => {
  const { build } = engine
  const count = async (table: 'tenants' | 'people' | 'emails' | 'rescues'): Promise<number> => {
    const row = await engine.first(build.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count')))
    return Number(row?.count ?? 0)
  }
  return {
    counts: async () => ({
      tenants: await count('tenants'),
      people: await count('people'),
      sentEmails: await count('emails'),
      rescues: await count('rescues'),
      bytes: engine.size(),
    }),
  }
}
