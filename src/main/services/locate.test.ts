import { describe, expect, it } from 'vitest'
import { Failure } from '../../shared/model'
import { addEmail } from '../ledger/testing/fixtures'
import { aPerson, noon, sourceId } from '../ledger/testing/records'
import { inbox, junk } from './testing/fake-provider'
import { ourMessage, setStage } from './testing/stage'

const begin = async (options?: Parameters<typeof setStage>[0]) => {
  const stage = await setStage(options)
  const sighted = () => stage.events.flatMap((event) => (event.kind === 'sighted' ? [event] : []))
  return { ...stage, service: stage.locate, ids: [stage.key.emailId], sighted }
}

describe('locating', () => {
  it('tells of each sighting, keeps it, and resolves the person only once', async () => {
    const { service, person, ids, sighted, ledger, key, fake, clock } = await begin()
    await service.locate(person, ids, false)
    expect(sighted()).toMatchObject([
      { ...key, sighting: { kind: 'found', copies: [{ place: junk, immovable: null }] } },
    ])
    expect((await ledger.readEmail(key))?.sighting?.kind).toBe('found')
    await clock.advance(180_000)
    await service.locate(person, ids, false)
    expect(fake.calls.filter((call) => call === 'resolve')).toHaveLength(1)
  })

  it('does not read a sighting again that is younger than two minutes, unless asked', async () => {
    const { service, person, ids, fake, clock } = await begin()
    const looks = () => fake.calls.filter((call) => call.startsWith('locate')).length
    await service.locate(person, ids, false)
    await service.locate(person, ids, false)
    expect(looks()).toBe(1)
    expect(fake.calls.some((call) => call.endsWith('again'))).toBe(false)
    await service.locate(person, ids, true)
    expect(looks()).toBe(2)
    // Asked for, the whole mailbox is searched and not only where the copies were.
    expect(fake.calls.some((call) => call.endsWith('again'))).toBe(true)
    await clock.advance(121_000)
    await service.locate(person, ids, false)
    expect(looks()).toBe(3)
  })

  it('shows every copy, the one in the Inbox first', async () => {
    const { service, person, ids, sighted } = await begin({
      messages: { m1: ourMessage(junk), m2: ourMessage(inbox) },
    })
    await service.locate(person, ids, false)
    expect(sighted()[0]?.sighting).toMatchObject({
      copies: [
        { place: inbox, immovable: 'already-in-inbox' },
        { place: junk, immovable: null },
      ],
    })
  })

  it('says “just sent” instead of “not found” for fresh mail, and looks again', async () => {
    const { service, person, ids, sighted, clock, fake } = await begin({ messages: {}, now: noon + 10_000 })
    await service.locate(person, ids, false)
    expect(sighted()[0]?.sighting).toMatchObject({ kind: 'unknown', reason: 'just-sent' })
    const looks = fake.calls.length
    await clock.advance(5_000)
    expect(fake.calls.length).toBeGreaterThan(looks)
  })

  it('says “not found” for older mail after a complete search', async () => {
    const { service, person, ids, sighted } = await begin({ messages: {} })
    await service.locate(person, ids, false)
    expect(sighted()[0]?.sighting.kind).toBe('not-found')
  })

  it('makes no request for a manual tenant', async () => {
    const { service, person, ids, sighted, fake, ledger, key } = await begin({ manual: true })
    await service.locate(person, ids, false)
    expect(sighted()[0]?.sighting).toMatchObject({ kind: 'unknown', reason: 'manual-tenant' })
    expect(fake.calls).toEqual([])
    expect((await ledger.readEmail(key))?.sighting).toBeNull()
  })

  it('says what was known before a look that failed, in the event and afterwards', async () => {
    const { service, person, ids, sighted, ledger, key, fake, clock } = await begin()
    await service.locate(person, ids, false)
    const found = sighted()[0]?.sighting
    await clock.advance(180_000)
    fake.searchesFail('throttled')
    await service.locate(person, ids, false)
    expect(sighted()[1]?.sighting).toMatchObject({ kind: 'unknown', reason: 'throttled', lastKnown: found })
    expect((await ledger.readEmail(key))?.sighting).toEqual(sighted()[1]?.sighting)
  })

  it('keeps what was found before the search broke off', async () => {
    const { service, person, sighted, fake, ledger, key } = await begin()
    const other = await addEmail(ledger, person, 'e2')
    const { locate } = fake.provider
    fake.provider.locate = async (mailbox, wanted, signal, report) => {
      await locate(
        mailbox,
        wanted.filter(({ emailId }) => emailId === key.emailId),
        signal,
        report,
      )
      throw new Failure({ code: 'offline', message: 'No network.' })
    }
    await service.locate(person, [key.emailId, other.emailId], false)
    expect(sighted().map(({ emailId, sighting }) => [emailId, sighting.kind])).toEqual([
      [key.emailId, 'found'],
      [other.emailId, 'unknown'],
    ])
  })

  it('reports a bug, and no expected failure', async () => {
    const { service, person, ids, sighted, fake, bugs } = await begin()
    fake.searchesFail('offline')
    await service.locate(person, ids, false)
    expect(bugs).toEqual([])
    const bug = new TypeError('nobody expected this')
    fake.searchesFail(bug)
    await service.locate(person, ids, true)
    expect(bugs).toMatchObject([{ error: bug }])
    expect(sighted().at(-1)?.sighting).toMatchObject({ kind: 'unknown', reason: 'server-error' })
  })
})

