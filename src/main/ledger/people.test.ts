import { describe, expect, it } from 'vitest'
import type { DirectoryPerson } from '../providers/provider'
import { addPerson, openTestLedger } from './testing/fixtures'
import { aPerson, noon, sourceId, tenantId } from './testing/records'

const directory: DirectoryPerson = {
  directoryId: 'guid-1',
  address: 'Person.One@northwind.example',
  signInName: 'one@corp.northwind.example',
  aliases: ['P1@northwind.example', 'uno@northwind.example'],
  status: 'suspended',
  mailbox: 'present',
}

describe('people', () => {
  it('are listed by name under opaque ids that stay the same', async () => {
    const ledger = await openTestLedger()
    await ledger.mergePeople(
      tenantId,
      sourceId,
      [aPerson('p2', { name: 'Zoë' }), aPerson('p1', { name: 'Ábel' })],
      'm1',
    )
    const before = await ledger.listPeople(tenantId)
    expect(before.map((person) => person.name)).toEqual(['Ábel', 'Zoë'])
    for (const person of before) expect(person.id).toMatch(/^[\w-]{22}$/)

    await ledger.mergePeople(
      tenantId,
      sourceId,
      [aPerson('p1', { name: 'Abel', address: 'new@northwind.example' })],
      'm2',
    )
    const after = await ledger.listPeople(tenantId)
    expect(after.map((person) => person.id)).toEqual(before.map((person) => person.id))
    expect(after[0]).toMatchObject({ name: 'Abel', address: 'new@northwind.example' })
  })

  it('have ids of their own in every tenant', async () => {
    const ledger = await openTestLedger()
    const one = await addPerson(ledger, 'p1', 'tenant-1')
    const two = await addPerson(ledger, 'p1', 'tenant-2')
    expect(one.personId).not.toBe(two.personId)
    expect(await ledger.readPerson({ tenantId: 'tenant-2', personId: one.personId })).toBeNull()
  })

  it('are removed when a finished reading did not list them, and come back when one does', async () => {
    const ledger = await openTestLedger()
    await ledger.mergePeople(tenantId, sourceId, [aPerson('p1'), aPerson('p2')], 'm1')
    await ledger.mergePeople(tenantId, sourceId, [aPerson('p1')], 'm2')
    await ledger.finishPeople(tenantId, sourceId, 'm2', noon)
    expect((await ledger.listPeople(tenantId)).map((person) => person.status)).toEqual(['active', 'removed'])
    await ledger.mergePeople(tenantId, sourceId, [aPerson('p2')], 'm3')
    expect((await ledger.listPeople(tenantId)).map((person) => person.status)).toEqual(['active', 'active'])
  })

  it('keep what the directory said when the source is read again', async () => {
    const ledger = await openTestLedger()
    const key = await addPerson(ledger)
    await ledger.setDirectoryFacts(key, 'p1@northwind.example', directory)
    await ledger.mergePeople(tenantId, sourceId, [aPerson('p1', { aliases: ['eins@northwind.example'] })], 'm2')
    expect(await ledger.readPerson(key)).toMatchObject({
      directoryId: 'guid-1',
      sourceRef: 'p1',
      signInName: 'one@corp.northwind.example',
      aliases: ['eins@northwind.example', 'Person.One@northwind.example', 'uno@northwind.example'],
      status: 'suspended',
      mailbox: 'present',
    })
  })

  it('follow the latest news of their status', async () => {
    const ledger = await openTestLedger()
    const key = await addPerson(ledger)
    const status = async () => (await ledger.readPerson(key))?.status
    await ledger.setDirectoryFacts(key, 'p1@northwind.example', directory)
    await ledger.mergePeople(tenantId, sourceId, [aPerson('p1', { status: 'removed' })], 'm2')
    expect(await status()).toBe('removed')
    await ledger.setDirectoryFacts(key, 'p1@northwind.example', { ...directory, status: 'active' })
    expect(await status()).toBe('removed')
    await ledger.mergePeople(tenantId, sourceId, [aPerson('p1', { status: 'active' })], 'm3')
    expect(await status()).toBe('active')
  })

  it('have a mailbox as last proven; a directory that does not know takes nothing back', async () => {
    const ledger = await openTestLedger()
    const key = await addPerson(ledger)
    const mailbox = async () => (await ledger.readPerson(key))?.mailbox
    expect(await mailbox()).toBe('unknown')
    await ledger.setMailboxState(key, 'present')
    await ledger.setDirectoryFacts(key, 'p1@northwind.example', { ...directory, mailbox: 'unknown' })
    expect(await mailbox()).toBe('present')
    await ledger.setMailboxState(key, 'absent')
    expect(await mailbox()).toBe('absent')
  })

  it('have no directory facts of an address that is no longer theirs', async () => {
    const ledger = await openTestLedger()
    const key = await addPerson(ledger)
    await ledger.setDirectoryFacts(key, 'p1@northwind.example', directory)
    await ledger.mergePeople(tenantId, sourceId, [aPerson('p1', { address: 'new@northwind.example' })], 'm2')
    expect(await ledger.readPerson(key)).toMatchObject({ directoryId: null, signInName: null, aliases: [] })
    await ledger.setDirectoryFacts(key, 'new@northwind.example', { ...directory, directoryId: 'guid-2' })
    expect(await ledger.readPerson(key)).toMatchObject({ directoryId: 'guid-2' })
  })

  it('keep the directory facts of another address away even when they arrive late', async () => {
    const ledger = await openTestLedger()
    const key = await addPerson(ledger)
    await ledger.mergePeople(tenantId, sourceId, [aPerson('p1', { address: 'new@northwind.example' })], 'm2')
    await ledger.setDirectoryFacts(key, 'p1@northwind.example', directory)
    expect((await ledger.readPerson(key))?.directoryId).toBeNull()
  })

  it('show no sign-in name that is the address', async () => {
    const ledger = await openTestLedger()
    const key = await addPerson(ledger)
    await ledger.setDirectoryFacts(key, 'p1@northwind.example', { ...directory, signInName: 'P1@Northwind.example' })
    expect((await ledger.readPerson(key))?.signInName).toBeNull()
  })
})
