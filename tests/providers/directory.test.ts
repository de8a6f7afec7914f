import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DirectoryEntry, DirectoryPage } from '../../src/main/providers/provider'
import { Failure } from '../../src/shared/model'
import { openScene, type ProviderProfile, type Scene } from '../helpers/provider-scene'
import { google } from './google.profile'
import { microsoft } from './microsoft.profile'

const signal = new AbortController().signal

interface Seen {
  readonly people: ReadonlyMap<string, DirectoryEntry>
  readonly removed: ReadonlySet<string>
  readonly pages: readonly DirectoryPage[]
}

/** Reads to the end; what comes twice counts once, as it came last. */
const readAll = async (scene: Scene, cursor: string | null = null): Promise<Seen> => {
  const people = new Map<string, DirectoryEntry>()
  const removed = new Set<string>()
  const pages: DirectoryPage[] = []
  for await (const page of (await scene.fresh()).directory(cursor, signal)) {
    pages.push(page)
    for (const person of page.people) people.set(person.directoryId, person)
    for (const id of page.removed) removed.add(id)
  }
  return { people, removed, pages }
}
const endOf = ({ pages }: Seen): string => pages.at(-1)?.changesFrom ?? ''

const each = (profile: ProviderProfile, service: string, more: (open: () => Scene) => void): void => {
  describe(`the directory of ${profile.name}`, () => {
    let scene: Scene | null = null
    const open = (): Scene => scene!
    beforeAll(async () => {
      scene = await openScene(profile)
    })
    afterEach(async () => {
      await open().admin('DELETE', '/faults')
      await open().admin('POST', `/tenants/${open().tenant.key}/directory`, { pageSize: 40 })
    })
    afterAll(() => scene?.stop())

    it('is read whole, page by page, with everybody’s addresses, status and unit', async () => {
      await open().admin('POST', `/tenants/${open().tenant.key}/directory`, { pageSize: 40 })
      const seen = await readAll(open())
      expect(seen.pages.length).toBeGreaterThan(4)
      const { people } = open().tenant
      for (const person of people.filter(({ status }) => status !== 'removed')) {
        const found = seen.people.get(person.directoryId)
        expect(found).toMatchObject({ name: person.name, unit: expect.any(String) as string })
        const addresses = [found?.address, found?.signInName, ...(found?.aliases ?? [])].map((one) =>
          one?.toLowerCase(),
        )
        for (const address of person.hasMailbox ? [person.address, person.signInName, ...person.aliases] : [])
          expect(addresses).toContain(address.toLowerCase())
        if (person.hasMailbox) expect(found?.status).toBe(person.status)
      }
      const present = [...seen.people.values()].filter(({ status }) => status !== 'removed')
      expect(present).toHaveLength(people.filter(({ status }) => status !== 'removed').length)
    })

    it('goes on where a page could not be had', async () => {
      const first: DirectoryPage[] = []
      const provider = await open().fresh()
      const reading = async (): Promise<void> => {
        for await (const page of provider.directory(null, signal)) {
          first.push(page)
          if (first.length === 2) await open().faults({ service, fault: { kind: 'status', status: 500 } })
        }
      }
      await expect(reading()).rejects.toMatchObject({ code: 'server-error' })
      await open().admin('DELETE', '/faults')
      const rest = await readAll(open(), first.at(-1)?.next ?? null)
      const whole = await readAll(open())
      const together = new Set([
        ...first.flatMap(({ people }) => people.map((one) => one.directoryId)),
        ...rest.people.keys(),
      ])
      expect(together).toEqual(new Set(whole.people.keys()))
      expect(rest.pages.length).toBeLessThan(whole.pages.length)
    })

    it('says so when a place in the middle was forgotten', async () => {
      let next: string | null = null
      for await (const page of (await open().fresh()).directory(null, signal)) {
        next = page.next
        break
      }
      // The first page of Google's is asked for without a token: the place is that of the second.
      expect(next).not.toBeNull()
      await open().admin('POST', `/tenants/${open().tenant.key}/directory`, { forget: true })
      await expect(readAll(open(), next)).rejects.toMatchObject({ code: 'conflict', facts: { field: 'cursor' } })
      await expect(readAll(open(), 'nonsense')).rejects.toMatchObject({ code: 'conflict', facts: { field: 'cursor' } })
    })

    it('ends when nobody waits any more', async () => {
      const abort = new AbortController()
      const reading = async (): Promise<void> => {
        for await (const _ of (await open().fresh()).directory(null, abort.signal)) abort.abort()
      }
      await expect(reading()).rejects.toBeInstanceOf(Failure)
      await expect(reading()).rejects.toMatchObject({ code: 'cancelled' })
    })

    it('is refused as a missing permission without the grant', async () => {
      const { key } = open().tenant
      const grants = [...open().tenant.grants]
      await open().admin('POST', `/tenants/${key}/grants`, { without: ['read-directory'] })
      await expect(readAll(open())).rejects.toMatchObject({ code: 'permission-missing' })
      await open().admin('POST', `/tenants/${key}/grants`, { grants })
    })

    more(open)
  })
}