describe('whose mailbox', () => {
  it('is asked of the directory again when the person has another address', async () => {
    const { service, person, ids, ledger, fake } = await begin()
    await service.locate(person, ids, false)
    await ledger.mergePeople(person.tenantId, sourceId, [aPerson('p1', { address: 'new@northwind.example' })], 'm2')
    await service.locate(person, ids, true)
    expect(fake.mailboxes).toEqual([
      { address: 'p1@northwind.example', directoryId: 'directory of p1@northwind.example' },
      { address: 'new@northwind.example', directoryId: 'directory of new@northwind.example' },
    ])
  })

  it('says of a suspended person that nothing can be moved, until the directory says otherwise', async () => {
    const { service, person, ids, sighted, fake } = await begin()
    fake.directorySays({ status: 'suspended' })
    await service.locate(person, ids, false)
    expect(sighted()[0]?.sighting).toMatchObject({ copies: [{ place: junk, immovable: 'person-suspended' }] })
    fake.directorySays({ status: 'active' })
    await service.locate(person, ids, true)
    expect(sighted()[1]?.sighting).toMatchObject({ copies: [{ place: junk, immovable: null }] })
  })
})

describe('overlapping look-ups', () => {
  const looksOf = (calls: readonly string[]) => calls.filter((call) => call.startsWith('locate')).length

  it('look for the same email once, and all wait for it', async () => {
    const { service, person, ids, sighted, fake } = await begin()
    await Promise.all([service.locate(person, ids, false), service.locate(person, ids, false)])
    expect(looksOf(fake.calls)).toBe(1)
    expect(sighted()).toHaveLength(1)
  })

  it('look once more for what was asked for again meanwhile, however often it was', async () => {
    const { service, person, ids, sighted, fake, settle } = await begin()
    const open = fake.hold()
    const first = service.locate(person, ids, false)
    await settle()
    const again = [service.locate(person, ids, true), service.locate(person, ids, true)]
    let answered = false
    void Promise.all(again).then(() => (answered = true))
    expect(answered).toBe(false)
    open()
    await Promise.all([first, ...again])
    expect(looksOf(fake.calls)).toBe(2)
    expect(sighted()).toHaveLength(2)
  })
})

describe('an email whose sighting is known', () => {
  it('is looked for again at once, although others of the same look-up are still open', async () => {
    const { service, person, sighted, fake, ledger, key, settle } = await begin()
    const other = await addEmail(ledger, person, 'e2')
    const { locate } = fake.provider
    let open = (): void => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    fake.provider.locate = async (mailbox, wanted, signal, report) => {
      const [held, ready] = [true, false].map((late) =>
        wanted.filter(({ emailId }) => (emailId === other.emailId) === late),
      )
      await locate(mailbox, ready ?? [], signal, report)
      if (held?.length) await gate
      await locate(mailbox, held ?? [], signal, report)
    }
    const both = service.locate(person, [key.emailId, other.emailId], false)
    for (let turn = 0; turn < 20 && sighted().length === 0; turn += 1) await settle()
    await service.locate(person, [key.emailId], true)
    expect(sighted().map(({ emailId }) => emailId)).toEqual([key.emailId, key.emailId])
    open()
    await both
    expect(sighted()).toHaveLength(3)
  })
})

describe('leaving the person', () => {
  it('ends a look-up that has hardly begun, before anything is asked', async () => {
    const { service, visits, person, ids, sighted, fake } = await begin()
    const looking = service.locate(person, ids, false)
    visits.leave(person)
    await looking
    expect(fake.calls).toEqual([])
    expect(sighted()).toEqual([])
  })

  it.each(['in time', 'although it was cancelled'])('tells and keeps nothing of what is answered %s', async (how) => {
    const { service, visits, person, ids, sighted, fake, settle, ledger, key } = await begin()
    if (how !== 'in time') fake.ignoreCancelling()
    const open = fake.hold()
    const looking = service.locate(person, ids, false)
    await settle()
    visits.leave(person)
    open()
    await looking
    await settle()
    expect(sighted()).toEqual([])
    expect((await ledger.readEmail(key))?.sighting).toBeNull()
  })

  it('does not keep a new look-up of whoever comes back at once from being answered', async () => {
    const { service, visits, person, ids, sighted, fake, settle } = await begin()
    fake.ignoreCancelling()
    const open = fake.hold()
    const before = service.locate(person, ids, false)
    await settle()
    visits.leave(person)
    const after = service.locate(person, ids, false)
    await settle()
    open()
    await Promise.all([before, after])
    expect(sighted().map(({ sighting }) => sighting.kind)).toEqual(['found'])
  })

  it('ends the waiting for just-sent mail', async () => {
    const { service, visits, person, ids, fake, clock, bugs } = await begin({ messages: {}, now: noon + 10_000 })
    await service.locate(person, ids, false)
    const looks = fake.calls.length
    visits.leave(person)
    await clock.advance(120_000)
    expect(fake.calls).toHaveLength(looks)
    expect(bugs).toEqual([])
  })
})
