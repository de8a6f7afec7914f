import { setImmediate as turn } from 'node:timers/promises'
import type { SendMethod } from '../../shared/model'
import type { Engine } from './engine'
import type { Seals } from './seals'

/** There when an older version left emails whose method stands in their content alone. */
export const methodsMissing = 'methods-missing'
const filledName = (tenantId: string): string => `methods-filled:${tenantId}`
/** Row numbers looked at in one step, so that a log that is asked for meanwhile hardly waits. */
const stepRows = 500

export const methodIn = (content: string): SendMethod => (JSON.parse(content) as { method: SendMethod }).method

/**
 * Writes the method of emails that an older version kept beside their content, in the background. A crash costs one run
 * more: a row that has its method is passed over.
 */
export const createMethodFill = (engine: Engine, seals: Seals) => {
  let stopped = false
  const running = new Map<string, Promise<void>>()

  const isMissing = (tenantId: string): boolean =>
    seals.recall(methodsMissing) !== null && seals.recall(filledName(tenantId)) === null

  const step = (tenantId: string, after: number): Promise<void> =>
    engine.transaction(async () => {
      const rows = engine
        .rowsBetween('emails', tenantId, after, after + stepRows)
        .filter(({ method }) => method === null) as { row: number; content: string | Uint8Array }[]
      const plain = seals.of(tenantId).openRows(
        'emails',
        rows.map(({ row, content }) => ({ row, content })),
      )
      for (const { row, content } of plain) engine.changeRow('emails', row, { method: methodIn(content) })
    })

  const run = async (tenantId: string): Promise<void> => {
    if (!isMissing(tenantId)) return
    const last = engine.lastRow('emails')
    for (let after = 0; after < last; after += stepRows) {
      await turn()
      if (stopped || seals.find(tenantId) === null) return
      await step(tenantId, after)
    }
    await seals.remember(filledName(tenantId), '1')
  }

  return {
    /** Whether some of a tenant's emails may still be without. */
    isMissing,
    /** Resolves when none is, when the tenant was locked, or when the ledger closes. One run per tenant at a time. */
    run: (tenantId: string): Promise<void> => {
      const work = running.get(tenantId) ?? run(tenantId).finally(() => running.delete(tenantId))
      running.set(tenantId, work)
      return work
    },
    stop: async (): Promise<void> => {
      stopped = true
      await Promise.allSettled(running.values())
    },
  }
}
export type MethodFill = ReturnType<typeof createMethodFill>
