import { describe, expect, it } from 'vitest'
import type { ImportedEmail } from './ledger'
import { addEmail, addPerson, addSighting, openTestLedger } from './testing/fixtures'
import { anEmail, aPerson, aTenant, isoAt, junk, noon, seenIn, sourceId, tenantId } from './testing/records'

const imported = (ref: string, recipient: string, facts: Partial<ImportedEmail> = {}): ImportedEmail => {
  const { personRef: _, ...email } = anEmail(ref, noon)
  return { ...email, recipient, name: null, status: null, ...facts }
}

describe('people of several sources', () => {
  it('are one person where their address is the same, whatever its case', async () => {
    const ledger = await openTestLedger()
    await ledger.putTenant({ ...aTenant(), logSources: [] })
    const person = await addPerson(ledger)
    const same = aPerson('17', {
      name: 'Other Name',
      address: 'P1@Northwind.example',
      aliases: ['p.one@northwind.example'],
    })
    await ledger.mergePeople(tenantId, 'phish', [same], 'm')

    expect(await ledger.listPeople(tenantId)).toHaveLength(1)
    expect(await ledger.readTenant(tenantId)).toMatchObject({ peopleCount: 1 })
    expect(await ledger.readPerson(person)).toMatchObject({
      sourceRefs: { [sourceId]: 'p1', phish: '17' },
      aliases: ['p.one@northwind.example'],
    })
  })

  it('are named by the source that comes first in the settings, unless it no longer has them', async () => {
    const ledger = await openTestLedger()
    const sources = ['phish', sourceId].map((id) => ({ ...aTenant().logSources[0]!, id }))
    await ledger.putTenant({ ...aTenant(), logSources: sources })
    const person = await addPerson(ledger)
    await ledger.mergePeople(
      tenantId,
      'phish',
      [aPerson('17', { name: 'First', address: 'p1@northwind.example' })],
      'm',
    )
    expect(await ledger.readPerson(person)).toMatchObject({ name: 'First', sourceId: 'phish' })

    await ledger.finishPeople(tenantId, 'phish', 'm2', noon)
    expect(await ledger.readPerson(person)).toMatchObject({ name: 'Person p1', status: 'active', sourceId })
  })

  it('stay two where one source lists two with one address', async () => {
    const ledger = await openTestLedger()
    const address = 'shared@northwind.example'
    const two = [aPerson('a', { address }), aPerson('b', { address })]
    await ledger.mergePeople(tenantId, sourceId, two, 'm')
    await ledger.mergePeople(tenantId, sourceId, two, 'm2')
    expect((await ledger.listPeople(tenantId)).map((person) => person.name)).toEqual(['Person a', 'Person b'])
  })

  it('keep their log when a source changes their address', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    await ledger.mergePeople(tenantId, 'phish', [aPerson('17', { address: 'p1@northwind.example' })], 'm')
    await ledger.mergePeople(tenantId, 'phish', [aPerson('17', { address: 'new@northwind.example' })], 'm')
    expect(await ledger.listPeople(tenantId)).toMatchObject([
      { id: person.personId, aliases: ['new@northwind.example'] },
    ])
  })
})

