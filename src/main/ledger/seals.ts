import { hkdfSync } from 'node:crypto'
import { Failure } from '../../shared/model/failure'
import { ledgerBroken } from './engine-failure'
import { createSeal, keyBytes, type Seal } from './seal'
import type { Database } from './sql'

const locked = () =>
  new Failure({ code: 'vault-locked', message: 'What is kept of this tenant is locked: unlock the vault, then go on.' })

const foreignKey = () =>
  new Failure({
    code: 'vault-broken',
    message:
      'The key does not open what is kept of this tenant: put the vault back that belongs to this ledger, or erase the tenant.',
  })

const checkName = (tenantId: string): string => `key-check:${tenantId}`
const sealedName = (tenantId: string): string => `sealed:${tenantId}`
/** There when an older version wrote rows whose content is plain. */
export const plainName = 'plain'

/** A tenant's key where all of them come from one key file. */
export const keyFromMaster = (master: Uint8Array, tenantId: string): Uint8Array =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `tenant ${tenantId}`, keyBytes))

/**
 * The tenants' seals. With a `master` key each tenant's key comes from it; without, a tenant stays locked until its key is
 * handed in.
 */
export const createSeals = async (sql: Database, master: Uint8Array | null) => {
  const { build } = sql
  const facts = await sql.rows(build.selectFrom('facts').select(['name', 'value']))
  const values = new Map(facts.map(({ name, value }) => [name, value]))
  const hadPlain = values.has(plainName)
  const seals = new Map<string, Seal>()
  const lockedHere = new Set<string>()

  const acceptsPlain = (tenantId: string): boolean => hadPlain && !values.has(sealedName(tenantId))
  const remember = async (name: string, value: string): Promise<void> => {
    values.set(name, value)
    await sql.run(
      build
        .insertInto('facts')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value })),
    )
  }
  const add = (tenantId: string, key: Uint8Array): Seal => {
    const seal = createSeal(tenantId, key, () => acceptsPlain(tenantId))
    seals.set(tenantId, seal)
    return seal
  }
  const find = (tenantId: string): Seal | null => {
    const known = seals.get(tenantId)
    if (known) return known
    if (master === null || lockedHere.has(tenantId)) return null
    return add(tenantId, keyFromMaster(master, tenantId))
  }
  const lock = (tenantId: string): void => {
    lockedHere.add(tenantId)
    seals.get(tenantId)?.wipe()
    seals.delete(tenantId)
  }

  return {
    hadPlain,
    acceptsPlain,
    find,
    /** Throws `vault-locked`. */
    of: (tenantId: string): Seal => {
      const seal = find(tenantId)
      if (seal) return seal
      throw locked()
    },
    /** Throws `vault-broken` when the tenant's rows were sealed with another key. */
    unlock: async (tenantId: string, key: Uint8Array): Promise<void> => {
      if (key.length !== keyBytes) throw ledgerBroken('A key of the ledger has 32 bytes: this one has not.')
      const seal = createSeal(tenantId, key, () => acceptsPlain(tenantId))
      const name = checkName(tenantId)
      // Read anew: another process may have handed the first key in.
      const row = await sql.first(build.selectFrom('facts').select('value').where('name', '=', name))
      const known = row?.value
      if (known !== undefined && known !== seal.check) throw foreignKey()
      if (known === undefined) await remember(name, seal.check)
      lockedHere.delete(tenantId)
      seals.set(tenantId, seal)
    },
    lock,
    /** From now on nothing of this tenant is plain. */
    sealed: (tenantId: string): Promise<void> => remember(sealedName(tenantId), '1'),
    /** After this the tenant may come back under another key. */
    forget: async (tenantId: string): Promise<void> => {
      lock(tenantId)
      lockedHere.delete(tenantId)
      const names = [checkName(tenantId), ...values.keys()].filter(
        (name) => name === checkName(tenantId) || name.startsWith(`sealing:${tenantId}:`),
      )
      for (const name of names) values.delete(name)
      await sql.run(build.deleteFrom('facts').where('name', 'in', names))
    },
    remember,
    recall: (name: string): string | null => values.get(name) ?? null,
  }
}
export type Seals = Awaited<ReturnType<typeof createSeals>>