each(microsoft, 'graph', (open) => {
  it('tells what changed since: a new name, a swap of addresses, somebody new, somebody gone', async () => {
    const before = await readAll(open())
    const [ana, ben, cleo, dora] = open().people
    if (!ana || !ben || !cleo || !dora) throw new Error('The seed has too few people.')
    const change = (id: string, body: object) => open().admin('POST', `/mailboxes/${id}/directory`, body)
    const [first, second] = [ana.address, ben.address]
    await change(ana.directoryId, { address: second })
    await change(ben.directoryId, { address: first })
    await change(cleo.directoryId, { name: 'Cleo Renamed' })
    await change(dora.directoryId, { status: 'removed' })
    await open().admin('POST', `/tenants/${open().tenant.key}/people`, {
      name: 'New Here',
      address: 'new@northwind.example',
    })
    const after = await readAll(open(), endOf(before))
    expect(after.people.get(ana.directoryId)?.address).toBe(second)
    expect(after.people.get(ben.directoryId)?.address).toBe(first)
    expect(after.people.get(cleo.directoryId)?.name).toBe('Cleo Renamed')
    expect([...after.removed]).toEqual([dora.directoryId])
    expect([...after.people.values()].map(({ name }) => name)).toContain('New Here')
    expect(after.people.size).toBe(4)
    expect((await readAll(open(), endOf(after))).people.size).toBe(0)
  })

  it('says so when the token of the last round has expired, with 410 Gone', async () => {
    const before = await readAll(open())
    await open().admin('POST', `/tenants/${open().tenant.key}/directory`, { forget: true })
    await expect(readAll(open(), endOf(before))).rejects.toMatchObject({ code: 'conflict', facts: { field: 'cursor' } })
  })

  it('takes an account that is off for suspended only where it has a mailbox plan', async () => {
    const { people } = await readAll(open())
    const off = open().tenant.people.filter(({ status }) => status === 'suspended')
    for (const person of off)
      expect(people.get(person.directoryId)?.status).toBe(person.hasMailbox ? 'suspended' : 'active')
    expect(off.some(({ hasMailbox }) => hasMailbox)).toBe(true)
  })
})

each(google, 'google-directory', (open) => {
  it('tells who was deleted lately, after everybody else', async () => {
    const { people, pages } = await readAll(open())
    const gone = open().tenant.people.filter(({ status }) => status === 'removed')
    expect(gone.length).toBeGreaterThan(0)
    for (const person of gone) expect(people.get(person.directoryId)?.status).toBe('removed')
    const statuses = pages.flatMap((page) => page.people.map(({ status }) => status))
    expect(statuses.slice(statuses.indexOf('removed')).every((status) => status === 'removed')).toBe(true)
  })
})
