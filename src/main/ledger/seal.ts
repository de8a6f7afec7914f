import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { ledgerBroken } from './engine-failure'
import { contentColumns, type Schema } from './schema'

type Table = keyof typeof contentColumns
type ColumnOf<T extends Table> = (typeof contentColumns)[T][number]
/** A row as the engine holds it: its content columns sealed, or plain where an older version wrote them. */
export type Sealed<T extends Table, Row> = {
  [C in keyof Row]: C extends ColumnOf<T>
    ? null extends Row[C]
      ? Uint8Array | string | null
      : Uint8Array | string
    : Row[C]
}
/** The same row opened. */
export type Opened<T extends Table, Row> = {
  [C in keyof Row]: C extends ColumnOf<T> ? (null extends Row[C] ? string | null : string) : Row[C]
}

export const keyBytes = 32
const algorithm = 'aes-256-gcm'
/** First byte of a sealed value: says how the rest is laid out. */
const version = 1
const ivBytes = 12
const tagBytes = 16
const headBytes = 1 + ivBytes + tagBytes

const derived = (key: Uint8Array, what: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `whereabouts ledger: ${what}`, keyBytes))

const changedOutside = (cause?: unknown) =>
  ledgerBroken(
    'A value in the ledger was changed from outside, or it was sealed with another key: put a copy of the ledger back, or erase what is kept of this tenant and refresh.',
    cause,
  )

/** Random bytes asked for in large pieces: one call per value would cost more than the sealing itself. */
const createIvs = () => {
  let pool = randomBytes(0)
  let used = 0
  return (): Buffer => {
    if (used + ivBytes > pool.length) [pool, used] = [randomBytes(ivBytes * 1024), 0]
    used += ivBytes
    return pool.subarray(used - ivBytes, used)
  }
}

/**
 * Seals and opens the content of one tenant with AES-256-GCM. A value opens only as what it was sealed as: tenant, table and
 * column are its associated data. `acceptsPlain` says whether values that an older version wrote are still about.
 */
export const createSeal = (tenantId: string, key: Uint8Array, acceptsPlain: () => boolean) => {
  const content = derived(key, 'content')
  const hashes = derived(key, 'keyed hashes')
  const nextIv = createIvs()
  const places = new Map<string, Buffer>()
  const placeOf = (table: string, column: string): Buffer => {
    const name = `${table}.${column}`
    const known = places.get(name)
    if (known) return known
    const place = Buffer.from(JSON.stringify([tenantId, table, column]))
    places.set(name, place)
    return place
  }

  const seal = (table: string, column: string, text: string): Uint8Array => {
    const iv = nextIv()
    const cipher = createCipheriv(algorithm, content, iv).setAAD(placeOf(table, column))
    const body = cipher.update(text, 'utf8')
    cipher.final()
    const sealed = Buffer.allocUnsafe(headBytes + body.length)
    sealed[0] = version
    iv.copy(sealed, 1)
    cipher.getAuthTag().copy(sealed, 1 + ivBytes)
    body.copy(sealed, headBytes)
    return sealed
  }
  const open = (table: string, column: string, cell: Uint8Array | string): string => {
    if (typeof cell === 'string') {
      if (acceptsPlain()) return cell
      throw changedOutside()
    }
    if (cell.length < headBytes || cell[0] !== version) throw changedOutside()
    const bytes = Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength)
    try {
      const decipher = createDecipheriv(algorithm, content, bytes.subarray(1, 1 + ivBytes))
        .setAAD(placeOf(table, column))
        .setAuthTag(bytes.subarray(1 + ivBytes, headBytes))
      return decipher.update(bytes.subarray(headBytes), undefined, 'utf8') + decipher.final('utf8')
    } catch (cause) {
      throw changedOutside(cause)
    }
  }

  return {
    /** The key behind ids and keyed hashes of this tenant. */
    hashes,
    /** Tells whether a key is the one that this tenant's rows were sealed with; tells nothing else. */
    check: createHmac('sha256', hashes).update(`key check of ${tenantId}`).digest('base64url'),
    sealRow: <T extends Table, Row extends object>(table: T, row: Row): Sealed<T, Row> => {
      const sealed = { ...row } as Record<string, unknown>
      for (const column of contentColumns[table]) {
        const text = sealed[column]
        if (typeof text === 'string') sealed[column] = seal(table, column, text)
      }
      return sealed as Sealed<T, Row>
    },
    /** Opens rows in place: they come fresh from the engine, and a long log has many. */
    openRows: <T extends Table, Row extends object>(table: T, rows: readonly Row[]): Opened<T, Row>[] => {
      for (const row of rows as readonly unknown[] as readonly Record<string, unknown>[]) {
        for (const column of contentColumns[table]) {
          const cell = row[column]
          if (cell !== null && cell !== undefined) row[column] = open(table, column, cell as Uint8Array | string)
        }
      }
      return rows as unknown as Opened<T, Row>[]
    },
    /** Overwrites the keys; the seal can't be used afterwards. */
    wipe: (): void => {
      content.fill(0)
      hashes.fill(0)
    },
  }
}
export type Seal = ReturnType<typeof createSeal>
export type ContentTable = Table & keyof Schema
