import { describe, expect, it } from 'vitest'
import type { PeopleQuery } from '../../shared/model'
import { addEmail, addPerson, addSighting, openTestLedger } from './testing/fixtures'
import { aPerson, aTenant, inbox, noon, seenIn, sourceId, tenantId } from './testing/records'

const everybody: PeopleQuery = {
  text: '',
  status: null,
  mailbox: null,
  agreement: null,
  by: 'name',
  descending: false,
}

const some = async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  await ledger.mergePeople(
    tenantId,
    sourceId,
    [
      aPerson('a', { name: 'Zoë Marchetti', aliases: ['z.m@northwind.example'] }),
      aPerson('b', { name: 'Ábel Núñez', status: 'suspended' }),
      aPerson('c', { name: 'Carla Nunes' }),
    ],
    'm',
  )
  const list = async (query: Partial<PeopleQuery> = {}, from = 0, count = 10) =>
    ledger.pageOfPeople(tenantId, { ...everybody, ...query }, from, count)
  const names = async (query: Partial<PeopleQuery> = {}) => (await list(query)).rows.map(({ person }) => person.name)
  return { ledger, list, names }
}

describe('the list of people', () => {
  it('gives some rows of a sorted list, and how many there are', async () => {
    const { list, names } = await some()
    expect(await names()).toEqual(['Ábel Núñez', 'Carla Nunes', 'Zoë Marchetti'])
    expect(await names({ descending: true })).toEqual(['Zoë Marchetti', 'Carla Nunes', 'Ábel Núñez'])
    expect(await list({}, 1, 1)).toMatchObject({
      total: 3,
      all: 3,
      suspended: 1,
      removed: 0,
      from: 1,
      agreements: null,
    })
    expect((await list({}, 1, 1)).rows).toHaveLength(1)
  })

  it('finds by beginnings of words in any order, without accents, by alias; typos only when nobody is found', async () => {
    const { names } = await some()
    expect(await names({ text: 'nunez abel', by: 'match' })).toEqual(['Ábel Núñez'])
    expect(await names({ text: 'nun', by: 'match' })).toEqual(['Ábel Núñez', 'Carla Nunes'])
    expect(await names({ text: 'z.m@northwind', by: 'match' })).toEqual(['Zoë Marchetti'])
    expect(await names({ text: 'marcheti', by: 'match' })).toEqual(['Zoë Marchetti'])
    expect(await names({ text: 'qqqq' })).toEqual([])
  })

  it('is narrowed by status and mailbox, and follows what changes', async () => {
    const { ledger, list, names } = await some()
    expect(await names({ status: 'suspended' })).toEqual(['Ábel Núñez'])
    const [row] = (await list({ text: 'carla' })).rows
    await ledger.setMailboxState({ tenantId, personId: row!.person.id }, 'absent')
    expect(await names({ mailbox: 'absent' })).toEqual(['Carla Nunes'])
    await ledger.mergePeople(tenantId, sourceId, [aPerson('c', { name: 'Anna Nunes' }), aPerson('d')], 'm2')
    expect(await names()).toEqual(['Ábel Núñez', 'Anna Nunes', 'Person d', 'Zoë Marchetti'])
  })

  it('tells where the two lists differ once the directory was read', async () => {
    const { ledger, list, names } = await some()
    await ledger.beginResync(tenantId, { id: 'r', full: true, mark: 'm', at: noon })
    const entry = { signInName: null, aliases: [], status: 'active', mailbox: 'present', unit: null } as const
    const people = [
      { ...entry, directoryId: '1', name: 'Carla', address: 'c@northwind.example' },
      { ...entry, directoryId: '2', name: 'New', address: 'new@northwind.example' },
    ]
    await ledger.mergeDirectory(tenantId, 'r', { people, removed: [], next: null, changesFrom: null }, noon)
    expect((await list()).agreements).toMatchObject({ both: 1, 'platform-only': 2, 'directory-only': 1 })
    expect(await names({ agreement: 'directory-only' })).toEqual(['New'])
  })

  it('shows the last email with its send method, and where the latest was seen', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const email = await addEmail(ledger, person)
    await addSighting(ledger, email, seenIn(inbox, noon))
    const { rows } = await ledger.pageOfPeople(tenantId, everybody, 0, 1)
    expect(rows).toMatchObject([
      { lastEmail: { sentAt: '2026-03-01T12:00:00.000Z', method: 'microsoft-api' }, lastSeen: { kind: 'found' } },
    ])
  })

  it('is gone from memory with the key, and forgets whoever is erased', async () => {
    const { ledger, list, names } = await some()
    const [row] = (await list({ text: 'carla' })).rows
    await ledger.erasePerson({ tenantId, personId: row!.person.id }, 'E', noon)
    expect(await names()).toEqual(['Ábel Núñez', 'Zoë Marchetti'])
    await ledger.lockTenant(tenantId)
    await expect(list()).rejects.toMatchObject({ code: 'vault-locked' })
  })
})
