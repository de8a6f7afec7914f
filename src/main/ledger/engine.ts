import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type CompiledQuery } from 'kysely'
import { engineFailure } from './engine-failure'
import type { Schema } from './schema'
import type { Database, Query, Sql } from './sql'

/** How long a statement waits for a lock that another program holds. */
const lockTimeoutMs = 5000
/** Prepared statements kept; lists of varying length make more texts than are worth keeping. */
const keptStatements = 200

interface Statement {
  readonly run: (parameters: readonly unknown[]) => number
  readonly rows: (parameters: readonly unknown[]) => unknown[]
  /** The first cell of the first row. */
  readonly cell: () => unknown
}

/** The database with what only its engine can do. This file is the only one that knows which engine it is. */
export interface Engine extends Database {
  /** Makes the engine refuse to change or delete rows of a table that only grows. */
  keepForever(table: keyof Schema): Promise<void>
  /** Lets rows of such a table be changed by `work`, inside the transaction that is under way. */
  liftedFor<T>(table: keyof Schema, work: () => Promise<T>): Promise<T>
  /** The number of the last row of a table; 0 when it has none. */
  lastRow(table: keyof Schema): number
  /** A tenant's rows among those numbered `after < row <= until`, with their number. */
  rowsBetween(
    table: keyof Schema,
    tenantId: string,
    after: number,
    until: number,
  ): (Record<string, unknown> & { readonly row: number })[]
  /** Changes one row by its number. */
  changeRow(table: keyof Schema, row: number, values: Readonly<Record<string, unknown>>): void
  /** Deletes up to so many of a tenant's rows; resolves to how many. */
  deleteSome(table: keyof Schema, tenantId: string, limit: number): Promise<number>
  /** Empties the write-ahead log into the data file. */
  checkpoint(): void
  /** Bytes of the data file, its log not counted. */
  size(): number
  /** Another number whenever another connection has written. */
  foreignChanges(): number
  /** Empties the write-ahead log into the data file and closes it. */
  close(): void
}

const settled = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined)

const builder = (): Kysely<Schema> =>
  new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })

const openFile = (file: string, timeout: number): DatabaseSyncInstance => {
  if (file !== ':memory:') {
    mkdirSync(dirname(file), { recursive: true })
    // Created here, so that nobody else can read it; the engine gives its side files the same mode.
    closeSync(openSync(file, 'a', 0o600))
  }
  const db = new DatabaseSync(file, { timeout })
  // `full`: an acknowledged intent survives a power cut, not only a kill. One sync per transaction, in our own thread.
  db.exec(
    // What is deleted or replaced is overwritten: an erased row leaves no readable bytes.
    'pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -32000; pragma temp_store = memory; ' +
      'pragma secure_delete = on',
  )
  return db
}

/** Cells come as arrays: the driver makes those faster than objects, and equal shapes are cheap to fill. */
const objectsOf = (columns: readonly string[], cells: readonly (readonly unknown[])[]): unknown[] =>
  cells.map((row) => {
    const object: Record<string, unknown> = {}
    for (let index = 0; index < columns.length; index++) object[columns[index]!] = row[index]
    return object
  })

const toStatement = (prepared: StatementSyncInstance): Statement => {
  const columns = prepared.columns().map((column) => column.name)
  prepared.setReturnArrays(true)
  return {
    run: (parameters) => Number(prepared.run(...parameters).changes),
    cell: () => (prepared.all() as unknown[][])[0]?.[0],
    rows: (parameters) => objectsOf(columns, prepared.all(...parameters) as unknown[][]),
  }
}

