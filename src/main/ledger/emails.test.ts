import { describe, expect, it } from 'vitest'
import { addEmail, addPerson, addSighting, openTestLedger } from './testing/fixtures'
import { anEmail, day, inbox, isoAt, junk, noon, seenIn, sourceId, tenantId } from './testing/records'

describe('the sent email log', () => {
  it('lists the emails of the window, newest first, each as it reads alone', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const awkward = { subject: 'Zu spät "?\\ \u2028 שלום', campaign: 'März', sender: "o'neil+x@platform.example" }
    const latestEvent = { kind: 'delivered', at: isoAt(noon), detail: '250 2.0.0 "ok"' } as const
    await ledger.mergeEmails(
      person,
      sourceId,
      [anEmail('a', noon), anEmail('b', noon + 1, { ...awkward, latestEvent }), anEmail('c', noon + 2)],
      'm1',
    )

    const page = await ledger.readLog(person, noon, noon + 2)

    expect(page.emails.map((email) => email.subject)).toEqual([awkward.subject, 'Subject a'])
    expect(page.emails[0]).toMatchObject({ ...person, ...awkward, latestEvent, sentAt: isoAt(noon + 1), listed: true })
    const records = await ledger.readEmails(
      person,
      page.emails.map((email) => email.id),
    )
    for (const email of page.emails) {
      expect(await ledger.readEmail({ ...person, emailId: email.id })).toEqual({
        ...email,
        rows: [{ emailId: email.id, sourceId, sourceRef: email.subject === awkward.subject ? 'b' : 'a' }],
      })
      expect(records).toContainEqual(expect.objectContaining(email))
    }
  })

  it('names the nearest mail outside the window', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const times = [noon - 2 * day, noon - day, noon, noon + day, noon + 2 * day]
    await ledger.mergeEmails(
      person,
      sourceId,
      times.map((at, index) => anEmail(`e${index}`, at)),
      'm1',
    )

    expect(await ledger.readLog(person, noon, noon + day)).toMatchObject({ before: noon - day, after: noon + day })
    expect(await ledger.readLog(person, noon - 9 * day, noon + 9 * day)).toMatchObject({ before: null, after: null })
  })

  it('answers empty for people and emails it does not know', async () => {
    const ledger = await openTestLedger()
    const stranger = { tenantId, personId: 'nobody' }
    expect(await ledger.readLog(stranger, 0, noon)).toEqual({
      emails: [],
      readAt: {},
      before: null,
      after: null,
    })
    expect(await ledger.readEmail({ ...stranger, emailId: 'nothing' })).toBeNull()
    expect(await ledger.readEmails(stranger, ['nothing'])).toEqual([])
  })

  it('updates an email it holds and keeps its sighting', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const { sighting, copies } = seenIn(junk, noon)
    await addSighting(ledger, key, { sighting, copies })

    await ledger.mergeEmails(key, sourceId, [anEmail('e1', noon, { subject: 'Changed' })], 'm2')

    const { emails } = await ledger.readLog(key, noon, noon + 1)
    expect(emails).toMatchObject([{ id: key.emailId, subject: 'Changed', sighting }])
  })

  it('refuses a page that holds an email of somebody else, whole', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const page = [anEmail('mine', noon), anEmail('theirs', noon, { personRef: 'p2' })]
    await expect(ledger.mergeEmails(person, sourceId, page, 'm1')).rejects.toMatchObject({ code: 'bad-answer' })
    expect((await ledger.readLog(person, 0, noon + 1)).emails).toEqual([])
  })

  it('never shows an email under another person or tenant', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const other = await addPerson(ledger, 'p2')
    expect(await ledger.readEmail({ ...other, emailId: key.emailId })).toBeNull()
    expect(await ledger.readEmail({ ...key, tenantId: 'tenant-2' })).toBeNull()
    await addSighting(
      ledger,
      { ...other, emailId: key.emailId },
      { sighting: seenIn(inbox, noon).sighting, copies: [] },
    )
    expect((await ledger.readEmail(key))?.sighting).toBeNull()
  })

  it('merges 10,000 rows as one page and reads them back', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const page = Array.from({ length: 10_000 }, (_, index) => anEmail(`e${index}`, noon + index))
    await ledger.mergeEmails(person, sourceId, page, 'm1')
    const { emails } = await ledger.readLog(person, noon, noon + 10_000)
    expect(emails).toHaveLength(10_000)
    expect(
      await ledger.readEmails(
        person,
        emails.map((email) => email.id),
      ),
    ).toHaveLength(10_000)
  })
})
