import { createAudit } from './audit'
import { createBackground } from './background'
import { createCounts } from './counts'
import { createDirectory } from './directory'
import { createEmails } from './emails'
import { openEngine, type Engine } from './engine'
import { createErasing } from './erasing'
import { createEvents } from './events'
import { ledgerOf } from './ledger-of'
import { createIds } from './ids'
import { hasKeyFile, openKey } from './key'
import type { Ledger } from './ledger'
import type { LedgerFiles } from './wire'
import { createLog } from './log'
import { createMethodFill } from './method-fill'
import { createMailboxLocks } from './mailbox-locks'
import { migrate } from './migrations/migrate'
import type { Packed } from './packed'
import { createPeople } from './people'
import { createReadings } from './readings'
import { createRecipients } from './recipients'
import { createRescues } from './rescues'
import { createResends } from './resends'
import { createSealing } from './sealing'
import { createSeals } from './seals'
import { renewSettings } from './settings-column'
import { createSends } from './sends'
import { createSightings } from './sightings'
import { createTenants } from './tenants'
import { createWhitelistings } from './whitelistings'

/** The ledger's methods as its own thread answers them: a long result may come packed. */
export type Store = {
  readonly [Name in keyof Ledger]: (
    ...args: Parameters<Ledger[Name]>
  ) => Promise<Awaited<ReturnType<Ledger[Name]>> | Packed<Awaited<ReturnType<Ledger[Name]>>>>
}

/** The key in the key file; null for a ledger whose keys are handed in and that never had one. */
const masterOf = async (engine: Engine, { keys, keyFile }: Pick<LedgerFiles, 'keys' | 'keyFile'>) =>
  keys === 'file' || (await hasKeyFile(engine)) ? openKey(engine, keyFile) : null

/** What fails in the background is tried again at the next opening. */
const quietly = (work: Promise<void>): void => void work.catch(() => undefined)

/** Opens the ledger in this thread. Throws `ledger-busy` or `ledger-broken`. */
export const openStore = async ({ file, keyFile, keys = 'file' }: LedgerFiles): Promise<Store> => {
  const engine = openEngine(file)
  try {
    await migrate(engine, Date.now())
    const master = await masterOf(engine, { keys, keyFile })
    const seals = await createSeals(engine, keys === 'file' ? master : null)
    // Ids of a ledger that once had a key file stay as they are.
    const ids = createIds((tenantId) => master ?? seals.of(tenantId).hashes)
    const recipients = createRecipients(engine, seals, ids)
    const sealing = createSealing(engine, seals, ids)
    const fill = createMethodFill(engine, seals)
    const erasing = createErasing(engine, seals, recipients)
    const tenants = createTenants(engine)
    const { touched, ...people } = createPeople(engine, seals, ids, recipients)
    await erasing.resume()
    await renewSettings(engine)
    const bringUpToDate = (tenantId: string): void => quietly(sealing.run(tenantId).then(() => fill.run(tenantId)))
    if (keys === 'file') for (const { id } of await tenants.listTenants()) bringUpToDate(id)
    return {
      ...tenants,
      ...people,
      ...createDirectory(engine, seals, ids, recipients, touched),
      ...createEmails(engine, seals, ids, recipients),
      ...createLog(engine, seals),
      ...createSends(engine, seals, fill),
      ...createReadings(engine, seals),
      ...createBackground(engine, seals),
      ...createEvents(engine, seals),
      ...createSightings(engine, seals),
      ...createRescues(engine, seals),
      ...createResends(engine, seals),
      ...createMailboxLocks(engine),
      ...createAudit(engine, seals),
      ...createWhitelistings(engine, seals),
      ...erasing.methods,
      unlockTenant: async (tenantId, key) => {
        await seals.unlock(tenantId, key)
        bringUpToDate(tenantId)
      },
      lockTenant: async (tenantId) => {
        seals.lock(tenantId)
        // Names in the index of people would outlive the key.
        await recipients.peopleChanged(tenantId)
      },
      lockedTenants: async () =>
        (await tenants.listTenants()).map(({ id }) => id).filter((id) => seals.find(id) === null),
      ...createCounts(engine),
      copyIdOf: async (key, ref) => ids.copy(key.tenantId, key.personId, key.emailId, ref),
      foreignChanges: async () => engine.foreignChanges(),
      close: async () => {
        await sealing.stop()
        await fill.stop()
        engine.close()
      },
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