/** Opens or creates the data file. Throws `ledger-busy` or `ledger-broken`. */
export const openEngine = (file: string, timeoutMs: number = lockTimeoutMs): Engine => {
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw engineFailure(error)
    }
  }
  const db = guarded(() => openFile(file, timeoutMs))
  const build = builder()
  const statements = new Map<string, Statement>()
  let transaction: Promise<unknown> | null = null

  const statementOf = (text: string): Statement => {
    const known = statements.get(text)
    if (known) {
      // Moves it to the end: the first one is the one that was not used for longest.
      statements.delete(text)
      statements.set(text, known)
      return known
    }
    const fresh = toStatement(db.prepare(text))
    statements.set(text, fresh)
    if (statements.size > keptStatements) statements.delete(statements.keys().next().value!)
    return fresh
  }
  const compiledOf = <Row>(query: Query<Row>): CompiledQuery<Row> => ('sql' in query ? query : query.compile())
  const rowsNow = <Row>(query: Query<Row>): Row[] =>
    guarded(() => {
      const { sql, parameters } = compiledOf(query)
      return statementOf(sql).rows(parameters) as Row[]
    })
  const runNow = (query: Query<unknown>): number =>
    guarded(() => {
      const { sql, parameters } = compiledOf(query)
      return statementOf(sql).run(parameters)
    })
  const execNow = (text: string): void => guarded(() => db.exec(text))

  const inside: Sql = {
    build,
    rows: async (query) => rowsNow(query),
    first: async (query) => rowsNow(query)[0] ?? null,
    run: async (query) => runNow(query),
  }
  const runTransaction = async <T>(work: (tx: Sql) => Promise<T>): Promise<T> => {
    execNow('begin immediate')
    try {
      const result = await work(inside)
      execNow('commit')
      return result
    } catch (error) {
      if (db.isTransaction) db.exec('rollback')
      throw error
    } finally {
      transaction = null
    }
  }

  const refuseChanges = (table: string): void => {
    for (const change of ['update', 'delete']) {
      execNow(
        `create trigger ${table}_refuses_${change} before ${change} on ${table} begin ` +
          `select raise(abort, 'rows of ${table} are never changed'); end`,
      )
    }
  }

  return {
    build,
    rows: async (query) => {
      while (transaction) await settled(transaction)
      return rowsNow(query)
    },
    first: async (query) => {
      while (transaction) await settled(transaction)
      return rowsNow(query)[0] ?? null
    },
    run: async (query) => {
      while (transaction) await settled(transaction)
      return runNow(query)
    },
    transaction: async (work) => {
      while (transaction) await settled(transaction)
      const running = runTransaction(work)
      if (db.isTransaction) transaction = running
      return running
    },
    keepForever: async (table) => refuseChanges(table),
    liftedFor: async (table, work) => {
      for (const change of ['update', 'delete']) execNow(`drop trigger if exists ${table}_refuses_${change}`)
      const result = await work()
      refuseChanges(table)
      return result
    },
    lastRow: (table) => guarded(() => Number(statementOf(`select max(rowid) from ${table}`).cell() ?? 0)),
    rowsBetween: (table, tenantId, after, until) =>
      guarded(
        () =>
          // The unary plus keeps the engine from using an index on the tenant: rows come by number.
          statementOf(
            `select *, rowid as row from ${table} where rowid > ? and rowid <= ? and +tenant_id = ? order by rowid`,
          ).rows([after, until, tenantId]) as (Record<string, unknown> & { row: number })[],
      ),
    changeRow: (table, row, values) => {
      const columns = Object.keys(values)
      guarded(() =>
        statementOf(`update ${table} set ${columns.map((column) => `${column} = ?`).join(', ')} where rowid = ?`).run([
          ...Object.values(values),
          row,
        ]),
      )
    },
    deleteSome: async (table, tenantId, limit) => {
      while (transaction) await settled(transaction)
      return guarded(() =>
        statementOf(`delete from ${table} where rowid in (select rowid from ${table} where tenant_id = ? limit ?)`).run(
          [tenantId, limit],
        ),
      )
    },
    checkpoint: () => execNow('pragma wal_checkpoint(truncate)'),
    size: () =>
      guarded(() => {
        const [pages] = db.prepare('pragma page_count').all() as { page_count: number }[]
        const [page] = db.prepare('pragma page_size').all() as { page_size: number }[]
        return (pages?.page_count ?? 0) * (page?.page_size ?? 0)
      }),
    foreignChanges: () =>
      guarded(() => {
        const [row] = db.prepare('pragma data_version').all() as { data_version: number }[]
        return row?.data_version ?? 0
      }),
    close: () => {
      if (!db.isOpen) return
      // Prepared statements keep the driver from doing this at close.
      guarded(() => db.exec('pragma wal_checkpoint(truncate)'))
      db.close()
    },
  }
}
