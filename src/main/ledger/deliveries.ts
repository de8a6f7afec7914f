import { setImmediate as turn } from 'node:timers/promises'
import type { DeliveryCounts, DeliveryEvent, DeliveryEventKind } from '../../shared/model'
import type { Ledger } from './ledger'
import type { Seals } from './seals'
import type { Database } from './sql'

/** Sealed events opened in one step, so that others hardly wait. */
const stepRows = 2_000

/** One email, as all its sources tell of it. */
interface Email {
  readonly sources: Set<string>
  readonly kinds: Set<DeliveryEventKind>
}

const has = ({ kinds }: Email, ...wanted: readonly DeliveryEventKind[]): boolean =>
  wanted.some((kind) => kinds.has(kind))
const isOpened = (email: Email): boolean => has(email, 'opened', 'clicked', 'reported')
const isDelivered = (email: Email): boolean => has(email, 'delivered') || isOpened(email)
const isBounced = (email: Email): boolean => has(email, 'bounced', 'failed')

const countsOf = (emails: readonly Email[]): DeliveryCounts => {
  const count = (test: (email: Email) => boolean): number => emails.filter(test).length
  return {
    sent: emails.length,
    delivered: count((email) => isDelivered(email) && !isBounced(email)),
    bounced: count(isBounced),
    deferred: count((email) => has(email, 'deferred') && !isDelivered(email) && !isBounced(email)),
    opened: count(isOpened),
    silent: count(({ kinds }) => kinds.size === 0),
  }
}

/** Counts what became of a tenant's emails. A latest event is opened only where the list of events, whose kinds are readable, lacks it. */
export const createDeliveries = (sql: Database, seals: Seals): Pick<Ledger, 'countDeliveries'> => {
  const { build } = sql
  const emailsBetween = (tenantId: string, from: number, to: number) =>
    build
      .selectFrom('emails')
      .where('emails.tenant_id', '=', tenantId)
      .where('emails.sent_at', '>=', from)
      .where('emails.sent_at', '<', to)

  return {
    countDeliveries: async (tenantId, from, to) => {
      const rows = await sql.rows(
        emailsBetween(tenantId, from, to).select([
          'email_id',
          'person_id',
          'source_id',
          'message_key',
          'latest_event',
          'latest_event_at',
        ]),
      )
      const events = await sql.rows(
        emailsBetween(tenantId, from, to)
          .innerJoin('events', (join) =>
            join
              .onRef('events.tenant_id', '=', 'emails.tenant_id')
              .onRef('events.email_id', '=', 'emails.email_id')
              .onRef('events.source_id', '=', 'emails.source_id'),
          )
          .select(({ fn }) => ['events.email_id', 'events.source_id', 'events.kind', fn.max('events.at').as('at')])
          .groupBy(['events.email_id', 'events.source_id', 'events.kind']),
      )
      const known = new Map<string, typeof events>()
      for (const event of events) {
        const key = `${event.email_id}
${event.source_id}`
        known.set(key, [...(known.get(key) ?? []), event])
      }
      const seal = seals.of(tenantId)
      const open = (row: (typeof rows)[number]): DeliveryEventKind[] => {
        const listed = known.get(`${row.email_id}\n${row.source_id}`) ?? []
        const kinds = listed.map(({ kind }) => kind)
        const isNews = row.latest_event !== null && listed.every(({ at }) => at < (row.latest_event_at ?? 0))
        if (!isNews) return kinds
        const text = seal.openRows('emails', [{ latest_event: row.latest_event }])[0]!.latest_event
        return text === null ? kinds : [...kinds, (JSON.parse(text) as DeliveryEvent).kind]
      }

      const emails: Email[] = []
      const byMessage = new Map<string, Email[]>()
      for (const [index, row] of rows.entries()) {
        if (index % stepRows === stepRows - 1) await turn()
        const key = row.message_key === null ? null : `${row.person_id}\n${row.message_key}`
        const same = key === null ? [] : (byMessage.get(key) ?? [])
        // Two rows of one source stay two emails, as in the log.
        let email = same.find(({ sources }) => !sources.has(row.source_id))
        if (email === undefined) {
          email = { sources: new Set(), kinds: new Set() }
          emails.push(email)
          if (key !== null) byMessage.set(key, [...same, email])
        }
        email.sources.add(row.source_id)
        for (const kind of open(row)) email.kinds.add(kind)
      }
      return countsOf(emails)
    },
  }
}