describe('sent emails of several sources', () => {
  it('are one email by Message-ID, with every source named and the latest event of any', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const { sighting, copies } = seenIn(junk, noon)
    await addSighting(ledger, key, { sighting, copies })
    const latestEvent = { kind: 'opened', at: isoAt(noon + 5), detail: null } as const
    const same = anEmail('row-9', noon + 3, { messageId: '<e1@mail.example>', subject: 'Renamed', latestEvent })
    await ledger.mergeEmails(key, 'phish', [{ ...same, personRef: 'P1@northwind.example' }], 'm')

    const { emails } = await ledger.readLog(key, 0, noon * 2)
    expect(emails).toMatchObject([
      { id: key.emailId, subject: 'Subject e1', sourceId, sources: [sourceId, 'phish'], latestEvent, sighting },
    ])
    const { rows, ...alone } = (await ledger.readEmail(key))!
    expect(rows).toMatchObject([
      { emailId: key.emailId, sourceId, sourceRef: 'e1' },
      { sourceId: 'phish', sourceRef: 'row-9' },
    ])
    expect(alone).toEqual(emails[0])
  })

  it('stay listed as long as one source lists them', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const same = anEmail('row-9', noon, { messageId: '<e1@mail.example>', personRef: 'p1@northwind.example' })
    await ledger.mergeEmails(key, 'phish', [same], 'm')
    const listed = async () => (await ledger.readLog(key, 0, noon * 2)).emails.map((email) => email.listed)

    await ledger.finishLog(key, sourceId, 0, noon * 2, 'another', noon)
    expect(await listed()).toEqual([true])
    await ledger.finishLog(key, 'phish', 0, noon * 2, 'another', noon)
    expect(await listed()).toEqual([false])
  })

  it('stay two where one source lists one Message-ID twice, and where there is none', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const messageId = '<twice@mail.example>'
    await ledger.mergeEmails(
      person,
      sourceId,
      [anEmail('a', noon, { messageId }), anEmail('b', noon, { messageId })],
      'm',
    )
    await ledger.importEmails(tenantId, 'file', [imported('c', 'p1@northwind.example', { messageId: null })], 'm')
    await ledger.importEmails(tenantId, 'file', [imported('d', 'p1@northwind.example', { messageId })], 'm')
    const { emails } = await ledger.readLog(person, 0, noon * 2)
    expect(emails.map((email) => email.sources.length).sort()).toEqual([1, 1, 2])
  })
})

describe('an import', () => {
  it('finds people by address and makes those whom nobody has', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const rows = [
      imported('a', 'P1@northwind.example'),
      imported('b', 'New@northwind.example', { name: 'Nora New', status: 'suspended' }),
      imported('c', 'new@northwind.example '),
      imported('d', 'bare@northwind.example'),
    ]
    await ledger.searchPeople(tenantId, 'person', 1)
    expect(await ledger.importEmails(tenantId, 'file', rows, 'm')).toEqual({ added: 4, changed: 0, same: 0, people: 2 })

    expect((await ledger.readLog(person, 0, noon * 2)).emails).toMatchObject([
      { subject: 'Subject a', sources: ['file'] },
    ])
    expect(await ledger.listPeople(tenantId)).toMatchObject([
      { name: 'bare@northwind.example', address: 'bare@northwind.example', status: 'active' },
      { name: 'Nora New', address: 'New@northwind.example', status: 'suspended' },
      { name: 'Person p1' },
    ])
    expect(await ledger.searchPeople(tenantId, 'nora', 5)).toMatchObject([{ person: { name: 'Nora New' } }])
    const nora = (await ledger.listPeople(tenantId))[1]!
    expect((await ledger.readLog({ tenantId, personId: nora.id }, 0, noon * 2)).emails).toHaveLength(2)
  })

  it('changes nothing the second time, and only what differs the third', async () => {
    const ledger = await openTestLedger()
    const rows = Array.from({ length: 50 }, (_, index) => imported(`e${index}`, `p${index % 7}@northwind.example`))
    await ledger.importEmails(tenantId, 'file', rows, 'm1')
    const people = await ledger.listPeople(tenantId)
    const logs = () => Promise.all(people.map((p) => ledger.readLog({ tenantId, personId: p.id }, 0, noon * 2)))
    const before = await logs()

    expect(await ledger.importEmails(tenantId, 'file', rows, 'm2')).toEqual({
      added: 0,
      changed: 0,
      same: 50,
      people: 0,
    })
    expect(await logs()).toEqual(before)
    const third = [{ ...rows[0]!, subject: 'Another' }, ...rows.slice(1)]
    expect(await ledger.importEmails(tenantId, 'file', third, 'm3')).toMatchObject({ changed: 1, same: 49 })
  })

  it('gives people to a source that lists them later', async () => {
    const ledger = await openTestLedger()
    await ledger.putTenant(aTenant())
    await ledger.importEmails(tenantId, 'file', [imported('a', 'p1@northwind.example')], 'm')
    const person = await addPerson(ledger)
    expect(await ledger.listPeople(tenantId)).toHaveLength(1)
    expect((await ledger.readLog(person, 0, noon * 2)).emails).toHaveLength(1)
  })
})
