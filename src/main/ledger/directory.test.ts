import { describe, expect, it } from 'vitest'
import type { DirectoryEntry } from '../providers/provider'
import { agreementOf } from '../../shared/model'
import { addPerson, openTestLedger } from './testing/fixtures'
import { aPerson, aTenant, noon, sourceId, tenantId } from './testing/records'
import type { Ledger } from './ledger'

const entry = (id: string, facts: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  directoryId: `id-${id}`,
  name: `Person ${id}`,
  address: `${id}@northwind.example`,
  signInName: null,
  aliases: [],
  status: 'active',
  mailbox: 'present',
  unit: 'Front desk',
  ...facts,
})

let round = 0
/** One whole reading of these entries; incremental where the one before left a token. */
const reading = async (
  ledger: Ledger,
  people: readonly DirectoryEntry[],
  how: { full?: boolean; removed?: readonly string[] } = {},
) => {
  const id = `r${(round += 1)}`
  await ledger.beginResync(tenantId, { id, full: how.full ?? true, mark: `m-${id}`, at: noon + round })
  const page = { people, removed: how.removed ?? [], next: null, changesFrom: 'token' }
  await ledger.mergeDirectory(tenantId, id, page, noon + round)
  return ledger.finishResync(tenantId, id, null, noon + round)
}
const byName = async (ledger: Ledger, name: string) => {
  const found = (await ledger.listPeople(tenantId)).find((person) => person.name === name)
  if (!found) throw new Error(`nobody is called ${name}`)
  return found
}

