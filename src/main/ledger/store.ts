import { createAudit } from './audit'
import { createCounts } from './counts'
import { createEmails } from './emails'
import { openEngine } from './engine'
import { createEvents } from './events'
import { ledgerOf } from './ledger-of'
import { createIds } from './ids'
import { openKey } from './key'
import type { Ledger } from './ledger'
import type { LedgerFiles } from './wire'
import { createLog } from './log'
import { createMailboxLocks } from './mailbox-locks'
import { migrate } from './migrations/migrate'
import type { Packed } from './packed'
import { createPeople } from './people'
import { createReadings } from './readings'
import { createRecipients } from './recipients'
import { createRescues } from './rescues'
import { createSightings } from './sightings'
import { createTenants } from './tenants'

/** The ledger's methods as its own thread answers them: a long result may come packed. */
export type Store = {
  readonly [Name in keyof Ledger]: (
    ...args: Parameters<Ledger[Name]>
  ) => Promise<Awaited<ReturnType<Ledger[Name]>> | Packed<Awaited<ReturnType<Ledger[Name]>>>>
}

/** Opens the ledger in this thread. Throws `ledger-busy` or `ledger-broken`. */
export const openStore = async ({ file, keyFile }: LedgerFiles): Promise<Store> => {
  const engine = openEngine(file)
  try {
    await migrate(engine, Date.now())
    const key = await openKey(engine, keyFile)
    const ids = createIds(() => key)
    const recipients = createRecipients(engine, ids)
    return {
      ...createTenants(engine),
      ...createPeople(engine, ids, recipients),
      ...createEmails(engine, ids, recipients),
      ...createLog(engine),
      ...createReadings(engine),
      ...createEvents(engine),
      ...createSightings(engine),
      ...createRescues(engine),
      ...createMailboxLocks(engine),
      ...createAudit(engine),
      ...createCounts(engine),
      copyIdOf: async (key, ref) => ids.copy(key.tenantId, key.personId, key.emailId, ref),
      foreignChanges: async () => engine.foreignChanges(),
      close: async () => engine.close(),
    }
  } catch (error) {
    engine.close()
    throw error
  }
}

type AnyCall = (...args: readonly unknown[]) => Promise<unknown>

/** Calls one method by name. Names that a store doesn't have are a bug of the caller. */
export const callStore = async (store: Store, name: string, args: readonly unknown[]): Promise<unknown> => {
  if (!Object.hasOwn(store, name)) throw new Error(`The ledger has no method ${name}`)
  return (store[name as keyof Store] as unknown as AnyCall)(...args)
}

/** The ledger without a thread of its own: for tests and scripts. */
export const openLedgerHere = async (files: LedgerFiles): Promise<Ledger> => {
  const store = await openStore(files)
  return ledgerOf(Object.keys(store), (name, args) => callStore(store, name, args))
}
