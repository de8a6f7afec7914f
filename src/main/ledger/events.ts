import type { DeliveryEvent } from '../../shared/model'
import type { EmailKey, Ledger } from './ledger'
import type { Seals } from './seals'
import type { Database, Sql } from './sql'
import { isoOf } from './times'

type Events = Pick<Ledger, 'readEvents' | 'putEvents'>

const sameEvents = (a: readonly DeliveryEvent[], b: readonly DeliveryEvent[]): boolean =>
  a.length === b.length &&
  a.every((event, index) => {
    const other = b[index]!
    return event.kind === other.kind && event.detail === other.detail && Date.parse(event.at) === Date.parse(other.at)
  })

const latestOf = (events: readonly DeliveryEvent[]): DeliveryEvent | null =>
  events.reduce<DeliveryEvent | null>(
    (latest, event) => (latest === null || Date.parse(event.at) >= Date.parse(latest.at) ? event : latest),
    null,
  )

/** Delivery events, oldest first. */
export const createEvents = (sql: Database, seals: Seals): Events => {
  const { build } = sql

  const stored = async (tx: Sql, key: EmailKey, sourceId: string): Promise<DeliveryEvent[]> => {
    const rows = await tx.rows(
      build
        .selectFrom('events')
        .select(['kind', 'at', 'detail'])
        .where('tenant_id', '=', key.tenantId)
        .where('email_id', '=', key.emailId)
        .where('source_id', '=', sourceId)
        .orderBy('position'),
    )
    return seals
      .of(key.tenantId)
      .openRows('events', rows)
      .map((row) => ({ kind: row.kind, at: isoOf(row.at), detail: row.detail }))
  }
  const emailOf = async (tx: Sql, key: EmailKey) => {
    const row = await tx.first(
      build
        .selectFrom('emails')
        .select(['source_id', 'latest_event'])
        .where('tenant_id', '=', key.tenantId)
        .where('email_id', '=', key.emailId)
        .where('person_id', '=', key.personId),
    )
    return row && seals.of(key.tenantId).openRows('emails', [row])[0]!
  }

  const replace = async (tx: Sql, key: EmailKey, sourceId: string, events: readonly DeliveryEvent[]): Promise<void> => {
    const seal = seals.of(key.tenantId)
    const ofEmail = { tenant_id: key.tenantId, email_id: key.emailId, source_id: sourceId }
    await tx.run(
      build
        .deleteFrom('events')
        .where('tenant_id', '=', key.tenantId)
        .where('email_id', '=', key.emailId)
        .where('source_id', '=', sourceId),
    )
    for (const [position, { kind, at, detail }] of events.entries()) {
      await tx.run(
        build
          .insertInto('events')
          .values(seal.sealRow('events', { ...ofEmail, position, kind, at: Date.parse(at), detail })),
      )
    }
    const latest = latestOf(events)
    if (latest === null) return
    await tx.run(
      build
        .updateTable('emails')
        .set(seal.sealRow('emails', { latest_event: JSON.stringify(latest), latest_event_at: Date.parse(latest.at) }))
        .where('tenant_id', '=', key.tenantId)
        .where('person_id', '=', key.personId)
        .where('email_id', '=', key.emailId)
        .where('source_id', '=', sourceId),
    )
  }

  return {
    readEvents: async (key) => {
      const email = await emailOf(sql, key)
      if (!email) return []
      const events = await stored(sql, key, email.source_id)
      const latest = email.latest_event === null ? null : (JSON.parse(email.latest_event) as DeliveryEvent)
      // The list of emails may know of a later event than the list of events that was read before.
      const known = latestOf(events)
      const isNews = latest !== null && (known === null || Date.parse(latest.at) > Date.parse(known.at))
      return isNews ? [...events, latest] : events
    },
    putEvents: (key, events) =>
      sql.transaction(async (tx) => {
        const email = await emailOf(tx, key)
        if (!email || sameEvents(await stored(tx, key, email.source_id), events)) return false
        await replace(tx, key, email.source_id, events)
        return true
      }),
  }
}
