import { Failure, type DeliveryEvent, type LogMapping } from '../../../shared/model'
import { insideBases } from '../../net/inside-bases'
import type { HttpLogSource } from '../../tenants/settings'
import { createFetcher } from '../http/fetcher'
import { unreadable, type Asked } from '../http/failures'
import type { LogSource, SentEmailQuery, SourceEmail, SourceParts } from '../source'
import { itemsOf, nextOf, totalOf } from './list'
import { asksForPerson, requestOf, type RequestValues } from './request'
import { mapEmail, mapEvent, mapPerson, type Mapped } from './rows'

type List = LogMapping['people'] | LogMapping['sentEmails'] | NonNullable<LogMapping['events']>

interface MappedPage<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
  readonly total: number | null
}

/** A platform whose JSON differs from the Sent Log API, read by its mapping. */
export const createMappedLogSource = (settings: HttpLogSource, mapping: LogMapping, parts: SourceParts): LogSource => {
  const fetcher = createFetcher(settings, mapping.token, parts)
  const tenant = settings.platformTenantId

  async function* pages<Row>(
    list: List,
    asked: Asked,
    values: RequestValues,
    map: (item: unknown, mapping: LogMapping) => Mapped<Row>,
    { start, signal }: { start: string | null; signal: AbortSignal },
  ): AsyncIterable<MappedPage<Row>> {
    const first = `${settings.base}${requestOf(list.request, values)}`
    for (let cursor = start; ;) {
      const url = pageUrl(first, list, cursor, settings.base)
      const answer = await fetcher.json(url, asked, signal).catch((thrown: unknown) => {
        // A place of an earlier reading that the platform no longer takes.
        throw start !== null && cursor === start ? ofCursor(thrown) : thrown
      })
      const items = itemsOf(answer, list.items)
      if (items === null) throw unreadable(list.items === '' ? 'its form' : list.items)
      const rows = items.map((item, index) => {
        const mapped = map(item, mapping)
        if ('row' in mapped) return mapped.row
        throw unreadable(`${list.items}[${index}], ${mapped.problems[0]?.field ?? 'its form'}`)
      })
      const next = nextOf(answer, list.paging, { cursor, rows: items.length })
      // A list that names the page just read as the next one would be read for ever.
      if (
        next !== null &&
        (next === cursor || (list.paging.kind === 'link' && pageUrl(first, list, next, settings.base) === url))
      )
        throw unreadable('its next page')
      yield { rows, next, total: totalOf(answer, list.total) }
      if (next === null) return
      cursor = next
    }
  }

  return {
    id: settings.id,
    async *people(start, signal) {
      for await (const page of pages(mapping.people, 'people', { tenant }, mapPerson, { start, signal }))
        yield { people: page.rows, next: page.next, total: page.total }
    },
    async *sentEmails(query, signal) {
      const { personRef, from, to, cursor: start } = query
      const values = { tenant, person: personRef, address: query.addresses[0] ?? personRef, from, to }
      const ofOne = asksForPerson(mapping.sentEmails.request)
      for await (const page of pages(mapping.sentEmails, 'sent emails', values, mapEmail, { start, signal })) {
        const emails = page.rows.flatMap((row): SourceEmail[] => {
          const isTheirs = belongs(row, query, ofOne)
          if (!isTheirs && ofOne) throw unreadable(`the person of ${row.ref}`)
          if (!isTheirs || row.sentAt < from || row.sentAt >= to) return []
          return [{ ...row, personRef, recipient: row.recipient ?? query.addresses[0] ?? personRef }]
        })
        // The total counts what was filtered out, too.
        yield { emails, next: page.next, total: ofOne ? page.total : null }
      }
    },
    events: async (emailRef, signal) => {
      if (mapping.events === null) throw noEvents()
      const events: DeliveryEvent[] = []
      const values = { tenant, email: emailRef }
      for await (const page of pages(mapping.events, 'events', values, mapEvent, { start: null, signal }))
        events.push(...page.rows.filter((event) => event !== null))
      return events.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
    },
  }
}

/** Whether a row is one of the person asked for; a list that was asked for one person alone need not say so again. */
const belongs = (
  row: { readonly personRef: string | null; readonly recipient: string | null },
  { personRef, addresses }: SentEmailQuery,
  ofOne: boolean,
): boolean => {
  if (row.personRef !== null) return row.personRef === personRef
  if (ofOne) return true
  const recipient = row.recipient?.toLowerCase()
  return addresses.some((address) => address.toLowerCase() === recipient)
}

/** A link is followed inside the log's own base alone; throws `foreign-link` otherwise. */
const pageUrl = (first: string, { paging }: List, cursor: string | null, base: string): string => {
  if (cursor === null && paging.kind !== 'page') return first
  if (paging.kind === 'link') {
    const link = cursor ?? ''
    return insideBases(URL.canParse(link, first) ? new URL(link, first).href : link, [base]).url.href
  }
  if (paging.kind === 'none') return first
  const url = new URL(first)
  url.searchParams.set(paging.parameter, cursor ?? String(paging.kind === 'page' ? paging.first : ''))
  return url.href
}

const ofCursor = (thrown: unknown): unknown =>
  thrown instanceof Failure && thrown.code === 'our-fault'
    ? new Failure({ ...thrown.facts, field: 'cursor' }, { cause: thrown })
    : thrown

const noEvents = (): Failure =>
  new Failure({ code: 'source-missing', message: 'This log tells the latest event of an email alone.' })
