import { lastKnownOf, type KnownSighting, type Sighting } from '../../shared/model/sighting'
import type { CopyRecord, EmailKey, Ledger, NewSighting, SightingEntry } from './ledger'
import type { Seals } from './seals'
import { inPieces, templateOf, type Database, type Sql } from './sql'

type Sightings = Pick<Ledger, 'addSightings' | 'readCopies' | 'readSightings'>

/** What was seen, without when and by which call, and without what was known before. */
const facts = (sighting: NewSighting): string =>
  JSON.stringify({ ...sighting, at: null, call: null, lastKnown: undefined })

const parse = (text: string): Sighting => JSON.parse(text) as Sighting

/**
 * Sightings with their history. A sighting that saw the same as the one before doesn't become a line of its own: that line
 * then says first and last seen. One that arrives late takes its place in the history and leaves the latest alone.
 */
export const createSightings = (sql: Database, seals: Seals): Sightings => {
  const { build } = sql

  const newest = templateOf<EmailKey & { readonly until: number }>()((slot) =>
    build
      .selectFrom('sightings')
      .select(['id', 'last_at', 'sighting'])
      .where('tenant_id', '=', slot('tenantId'))
      .where('email_id', '=', slot('emailId'))
      .where('last_at', '<=', slot('until'))
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

  const newestOf = async (tx: Sql, key: EmailKey, until: number) => {
    const row = await tx.first(newest({ ...key, until }))
    return row && seals.of(key.tenantId).openRows('sightings', [row])[0]!
  }
  /** What was known of this email at an instant. */
  const knownAt = async (tx: Sql, key: EmailKey, until: number): Promise<KnownSighting | null> => {
    const row = await newestOf(tx, key, until)
    return row && lastKnownOf(parse(row.sighting))
  }

  /** Resolves to the sighting as it is kept; null when it isn't the latest, or the email isn't held here. */
  const add = async (tx: Sql, key: EmailKey, { sighting: given, copies }: SightingEntry): Promise<Sighting | null> => {
    if ((await tx.first(known(key))) === null) return null
    const at = Date.parse(given.at)
    const last = await newestOf(tx, key, Number.MAX_SAFE_INTEGER)
    const sighting = given.kind === 'unknown' ? { ...given, lastKnown: await knownAt(tx, key, at) } : given
    const seal = seals.of(key.tenantId)
    const text = JSON.stringify(sighting)
    const values = seal.sealRow('sightings', { last_at: at, sighting: text, copies: JSON.stringify(copies) })
    const isLate = last !== null && at < last.last_at
    if (last !== null && !isLate && facts(parse(last.sighting)) === facts(sighting)) {
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
    if (isLate) return null
    await tx.run(
      build
        .updateTable('emails')
        .set(seal.sealRow('emails', { sighting: text }))
        .where('tenant_id', '=', key.tenantId)
        .where('email_id', '=', key.emailId)
        .where('person_id', '=', key.personId),
    )
    return sighting
  }

  return {
    addSightings: ({ tenantId, personId }, entries) =>
      sql.transaction(async (tx) => {
        const latest: { emailId: string; sighting: Sighting }[] = []
        for (const entry of entries) {
          const { emailId } = entry
          const sighting = await add(tx, { tenantId, personId, emailId }, entry)
          if (sighting) latest.push({ emailId, sighting })
        }
        return latest
      }),
    readCopies: async (key, emailIds) => {
      const seal = seals.of(key.tenantId)
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
        const latest = new Map(rows.map((row) => [row.email_id, row]))
        for (const row of seal.openRows('sightings', [...latest.values()])) {
          found.set(row.email_id, JSON.parse(row.copies) as CopyRecord[])
        }
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
      return seals
        .of(key.tenantId)
        .openRows('sightings', rows)
        .map((row) => parse(row.sighting))
    },
  }
}
