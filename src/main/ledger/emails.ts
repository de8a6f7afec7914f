import { Failure } from '../../shared/model'
import type { SourceEmail } from '../sources/source'
import { contentOf, emailColumns, toSentEmail, type EmailRow } from './email-row'
import type { Ids } from './ids'
import type { EmailRecord, Ledger, PersonKey } from './ledger'
import { inPieces, templateOf, type Database } from './sql'

type Emails = Pick<Ledger, 'readEmail' | 'readEmails' | 'mergeEmails'>

const rowOf = (key: PersonKey, sourceId: string, emailId: string, email: SourceEmail, mark: string) => ({
  tenant_id: key.tenantId,
  email_id: emailId,
  source_id: sourceId,
  person_id: key.personId,
  sent_at: email.sentAt,
  mark,
  source_ref: email.ref,
  content: contentOf(email),
  latest_event: email.latestEvent && JSON.stringify(email.latestEvent),
  latest_event_at: email.latestEvent && Date.parse(email.latestEvent.at),
})

/** Sent emails, one row each, found by the person they went to. */
export const createEmails = (sql: Database, ids: Ids): Emails => {
  const { build } = sql

  const upsert = templateOf<ReturnType<typeof rowOf>>()((slot) =>
    build
      .insertInto('emails')
      .values({
        tenant_id: slot('tenant_id'),
        email_id: slot('email_id'),
        source_id: slot('source_id'),
        person_id: slot('person_id'),
        sent_at: slot('sent_at'),
        listed: 1,
        mark: slot('mark'),
        source_ref: slot('source_ref'),
        content: slot('content'),
        latest_event: slot('latest_event'),
        latest_event_at: slot('latest_event_at'),
        sighting: null,
      })
      .onConflict((conflict) =>
        conflict.columns(['tenant_id', 'person_id', 'email_id', 'source_id']).doUpdateSet((eb) => {
          // The full list of events may have told of a later one than the source's list of emails does.
          const isNews = eb('excluded.latest_event_at', '>=', eb.fn.coalesce('emails.latest_event_at', eb.lit(0)))
          return {
            sent_at: eb.ref('excluded.sent_at'),
            listed: 1,
            mark: eb.ref('excluded.mark'),
            content: eb.ref('excluded.content'),
            latest_event: eb
              .case()
              .when(isNews)
              .then(eb.ref('excluded.latest_event'))
              .else(eb.ref('emails.latest_event'))
              .end(),
            latest_event_at: eb
              .case()
              .when(isNews)
              .then(eb.ref('excluded.latest_event_at'))
              .else(eb.ref('emails.latest_event_at'))
              .end(),
          }
        }),
      ),
  )

  const select = (key: PersonKey) =>
    build
      .selectFrom('emails')
      .select(emailColumns)
      .select('source_ref')
      .where('tenant_id', '=', key.tenantId)
      .where('person_id', '=', key.personId)
  const toRecord = (key: PersonKey, row: EmailRow & { source_ref: string }): EmailRecord => ({
    ...toSentEmail(key, row),
    sourceRef: row.source_ref,
  })

  return {
    readEmail: async (key) => {
      const row = await sql.first(select(key).where('email_id', '=', key.emailId))
      return row && toRecord(key, row)
    },
    readEmails: async (key, emailIds) => {
      const found: EmailRecord[] = []
      for (const piece of inPieces(emailIds)) {
        const rows = await sql.rows(select(key).where('email_id', 'in', piece))
        found.push(...rows.map((row) => toRecord(key, row)))
      }
      return found
    },
    mergeEmails: async (key, sourceId, emails, mark) => {
      const refs = new Set(emails.map((email) => email.personRef))
      for (const ref of refs) {
        if (ids.person(key.tenantId, sourceId, ref) === key.personId) continue
        throw new Failure({
          code: 'bad-answer',
          message: 'The log source listed an email of somebody else: nothing of this page was kept. Refresh again.',
        })
      }
      const rows = emails.map((email) =>
        rowOf(key, sourceId, ids.email(key.tenantId, sourceId, email.ref), email, mark),
      )
      await sql.transaction(async (tx) => {
        for (const row of rows) await tx.run(upsert(row))
      })
    },
  }
}
