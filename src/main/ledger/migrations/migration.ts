import type { Engine } from '../engine'
import type { Sql } from '../sql'

/** One step from a ledger's shape to the next. Once released it is never changed: mend with another step. */
export interface Migration {
  readonly name: string
  apply(sql: Sql, engine: Pick<Engine, 'keepForever'>): Promise<void>
}
