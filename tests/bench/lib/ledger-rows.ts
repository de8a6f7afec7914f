import type { PersonKey } from '../../../src/main/ledger/ledger'
import { openLedgerHere } from '../../../src/main/ledger/store'
import type { LedgerFiles } from '../../../src/main/ledger/wire'
import type { SourceEmail } from '../../../src/main/sources/source'
import type { Ledger } from '../../../src/main/ledger/ledger'

const tenantId = 'bench'
const sourceId = 'http'
const dayMs = 86_400_000
const peopleCount = 4_950
const emailsEach = 200
const heavyEmails = 10_000
/** People whose emails were also seen in their mailbox; they are the ones that are measured. */
const measuredCount = 300

/** The window that is read: the last 30 days of a year of mail. */
export const to = Date.parse('2026-06-01T00:00:00.000Z')
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

const fillPerson = async (ledger: Ledger, key: PersonKey, ref: string, count: number, start: number): Promise<void> => {
  const step = Math.floor((to - start) / count)
  const emails = Array.from({ length: count }, (_, index) => emailOf(ref, index, start + index * step))
  await ledger.mergeEmails(key, sourceId, emails, 'bench')
  await ledger.finishLog(key, sourceId, to - 365 * dayMs, to, 'bench', to)
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

/**
 * Fills a ledger with 1,000,000 sent emails through its own methods: 4,950 people with a year of mail, and one with 10,000
 * emails in the last 30 days. `people` are those to measure.
 */
export const fillLedger = async (
  files: LedgerFiles,
): Promise<{ people: readonly PersonKey[]; heavy: PersonKey; rows: number }> => {
  const ledger = await openLedgerHere(files)
  const risk = { testsSent: 0, testsClicked: 0, testsReported: 0, trainingOverdue: 0 }
  const refs = Array.from({ length: peopleCount + 1 }, (_, index) => `person${String(index).padStart(5, '0')}`)
  const source = refs.map((ref) => ({
    ref,
    name: ref,
    address: `${ref}@customer.example`,
    aliases: [],
    status: 'active' as const,
    risk,
  }))
  await ledger.mergePeople(tenantId, sourceId, source, 'bench')
  // Named after their refs and listed by name, so that the order is that of the refs.
  const keys = (await ledger.listPeople(tenantId)).map(({ id }) => ({ tenantId, personId: id }))
  const heavy = keys[peopleCount]
  if (!heavy) throw new Error('The people were not added.')
  for (const [index, key] of keys.slice(0, peopleCount).entries()) {
    await fillPerson(ledger, key, refs[index] ?? '', emailsEach, to - 365 * dayMs)
    if (index < measuredCount) await look(ledger, key)
  }
  await fillPerson(ledger, heavy, refs[peopleCount] ?? '', heavyEmails, from)
  await look(ledger, heavy)
  const { sentEmails } = await ledger.counts()
  await ledger.close()
  return { people: keys.slice(0, measuredCount), heavy, rows: sentEmails }
}
