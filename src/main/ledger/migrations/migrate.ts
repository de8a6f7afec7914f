import type { Engine } from '../engine'
import { ledgerBroken } from '../engine-failure'
import { first } from './0001-first'
import { readings } from './0002-readings'
import { severalSources } from './0003-several-sources'
import { mailboxLocks } from './0004-mailbox-locks'
import { sealed } from './0005-sealed'
import { background } from './0006-background'
import { quickTenants } from './0007-quick-tenants'
import { whitelisting } from './0008-whitelisting'
import { directory } from './0009-directory'
import { sendMethods } from './0010-send-methods'
import { resends } from './0011-resends'
import type { Migration } from './migration'

/** All steps in order; a step's number is its place in this list, counted from 1. */
export const migrations: readonly Migration[] = [
  first,
  readings,
  severalSources,
  mailboxLocks,
  sealed,
  background,
  quickTenants,
  whitelisting,
  directory,
  sendMethods,
  resends,
]

/**
 * Brings the ledger to the shape this version knows, each step in a transaction of its own, so that a crash in between goes
 * on where it stopped. Throws `ledger-broken` when a newer version wrote the file.
 */
export const migrate = async (engine: Engine, now: number, steps: readonly Migration[] = migrations): Promise<void> => {
  const { build } = engine
  await engine.run(
    build.schema
      .createTable('migrations')
      .ifNotExists()
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('applied_at', 'bigint', (column) => column.notNull()),
  )
  const last = await engine.first(build.selectFrom('migrations').select(({ fn }) => fn.max('number').as('number')))
  const done = Number(last?.number ?? 0)
  if (done > steps.length) {
    throw ledgerBroken('A newer version of the app wrote this ledger: update the app, then start it again.')
  }
  for (const [index, step] of steps.entries()) {
    const number = index + 1
    if (number <= done) continue
    await engine.transaction(async (tx) => {
      await step.apply(tx, engine)
      await tx.run(build.insertInto('migrations').values({ number, name: step.name, applied_at: now }))
    })
  }
}
