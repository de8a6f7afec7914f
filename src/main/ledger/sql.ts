import type { CompiledQuery, Kysely } from 'kysely'
import type { Schema } from './schema'

/** A query as the builder makes it, or one compiled earlier. */
export type Query<Row> = CompiledQuery<Row> | { compile(): CompiledQuery<Row> }

/** What the files of the stored words need of a database; any SQL engine can stand behind it. */
export interface Sql {
  /** Builds queries, never runs them. */
  readonly build: Kysely<Schema>
  rows<Row>(query: Query<Row>): Promise<Row[]>
  first<Row>(query: Query<Row>): Promise<Row | null>
  /** Runs a write; resolves to the number of rows it touched. */
  run(query: Query<unknown>): Promise<number>
}

/** A database that can be written to in one piece. */
export interface Database extends Sql {
  /** All of it or nothing. What `work` does through its own handle is not seen by others before the end. */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>
}

interface Slot {
  readonly slot: PropertyKey
}
const isSlot = (value: unknown): value is Slot => typeof value === 'object' && value !== null && 'slot' in value

/**
 * Compiles a query once and fills in its values at each use: building costs more than running where a query is short or
 * runs once per row. `slot(name)` stands for the value.
 */
export const templateOf =
  <Values extends object>() =>
  <Row>(
    make: (slot: <Name extends keyof Values>(name: Name) => Values[Name]) => { compile(): CompiledQuery<Row> },
  ): ((values: Values) => CompiledQuery<Row>) => {
    // The builder passes values through untouched, so what stands for one arrives among the parameters.
    const { parameters, ...compiled } = make((name) => ({ slot: name }) as never).compile()
    const slots = parameters.map((parameter) => (isSlot(parameter) ? (parameter.slot as keyof Values) : null))
    return (values) => ({
      ...compiled,
      parameters: slots.map((slot, index) => (slot === null ? parameters[index] : values[slot])),
    })
  }

/** Engines limit the values of one query; longer lists are asked in pieces of this size. */
export const pieceSize = 500

/** Splits a list into pieces that fit into one query. */
export const inPieces = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / pieceSize) }, (_, index) =>
    list.slice(index * pieceSize, (index + 1) * pieceSize),
  )
