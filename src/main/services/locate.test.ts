import { describe, expect, it } from 'vitest'
import { noon } from '../ledger/testing/records'
import { createLocateService } from './locate'
import { inbox, junk } from './testing/fake-provider'
import { ourMessage, setStage } from './testing/stage'

const begin = async (options?: Parameters<typeof setStage>[0]) => {
  const stage = await setStage(options)
  const service = createLocateService(stage.parts, stage.mailboxOf)
  const sighted = () => stage.events.flatMap((event) => (event.kind === 'sighted' ? [event] : []))
  return { ...stage, service, ids: [stage.key.emailId], sighted }
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
    await service.locate(person, ids, true)
    expect(looks()).toBe(2)
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

  it('tells of nothing after it was abandoned', async () => {
    const { service, person, ids, sighted, fake, settle } = await begin()
    const open = fake.hold()
    const looking = service.locate(person, ids, false)
    await settle()
    service.abandon(person)
    open()
    await looking
    expect(sighted()).toEqual([])
  })
})
