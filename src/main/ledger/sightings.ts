import type { Sighting } from '../../shared/model'
import type { CopyRecord, EmailKey, Ledger, PersonKey } from './ledger'
import { inPieces, templateOf, type Database, type Sql } from './sql'

type Sightings = Pick<Ledger, 'addSighting' | 'addSightings' | 'readCopies' | 'readSightings'>

interface Entry {
  readonly emailId: string
  readonly sighting: Sighting
  readonly copies: readonly CopyRecord[]
}

/** What was seen, without when and by which call. */
const facts = (sighting: Sighting): string => JSON.stringify({ ...sighting, at: null, call: null })

/**
 * Sightings with their history. A sighting that saw the same as the one before doesn't become a line of its own: that line
 * then says first and last seen. One that arrives late takes its place in the history and leaves the latest alone.
 */
export const createSightings = (sql: Database): Sightings => {
  const { build } = sql

  const newest = templateOf<EmailKey>()((slot) =>
    build
      .selectFrom('sightings')
      .select(['id', 'last_at', 'sighting'])
      .where('tenant_id', '=', slot('tenantId'))
      .where('email_id', '=', slot('emailId'))
      .orderBy('last_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1),
  )
  const known = templateOf<EmailKey>()((slot) =>
    build
      .selectFrom('emails')
      .select('email_id')
      .where('tenant_id', '=', slot('tenantId'))
      .where('email_id', '=', slot('emailId'))
      .where('person_id', '=', slot('personId')),
  )

  const add = async (tx: Sql, key: EmailKey, { sighting, copies }: Entry): Promise<void> => {
    if ((await tx.first(known(key))) === null) return
    const at = Date.parse(sighting.at)
    const last = await tx.first(newest(key))
    const values = { last_at: at, sighting: JSON.stringify(sighting), copies: JSON.stringify(copies) }
    const isLate = last !== null && at < last.last_at
    if (last !== null && !isLate && facts(JSON.parse(last.sighting) as Sighting) === facts(sighting)) {
      await tx.run(build.updateTable('sightings').set(values).where('id', '=', last.id))
    } else {
      await tx.run(
        build.insertInto('sightings').values({
          tenant_id: key.tenantId,
          person_id: key.personId,
          email_id: key.emailId,
          kind: sighting.kind,
          first_at: at,
          ...values,
        }),
      )
    }
    if (isLate) return
    await tx.run(
      build
        .updateTable('emails')
        .set({ sighting: values.sighting })
        .where('tenant_id', '=', key.tenantId)
        .where('email_id', '=', key.emailId)
        .where('person_id', '=', key.personId),
    )
  }

  const addSightings = (key: PersonKey, entries: readonly Entry[]): Promise<void> =>
    sql.transaction(async (tx) => {
      const { tenantId, personId } = key
      for (const entry of entries) await add(tx, { tenantId, personId, emailId: entry.emailId }, entry)
    })

  return {
    addSightings,
    addSighting: (key, sighting, copies) => addSightings(key, [{ emailId: key.emailId, sighting, copies }]),
    readCopies: async (key, emailIds) => {
      const found = new Map<string, CopyRecord[]>()
      for (const piece of inPieces(emailIds)) {
        const rows = await sql.rows(
          build
            .selectFrom('sightings')
            .select(['email_id', 'copies'])
            .where('tenant_id', '=', key.tenantId)
            .where('person_id', '=', key.personId)
            .where('email_id', 'in', piece)
            .where('kind', '=', 'found')
            .orderBy('last_at')
            .orderBy('id'),
        )
        // Later rows replace earlier ones, so the latest that found any stays; only that one is worth parsing.
        const latest = new Map(rows.map((row) => [row.email_id, row.copies]))
        for (const [emailId, copies] of latest) found.set(emailId, JSON.parse(copies) as CopyRecord[])
      }
      return found
    },
    readSightings: async (key, limit) => {
      const rows = await sql.rows(
        build
          .selectFrom('sightings')
          .select('sighting')
          .where('tenant_id', '=', key.tenantId)
          .where('email_id', '=', key.emailId)
          .where('person_id', '=', key.personId)
          .orderBy('last_at', 'desc')
          .orderBy('id', 'desc')
          .limit(limit),
      )
      return rows.map((row) => JSON.parse(row.sighting) as Sighting)
    },
  }
}
