import { DatabaseSync } from '@photostructure/sqlite'
import type { Ledger, PersonKey } from '../../../src/main/ledger/ledger'
import { openLedgerHere } from '../../../src/main/ledger/store'
import type { LedgerFiles } from '../../../src/main/ledger/wire'
import type { SourceEmail } from '../../../src/main/sources/source'

/** A tenant of the demo workspace, so that the same ledger can be shown by the app. */
export const tenantId = 'northwind'
export const sourceId = 'http'
export const mark = 'bench'
const dayMs = 86_400_000
const rowsInAll = 1_000_000
const emailsEach = 200
const heavyEmails = 10_000
/** People who are measured; their emails were also seen in their mailbox. */
const measuredCount = 300

/** The window that is read: the last 30 days of a year of mail that ends now. */
export const to = Math.floor(Date.now() / 60_000) * 60_000
export const from = to - 30 * dayMs

const emailOf = (personRef: string, index: number, sentAt: number): SourceEmail => ({
  ref: `${personRef}-${index}`,
  personRef,
  subject: `Reminder ${index}: finish the lesson about invoices that nobody ordered`,
  type: index % 3 === 0 ? 'phishing-test' : 'training-reminder',
  campaign: `Campaign of quarter ${index % 4}`,
  sentAt,
  method: index % 10 === 0 ? 'smtp' : 'microsoft-api',
  messageId: `<${personRef}.${index}.7f3a@mail.platform.example>`,
  sender: 'training@platform.example',
  recipient: `${personRef}@customer.example`,
  latestEvent: { kind: 'delivered', at: new Date(sentAt + 2000).toISOString(), detail: '250 2.0.0 OK' },
})

/** Gives a person so many emails, evenly from one instant to another. */
export const fillPerson = async (
  ledger: Ledger,
  key: PersonKey,
  ref: string,
  count: number,
  start: number,
  end: number = to,
): Promise<void> => {
  const step = Math.floor((end - start) / count)
  const emails = Array.from({ length: count }, (_, index) => emailOf(ref, index, start + index * step))
  await ledger.mergeEmails(key, sourceId, emails, mark)
  await ledger.finishLog(key, sourceId, end - 365 * dayMs, end, mark, end)
}

const look = async (ledger: Ledger, key: PersonKey): Promise<void> => {
  const { emails } = await ledger.readLog(key, from, to)
  const at = new Date(to).toISOString()
  const path = ['Projects', 'Security', 'Newsletters']
  await ledger.addSightings(
    key,
    emails.map(({ id }) => ({
      emailId: id,
      sighting: {
        kind: 'found',
        at,
        call: 'GET /users/{id}/messages?$filter=internetMessageId eq …',
        copies: [
          {
            id: `copy-${id}`,
            place: { kind: 'folder', path, tab: null },
            unread: true,
            receivedAt: at,
            match: 'exact',
            immovable: null,
          },
        ],
      },
      copies: [],
    })),
  )
}

/** Rows of people who are not measured: copies of one person's rows under other ids, made by the engine itself. */
const addOthers = (file: string, like: PersonKey, people: number, prefix: string): void => {
  const db = new DatabaseSync(file, { timeout: 5000 })
  db.prepare(
    `with recursive person(number) as (select 1 union all select number + 1 from person where number < ?)
     insert into emails (tenant_id, email_id, source_id, person_id, sent_at, listed, mark, source_ref, content, latest_event,
       latest_event_at, sighting, message_key, kept_at, method)
     select tenant_id, ? || printf('%010d', number) || substr(email_id, 1, 10), source_id, ? || printf('%010d', number),
       sent_at, listed, mark, source_ref, content, latest_event, latest_event_at, sighting,
       message_key, kept_at, method
     from person, (select * from emails where tenant_id = ? and person_id = ? order by email_id)`,
  ).run(people, prefix, prefix, like.tenantId, like.personId)
  db.close()
}

/**
 * Fills a ledger with 1,000,000 sent emails: people with a year of mail, 200 each, and one with 10,000 emails in the last 30
 * days. Those to measure (`people`, `heavy`) are written through the ledger's own methods, amid the others.
 */
export const fillLedger = async (
  files: LedgerFiles,
): Promise<{ people: readonly PersonKey[]; heavy: PersonKey; rows: number; peopleCount: number }> => {
  const ledger = await openLedgerHere(files)
  const risk = { testsSent: 0, testsClicked: 0, testsReported: 0, trainingOverdue: 0 }
  const refs = Array.from({ length: measuredCount + 1 }, (_, index) => `person${String(index).padStart(5, '0')}`)
  const source = refs.map((ref) => ({
    ref,
    name: ref,
    address: `${ref}@customer.example`,
    aliases: [],
    status: 'active' as const,
    risk,
  }))
  await ledger.mergePeople(tenantId, sourceId, source, mark)
  // Named after their refs and listed by name, so that the order is that of the refs.
  const [heavy, ...people] = (await ledger.listPeople(tenantId)).map(({ id }) => ({ tenantId, personId: id }))
  const [model] = people
  if (!heavy || !model) throw new Error('The people were not added.')
  await fillPerson(ledger, model, refs[1] ?? '', emailsEach, to - 365 * dayMs)
  await look(ledger, model)

  const others = (rowsInAll - heavyEmails) / emailsEach - measuredCount
  addOthers(files.file, model, Math.floor(others / 2), 'a')
  for (const [index, key] of people.entries()) {
    await fillPerson(ledger, key, refs[index + 1] ?? '', emailsEach, to - 365 * dayMs)
    await look(ledger, key)
  }
  await fillPerson(ledger, heavy, refs[0] ?? '', heavyEmails, from)
  await look(ledger, heavy)
  addOthers(files.file, model, Math.ceil(others / 2), 'z')

  const { sentEmails } = await ledger.counts()
  await ledger.close()
  return { people, heavy, rows: sentEmails, peopleCount: people.length + 1 + others }
}
