import type { Ledger } from './ledger'
import type { Database } from './sql'

/** Locks on mailboxes that hold across programs; each runs out by itself, so that a crash locks nobody out. */
export const createMailboxLocks = (sql: Database): Pick<Ledger, 'lockMailbox' | 'unlockMailbox'> => {
  const { build } = sql
  return {
    lockMailbox: async ({ tenantId, personId }, owner, now, until) => {
      const touched = await sql.run(
        build
          .insertInto('mailbox_locks')
          .values({ tenant_id: tenantId, person_id: personId, owner, expires_at: until })
          .onConflict((conflict) =>
            conflict
              .columns(['tenant_id', 'person_id'])
              .doUpdateSet({ owner, expires_at: until })
              .where(({ eb, or }) =>
                or([eb('mailbox_locks.owner', '=', owner), eb('mailbox_locks.expires_at', '<=', now)]),
              ),
          ),
      )
      return touched > 0
    },
    unlockMailbox: async ({ tenantId, personId }, owner) => {
      await sql.run(
        build
          .deleteFrom('mailbox_locks')
          .where('tenant_id', '=', tenantId)
          .where('person_id', '=', personId)
          .where('owner', '=', owner),
      )
    },
  }
}