describe('the directory of a tenant', () => {
  it('is one more list of the same people: whom the platform has by address, alias or sign-in name', async () => {
    const ledger = await openTestLedger()
    await addPerson(ledger, 'p1')
    await addPerson(ledger, 'p2')
    await addPerson(ledger, 'p3')
    const resync = await reading(ledger, [
      entry('p1'),
      entry('x2', { aliases: ['P2@northwind.example'] }),
      entry('x3', { signInName: 'p3@northwind.example' }),
      entry('p4'),
    ])
    expect(resync).toMatchObject({ full: true, first: true, read: 4, counts: { added: 4, removed: 0 } })
    const people = await ledger.listPeople(tenantId)
    expect(people.map((person) => [person.name, agreementOf(person)])).toEqual([
      ['Person p1', 'both'],
      ['Person p2', 'address-differs'],
      ['Person p3', 'address-differs'],
      ['Person p4', 'directory-only'],
    ])
    expect(people[1]).toMatchObject({ address: 'p2@northwind.example', aliases: ['x2@northwind.example'] })
    expect(people[0]).toMatchObject({ unit: 'Front desk', inDirectory: { status: 'active' }, risk: { testsSent: 3 } })
  })

  it('finds the same people when the platform lists them afterwards, by an alias too', async () => {
    const ledger = await openTestLedger()
    await reading(ledger, [entry('main', { aliases: ['p1@northwind.example'] })])
    await ledger.mergePeople(tenantId, sourceId, [aPerson('p1')], 'm')
    expect(await ledger.listPeople(tenantId)).toHaveLength(1)
  })

  it('keeps two people apart who swap addresses: the directory id decides', async () => {
    const ledger = await openTestLedger()
    const one = await addPerson(ledger, 'p1')
    const two = await addPerson(ledger, 'p2')
    await reading(ledger, [entry('p1'), entry('p2')])
    const swapped = [entry('p1', { address: 'p2@northwind.example' }), entry('p2', { address: 'p1@northwind.example' })]
    const resync = await reading(ledger, swapped, { full: false })
    expect(resync.counts).toMatchObject({ renamed: 2, added: 0 })
    expect(await ledger.readPerson(one)).toMatchObject({
      directoryId: 'id-p1',
      address: 'p1@northwind.example',
      inDirectory: { address: 'p2@northwind.example' },
    })
    expect(await ledger.readPerson(two)).toMatchObject({ directoryId: 'id-p2' })
    // The platform follows: still the same two.
    const follow = [
      aPerson('p1', { address: 'p2@northwind.example' }),
      aPerson('p2', { address: 'p1@northwind.example' }),
    ]
    await ledger.mergePeople(tenantId, sourceId, follow, 'm')
    expect(await ledger.readPerson(one)).toMatchObject({ directoryId: 'id-p1', address: 'p2@northwind.example' })
    expect(await ledger.listPeople(tenantId)).toHaveLength(2)
  })

  it('gives the address of somebody renamed to somebody new without mixing them, and finds both', async () => {
    const ledger = await openTestLedger()
    await reading(ledger, [entry('p1', { name: 'Ada Lang' })])
    const ada = await byName(ledger, 'Ada Lang')
    const resync = await reading(
      ledger,
      [
        entry('p9', { name: 'Newly Come', address: 'p1@northwind.example' }),
        entry('p1', { name: 'Ada Short', address: 'ada@northwind.example' }),
      ],
      { full: false },
    )
    expect(resync).toMatchObject({ full: false, first: false, counts: { added: 1, renamed: 1 } })
    expect(await ledger.resyncChanges(tenantId, resync.id, 'renamed', 9)).toEqual([
      {
        personId: ada.id,
        name: 'Ada Short',
        address: 'ada@northwind.example',
        before: { name: 'Ada Lang', address: 'p1@northwind.example' },
      },
    ])
    expect((await byName(ledger, 'Ada Short')).formerAddresses).toEqual(['p1@northwind.example'])
    const hits = await ledger.searchPeople(tenantId, 'p1@northwind.example', 9)
    expect(hits.map(({ person }) => person.name)).toEqual(['Newly Come', 'Ada Short'])
  })

  it('says who came, was suspended, came back, or is gone; who is gone keeps their row', async () => {
    const ledger = await openTestLedger()
    await ledger.putTenant(aTenant())
    await addPerson(ledger, 'p1')
    await reading(ledger, [entry('p1'), entry('p2')])
    const second = await reading(ledger, [entry('p2', { status: 'suspended' }), entry('p3')], {
      full: false,
      removed: ['id-p1', 'id-unknown'],
    })
    expect(second.counts).toEqual({ added: 1, changed: 0, renamed: 0, suspended: 1, removed: 1 })
    const gone = await byName(ledger, 'Person p1')
    expect(gone).toMatchObject({
      status: 'removed',
      inDirectory: { status: 'removed' },
      inPlatform: { status: 'active' },
    })
    expect(agreementOf(gone)).toBe('platform-only')
    expect((await ledger.readTenant(tenantId))?.peopleCount).toBe(2)
    const third = await reading(ledger, [entry('p1', { unit: 'Billing' }), entry('p2')], { full: false })
    expect(third.counts).toMatchObject({ added: 1, changed: 1 })
    expect((await byName(ledger, 'Person p1')).status).toBe('active')
  })

  it('removes after a full reading whom it did not list, and after one of changes nobody else', async () => {
    const ledger = await openTestLedger()
    await reading(ledger, [entry('p1'), entry('p2'), entry('p3')])
    await reading(ledger, [entry('p1', { unit: null })], { full: false })
    expect((await ledger.listPeople(tenantId)).map(({ status }) => status)).toEqual(['active', 'active', 'active'])
    const full = await reading(ledger, [entry('p1', { unit: null })])
    expect(full.counts).toMatchObject({ removed: 2, changed: 0 })
    expect(await ledger.resyncChanges(tenantId, full.id, 'removed', 9)).toHaveLength(2)
  })

  it('counts nobody twice whom it tells of twice', async () => {
    const ledger = await openTestLedger()
    await reading(ledger, [entry('p1')])
    const moved = entry('p1', { unit: 'Billing' })
    expect((await reading(ledger, [moved, moved], { full: false })).counts).toMatchObject({ changed: 1 })
  })

  it('goes on after an interruption where its last page was kept, and starts over under the same name', async () => {
    const ledger = await openTestLedger()
    await reading(ledger, [entry('p1')])
    const begun = await ledger.beginResync(tenantId, { id: 'open', full: false, mark: 'm', at: noon + 1_000 })
    expect(begun).toEqual({ full: false, cursor: 'token' })
    await ledger.mergeDirectory(
      tenantId,
      'open',
      { people: [entry('p2')], removed: [], next: 'page-2', changesFrom: null },
      noon + 2_000,
    )
    expect(await ledger.openResync(tenantId)).toMatchObject({ id: 'open', cursor: 'page-2', read: 1, stopped: false })
    await ledger.stopResync(tenantId, 'open')
    expect(await ledger.openResync(tenantId)).toMatchObject({ stopped: true })
    const again = await ledger.beginResync(tenantId, { id: 'open', full: true, mark: 'm2', at: noon + 3_000 })
    expect(again).toEqual({ full: true, cursor: null })
    await ledger.mergeDirectory(
      tenantId,
      'open',
      { people: [entry('p1')], removed: [], next: null, changesFrom: 't2' },
      noon,
    )
    // Listed before it started over, and not since.
    expect((await ledger.finishResync(tenantId, 'open', null, noon)).counts).toMatchObject({ added: 1, removed: 1 })
    expect(await ledger.openResync(tenantId)).toBeNull()
  })

  it('leaves nothing of somebody who is erased, nor of an erased tenant', async () => {
    const ledger = await openTestLedger()
    await reading(ledger, [entry('p1')])
    const resync = await reading(ledger, [entry('p1', { address: 'neu@northwind.example' })], { full: false })
    const [person] = await ledger.listPeople(tenantId)
    await ledger.erasePerson({ tenantId, personId: person!.id }, 'E', noon)
    expect(await ledger.listPeople(tenantId)).toEqual([])
    expect(await ledger.resyncChanges(tenantId, resync.id, 'renamed', 9)).toEqual([])
    await ledger.eraseTenant(tenantId, noon)
    expect(await ledger.lastResync(tenantId)).toBeNull()
  })

  it('keeps the permissions that were read in the same run', async () => {
    const ledger = await openTestLedger()
    await ledger.beginResync(tenantId, { id: 'g', full: true, mark: 'm', at: noon })
    await ledger.finishResync(tenantId, 'g', { readAt: new Date(noon).toISOString(), rows: [] }, noon + 5_000)
    expect(await ledger.lastResync(tenantId)).toMatchObject({
      grant: { rows: [] },
      endedAt: '2026-03-01T12:00:05.000Z',
    })
  })
})
