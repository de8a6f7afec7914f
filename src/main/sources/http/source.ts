import type { HttpLogSource } from '../../tenants/settings'
import type { LogSource, SourceParts } from '../source'
import { unreadable } from './failures'
import { createFetcher } from './fetcher'
import { createReader } from './reader'
import { createResendDesk } from './resend-desk'
import {
  changesPage,
  emailWithEvents,
  oldestFirst,
  personPage,
  sentEmailPage,
  type ChangesPage,
  type PersonPage,
  type SentEmailPage,
} from './rows'

/** The most rows the API gives on one page. */
const pageSize = '200'

/** The platform's own log over HTTP (resources/openapi/sent-log.yaml). One page is asked for only when it is wanted. */
export const createHttpLogSource = (settings: HttpLogSource, parts: SourceParts): LogSource => {
  const fetcher = createFetcher(settings, { header: 'authorization', prefix: 'Bearer ' }, parts)
  const read = createReader(settings, fetcher, parts)
  return {
    id: settings.id,
    async *people(start, signal) {
      for (let cursor = start; ;) {
        const page: PersonPage = await read(personPage, 'people', ['people'], { cursor, limit: pageSize }, signal)
        yield { people: page.items, next: page.next, total: page.total }
        if (page.next === null) return
        cursor = advanced(cursor, page.next)
      }
    },
    async *sentEmails(query, signal) {
      for (let cursor = query.cursor; ;) {
        const page: SentEmailPage = await read(
          sentEmailPage,
          'sent emails',
          ['people', query.personRef, 'sent-emails'],
          { from: instant(query.from), to: instant(query.to), cursor, limit: pageSize },
          signal,
        )
        const foreign = page.items.findIndex((email) => email.personRef !== query.personRef)
        // A row of somebody else would put their mail under this person's name.
        if (foreign !== -1) throw unreadable(`items[${foreign}].person`)
        yield { emails: page.items, next: page.next, total: page.total }
        if (page.next === null) return
        cursor = advanced(cursor, page.next)
      }
    },
    events: async (emailRef, signal) => {
      const email = await read(emailWithEvents, 'events', ['sent-emails', emailRef], {}, signal)
      if (email.id !== emailRef) throw unreadable('id')
      return oldestFirst(email.events)
    },
    async *changes(start, signal) {
      for (let cursor = start; ;) {
        const page: ChangesPage = await read(changesPage, 'changes', ['changes'], { cursor, limit: pageSize }, signal)
        yield { emails: page.items, next: page.next, more: page.more }
        if (!page.more) return
        cursor = advanced(cursor, page.next)
      }
    },
    resends: createResendDesk(settings, fetcher, read),
  }
}

const instant = (ms: number): string => new Date(ms).toISOString()

/** A log that names the page just read as the next one would be read for ever. */
const advanced = (cursor: string | null, next: string): string => {
  if (next === cursor) throw unreadable('next')
  return next
}
