import { describe, expect, it } from 'vitest'
import type { Ledger } from './ledger'
import { openTestLedger } from './testing/fixtures'
import { aPerson, sourceId, tenantId } from './testing/records'

const people = [
  aPerson('1', {
    name: 'Ana Núñez',
    address: 'ana.nunez@northwind.example',
    aliases: ['training.desk@northwind.example'],
  }),
  aPerson('2', { name: 'Ana Brandt', address: 'ana.brandt+alerts@northwind.example' }),
  aPerson('3', { name: "Siobhán O'Brien", address: "s.o'brien@northwind.example" }),
  aPerson('4', { name: 'נועה לוי', address: 'noa@northwind.example' }),
  aPerson('5', { name: 'Jürgen Groß', address: 'jgross@northwind.example' }),
  aPerson('6', { name: 'Brandt Nunez-Ana', address: 'bna@northwind.example' }),
  aPerson('7', { name: 'Mark Weber', address: 'mark@northwind.example' }),
  aPerson('8', { name: 'Marina Weber', address: 'marina@northwind.example' }),
]

const open = async (): Promise<Ledger> => {
  const ledger = await openTestLedger()
  await ledger.mergePeople(tenantId, sourceId, people, 'm1')
  return ledger
}
const names = async (ledger: Ledger, query: string, limit = 20): Promise<string[]> =>
  (await ledger.searchPeople(tenantId, query, limit)).map((hit) => hit.person.name)

describe('searching people', () => {
  it.each([
    ['a name without its accents', 'nunez ana', ['Ana Núñez', 'Brandt Nunez-Ana']],
    ['words in any order', 'weber mark', ['Mark Weber']],
    ['beginnings of words', 'jür gro', ['Jürgen Groß']],
    ['ss for ß', 'gross', ['Jürgen Groß']],
    ['an apostrophe left out', 'obrien', ["Siobhán O'Brien"]],
    ['an apostrophe of another kind', 'o’brien', ["Siobhán O'Brien"]],
    ['right-to-left names', 'לוי', ['נועה לוי']],
    ['a typo', 'jurgan', ['Jürgen Groß']],
    ['two letters swapped', 'Brnadt', ['Ana Brandt', 'Brandt Nunez-Ana']],
    ['a part of the address', 'alerts', ['Ana Brandt']],
    ['an alias', 'desk', ['Ana Núñez']],
    ['a name and an address together', 'siobhan northwind', ["Siobhán O'Brien"]],
    ['nothing for a word that nobody has', 'ana zzzzzz', []],
    ['nothing for signs only', '@@', []],
  ])('finds %s', async (_, query, expected) => {
    expect((await names(await open(), query)).sort()).toEqual([...expected].sort())
  })

  it('puts an exact address first, whatever its case', async () => {
    const ledger = await open()
    await ledger.mergePeople(
      tenantId,
      sourceId,
      [aPerson('9', { name: 'Mark Mark Northwind', address: 'other@northwind.example' })],
      'm2',
    )
    const hits = await ledger.searchPeople(tenantId, 'MARK@northwind.example', 5)
    expect(hits[0]).toMatchObject({ person: { name: 'Mark Weber' }, matched: 'address' })
  })

  it('says by what it found somebody', async () => {
    const ledger = await open()
    const matched = async (query: string) => (await ledger.searchPeople(tenantId, query, 1))[0]?.matched
    expect(await matched('núñez')).toBe('name')
    expect(await matched('alerts')).toBe('address')
    expect(await matched('training.desk@northwind.example')).toBe('alias')
  })

  it('prefers a word that begins so to one that looks so', async () => {
    expect((await names(await open(), 'mari'))[0]).toBe('Marina Weber')
  })

  it('orders equals by name and keeps to the limit', async () => {
    const ledger = await openTestLedger()
    const twins = ['Weber Chris', 'Weber Anna', 'Weber Berta'].map((name, index) =>
      aPerson(`${index}`, { name, address: `x${index}@northwind.example` }),
    )
    await ledger.mergePeople(tenantId, sourceId, twins, 'm1')
    expect(await names(ledger, 'weber', 2)).toEqual(['Weber Anna', 'Weber Berta'])
  })

  it('lists the first by name while nothing is typed', async () => {
    expect(await names(await open(), '  ', 3)).toEqual(['Ana Brandt', 'Ana Núñez', 'Brandt Nunez-Ana'])
  })

  it('follows what is merged after the first search', async () => {
    const ledger = await open()
    expect(await names(ledger, 'mark')).toEqual(['Mark Weber'])
    const changed = [
      aPerson('7', { name: 'Markus Vogel', address: 'vogel@northwind.example', status: 'suspended' }),
      aPerson('10', { name: 'Ida Mark', address: 'ida@northwind.example' }),
    ]
    await ledger.mergePeople(tenantId, sourceId, changed, 'm2')
    expect((await names(ledger, 'mark')).sort()).toEqual(['Ida Mark', 'Markus Vogel'])
    expect(await names(ledger, 'mark weber')).toEqual([])
    expect((await ledger.searchPeople(tenantId, 'vogel', 1))[0]?.person.status).toBe('suspended')
    expect(await names(ledger, '', 99)).toHaveLength(9)
  })

  it('keeps tenants apart', async () => {
    expect(await (await open()).searchPeople('tenant-2', 'ana', 5)).toEqual([])
  })
})

describe('building the index of a large directory', () => {
  it('lets a log that is asked for meanwhile go first', async () => {
    const ledger = await openTestLedger()
    const people = Array.from({ length: 6_000 }, (_, index) => aPerson(`p${index}`))
    await ledger.mergePeople(tenantId, sourceId, people, 'm')
    const order: string[] = []
    const searching = ledger.searchPeople(tenantId, 'p5999', 3).then((hits) => {
      order.push('search')
      return hits
    })
    // The building is under way.
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    await ledger.readLog({ tenantId, personId: 'somebody' }, 0, 1).then(() => order.push('log'))
    expect((await searching)[0]?.person.name).toBe('Person p5999')
    expect(order).toEqual(['log', 'search'])
    expect(await ledger.listPeople(tenantId)).toHaveLength(6_000)
  })
})
