import { setImmediate as turn } from 'node:timers/promises'
import { Failure } from '../../shared/model/failure'
import { writeAudit } from './audit'
import type { Engine } from './engine'
import type { Erased, Ledger, PersonKey } from './ledger'
import type { Recipients } from './recipients'
import type { Schema } from './schema'
import type { Seals } from './seals'
import { inPieces, type Sql } from './sql'

/** Rows deleted in one step, so that others hardly wait. */
const stepRows = 500
const tables = [
  'emails',
  'events',
  'sightings',
  'log_readings',
  'open_readings',
  'background_readings',
  'directory_addresses',
  'resync_changes',
  'resyncs',
  'rescues',
  'resends',
  'people',
  'whitelistings',
] as const
const prefix = 'erasing:'

/** Removes what is kept: of a whole tenant, of one person, of mail that is older than the tenant keeps it. */
export const createErasing = (engine: Engine, seals: Seals, recipients: Recipients) => {
  const { build } = engine

  const eraseRows = async (table: keyof Schema, tenantId: string): Promise<number> => {
    let erased = 0
    for (;;) {
      const some = await engine.deleteSome(table, tenantId, stepRows)
      erased += some
      if (some < stepRows) return erased
      await turn()
    }
  }

  const eraseTenant = async (tenantId: string, at: number): Promise<void> => {
    await seals.remember(prefix + tenantId, String(at))
    let rows = 0
    for (const table of tables) rows += await eraseRows(table, tenantId)
    await engine.transaction(async (tx) => {
      await engine.liftedFor('audit', () => tx.run(build.deleteFrom('audit').where('tenant_id', '=', tenantId)))
      await tx.run(build.deleteFrom('tenants').where('tenant_id', '=', tenantId))
      const note = {
        at,
        tenant_id: tenantId,
        person_id: null,
        email_id: null,
        rescue_id: null,
        action: 'erase-tenant' as const,
        outcome: 'succeeded' as const,
        engineer: '',
        detail: `${rows} rows`,
      }
      await tx.run(build.insertInto('audit').values(note))
      await tx.run(build.deleteFrom('facts').where('name', '=', prefix + tenantId))
    })
    await seals.forget(tenantId)
    await recipients.peopleChanged(tenantId)
    engine.checkpoint()
  }

  /** Removes some emails of one person with what hangs on them. */
  const eraseEmails = async (tx: Sql, key: PersonKey, emailIds: readonly string[]) => {
    const erased = { emails: 0, sightings: 0, rescues: 0 }
    for (const piece of inPieces(emailIds)) {
      const events = build.deleteFrom('events').where('tenant_id', '=', key.tenantId)
      await tx.run(events.where('email_id', 'in', piece))
      const ofPerson = <T extends 'emails' | 'sightings' | 'rescues'>(table: T) =>
        tx.run(
          build
            .deleteFrom(table as 'emails')
            .where('tenant_id', '=', key.tenantId)
            .where('person_id', '=', key.personId)
            .where('email_id', 'in', piece),
        )
      erased.sightings += await ofPerson('sightings')
      erased.rescues += await ofPerson('rescues')
      erased.emails += await ofPerson('emails')
    }
    return erased
  }
  const emailIds = async (tx: Sql, key: PersonKey, before: number): Promise<string[]> => {
    const rows = await tx.rows(
      build
        .selectFrom('emails')
        .select('email_id')
        .where('tenant_id', '=', key.tenantId)
        .where('person_id', '=', key.personId)
        .where('sent_at', '<', before),
    )
    return rows.map((row) => row.email_id)
  }

  const refuseWhileOpen = async (tx: Sql, key: PersonKey): Promise<void> => {
    const open = await tx.first(
      build
        .selectFrom('rescues')
        .select('rescue_id')
        .where('tenant_id', '=', key.tenantId)
        .where('person_id', '=', key.personId)
        .where('state', 'in', ['intended', 'watching', 'undoing']),
    )
    if (open !== null)
      throw new Failure({
        code: 'conflict',
        message: 'An email of this person is being moved right now: erase what is kept of them when that is settled.',
      })
    const sending = await tx.first(
      build
        .selectFrom('resends')
        .select('resend_id')
        .where('tenant_id', '=', key.tenantId)
        .where('person_id', '=', key.personId)
        .where('state', 'in', ['intended', 'sending']),
    )
    if (sending !== null)
      throw new Failure({
        code: 'conflict',
        message: 'An email is being sent to this person right now: erase what is kept of them when that is settled.',
      })
  }

  const erasePerson = async (key: PersonKey, engineer: string, at: number): Promise<Erased> => {
    const erased = await engine.transaction(async (tx) => {
      await refuseWhileOpen(tx, key)
      const counts = await eraseEmails(tx, key, await emailIds(tx, key, Number.MAX_SAFE_INTEGER))
      for (const table of [
        'log_readings',
        'open_readings',
        'directory_addresses',
        'resync_changes',
        'resends',
        'people',
      ] as const) {
        const rows = build.deleteFrom(table as 'people').where('tenant_id', '=', key.tenantId)
        await tx.run(rows.where('person_id', '=', key.personId))
      }
      await engine.liftedFor('audit', () =>
        tx.run(build.deleteFrom('audit').where('tenant_id', '=', key.tenantId).where('person_id', '=', key.personId)),
      )
      await writeAudit(tx, seals, {
        at,
        engineer,
        tenantId: key.tenantId,
        personId: null,
        emailId: null,
        rescueId: null,
        action: 'erase-person',
        outcome: 'succeeded',
        detail: `1 person, ${counts.emails} emails, ${counts.sightings} sightings, ${counts.rescues} moves`,
      })
      // Inside: an import must not name them once more before everybody is told.
      recipients.forget()
      return counts
    })
    await recipients.peopleChanged(key.tenantId)
    engine.checkpoint()
    return erased
  }

  const nextPerson = async (tenantId: string, after: string): Promise<string | null> => {
    const row = await engine.first(
      build
        .selectFrom('emails')
        .select(({ fn }) => fn.min('person_id').as('person_id'))
        .where('tenant_id', '=', tenantId)
        .where('person_id', '>', after),
    )
    return row?.person_id ?? null
  }

  const expire = async (tenantId: string, before: number): Promise<number> => {
    let expired = 0
    for (let personId = await nextPerson(tenantId, ''); personId !== null;) {
      const key = { tenantId, personId }
      const old = await emailIds(engine, key, before)
      for (const piece of inPieces(old)) {
        expired += (await engine.transaction((tx) => eraseEmails(tx, key, piece))).emails
        await turn()
      }
      if (old.length === 0) await turn()
      personId = await nextPerson(tenantId, personId)
    }
    await engine.run(build.deleteFrom('log_readings').where('tenant_id', '=', tenantId).where('to_at', '<', before))
    await engine.run(build.deleteFrom('resends').where('tenant_id', '=', tenantId).where('started_at', '<', before))
    return expired
  }

  return {
    methods: { eraseTenant, erasePerson, expire } satisfies Pick<Ledger, 'eraseTenant' | 'erasePerson' | 'expire'>,
    /** Goes on with erasures that were interrupted. */
    resume: async (): Promise<void> => {
      const rows = await engine.rows(build.selectFrom('facts').selectAll().where('name', 'like', `${prefix}%`))
      for (const { name, value } of rows) await eraseTenant(name.slice(prefix.length), Number(value))
    },
  }
}
