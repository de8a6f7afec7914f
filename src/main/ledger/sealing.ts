import { setImmediate as turn } from 'node:timers/promises'
import type { Engine } from './engine'
import type { Ids } from './ids'
import { contentColumns } from './schema'
import type { ContentTable, Seal } from './seal'
import type { Seals } from './seals'

/** Row numbers looked at in one step: some milliseconds of work, so that a log that is asked for meanwhile hardly waits. */
const stepRows = 500

const tables: readonly ContentTable[] = [
  'people',
  'emails',
  'events',
  'sightings',
  'open_readings',
  'resyncs',
  'resync_changes',
  'rescues',
  'resends',
  'audit',
]
const cursorName = (tenantId: string, table: string): string => `sealing:${tenantId}:${table}`

/** Keyed hashes that an older version did not write. */
const hashesOf = (ids: Ids, tenantId: string, table: ContentTable, plain: Record<string, unknown>) => {
  if (table === 'people' && plain.ref_key === null) {
    const { address } = JSON.parse(String(plain.content)) as { address: string }
    return {
      ref_key: ids.refKey(tenantId, String(plain.source_id), String(plain.source_ref)),
      address_key: ids.addressKey(tenantId, address),
    }
  }
  if (table === 'emails' && plain.message_key === null) {
    const { messageId } = JSON.parse(String(plain.content)) as { messageId: string | null }
    return { message_key: ids.messageKey(tenantId, messageId) }
  }
  return {}
}

/**
 * Seals what an older version wrote in plain text, step by step in the background. Each step is one transaction with the
 * place it got to: after a crash it goes on there.
 */
export const createSealing = (engine: Engine, seals: Seals, ids: Ids) => {
  let stopped = false

  const sealRow = (seal: Seal, tenantId: string, table: ContentTable, row: Record<string, unknown>, number: number) => {
    const plain: Record<string, unknown> = { ...row }
    const columns = contentColumns[table].filter((column) => typeof row[column] === 'string')
    if (columns.length === 0) return
    seal.openRows(table, [plain])
    const sealed = seal.sealRow(table, plain) as Record<string, unknown>
    engine.changeRow(table, number, {
      ...Object.fromEntries(columns.map((column) => [column, sealed[column]])),
      ...hashesOf(ids, tenantId, table, plain),
    })
  }

  const step = (tenantId: string, table: ContentTable, after: number): Promise<void> =>
    engine.transaction(async (tx) => {
      const seal = seals.of(tenantId)
      const until = after + stepRows
      const rows = engine.rowsBetween(table, tenantId, after, until)
      const work = async (): Promise<void> => {
        for (const { row, ...cells } of rows) sealRow(seal, tenantId, table, cells, row)
      }
      await (table === 'audit' && rows.length > 0 ? engine.liftedFor('audit', work) : work())
      const name = cursorName(tenantId, table)
      await tx.run(
        tx.build
          .insertInto('facts')
          .values({ name, value: String(until) })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: String(until) })),
      )
    })

  /** Resolves when nothing of the tenant is plain any more, when it was locked, or when the ledger closes. */
  const run = async (tenantId: string): Promise<void> => {
    if (!seals.acceptsPlain(tenantId)) return
    for (const table of tables) {
      const last = engine.lastRow(table)
      for (let at = Number(seals.recall(cursorName(tenantId, table)) ?? 0); at < last; at += stepRows) {
        await turn()
        if (stopped || seals.find(tenantId) === null) return
        await step(tenantId, table, at)
      }
    }
    await seals.sealed(tenantId)
    engine.checkpoint()
  }

  const running = new Map<string, Promise<void>>()
  return {
    /** One run per tenant at a time. */
    run: (tenantId: string): Promise<void> => {
      const known = running.get(tenantId)
      if (known) return known
      const work = run(tenantId).finally(() => running.delete(tenantId))
      running.set(tenantId, work)
      return work
    },
    stop: async (): Promise<void> => {
      stopped = true
      await Promise.allSettled(running.values())
    },
  }
}
