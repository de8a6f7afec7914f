import { createHmac, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { ledgerBroken } from './engine-failure'
import type { Sql } from './sql'

const keyBytes = 32

const readKey = (file: string): Buffer | null => {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw ledgerBroken('The key of the ledger cannot be read: check the permissions of the app folder.', error)
  }
}

/** Appears whole or not at all: a key cut short by a crash would lock everybody out of their own rows. */
const createKey = (file: string): Buffer => {
  const key = randomBytes(keyBytes)
  const draft = `${file}.${process.pid}.new`
  const handle = openSync(draft, 'w', 0o600)
  try {
    writeSync(handle, key)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
  return key
}

const checkOf = (key: Buffer): string => createHmac('sha256', key).update('ledger key check').digest('base64url')

/** Whether this ledger was filled under the key of a file. */
export const hasKeyFile = async (sql: Sql): Promise<boolean> =>
  (await sql.first(sql.build.selectFrom('facts').select('value').where('name', '=', 'key-check'))) !== null

/**
 * The key behind the opaque ids of this ledger; made on first use, readable by its owner only. Throws `ledger-broken` when
 * the ledger was filled under another key: under a new one no row would be found again.
 */
export const openKey = async (sql: Sql, file: string): Promise<Buffer> => {
  const { build } = sql
  const known = await sql.first(build.selectFrom('facts').select('value').where('name', '=', 'key-check'))
  const kept = readKey(file)
  if (kept === null && known !== null) {
    throw ledgerBroken('The key of the ledger is missing: put ledger.key back, or move the ledger away to start anew.')
  }
  const key = kept ?? createKey(file)
  if (key.length !== keyBytes || (known !== null && known.value !== checkOf(key))) {
    throw ledgerBroken(
      'The key does not belong to this ledger: put the right ledger.key back, or move both away to start anew.',
    )
  }
  if (known === null) await sql.run(build.insertInto('facts').values({ name: 'key-check', value: checkOf(key) }))
  return key
}
