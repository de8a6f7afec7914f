import { describe, expect, it } from 'vitest'
import type { KnownSighting, UnknownReason } from '../../shared/model'
import type { NewSighting } from './ledger'
import { addEmail, addPerson, addSighting, openTestLedger } from './testing/fixtures'
import { inbox, isoAt, junk, noon, seenIn } from './testing/records'

const notFound = (at: number): KnownSighting => ({ kind: 'not-found', at: isoAt(at), call: 'GET messages' })

const failed = (at: number, reason: UnknownReason) =>
  ({ kind: 'unknown', at: isoAt(at), call: null, reason, detail: null }) as const

describe('sightings', () => {
  it('show the latest on the row and the history newest first', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const first = seenIn(junk, noon)
    const second = seenIn(inbox, noon + 1000)
    await addSighting(ledger, key, first)
    await addSighting(ledger, key, second)

    expect((await ledger.readEmail(key))?.sighting).toEqual(second.sighting)
    expect(await ledger.readSightings(key, 10)).toEqual([second.sighting, first.sighting])
    expect(await ledger.readSightings(key, 1)).toEqual([second.sighting])
  })

  it('keep one line while nothing changes, with the time of the latest look', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    for (const at of [noon, noon + 1000, noon + 2000]) {
      const { sighting, copies } = seenIn(junk, at)
      await addSighting(ledger, key, { sighting, copies })
    }
    expect(await ledger.readSightings(key, 10)).toEqual([seenIn(junk, noon + 2000).sighting])
    expect((await ledger.readEmail(key))?.sighting?.at).toBe(isoAt(noon + 2000))
  })

  it('put a late arrival into the history without replacing the latest', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const latest = seenIn(inbox, noon + 1000)
    await addSighting(ledger, key, latest)
    const late = seenIn(junk, noon)
    await addSighting(ledger, key, late)

    expect((await ledger.readEmail(key))?.sighting).toEqual(latest.sighting)
    expect(await ledger.readSightings(key, 10)).toEqual([latest.sighting, late.sighting])
    expect((await ledger.readCopies(key, [key.emailId])).get(key.emailId)).toEqual(latest.copies)
  })

  it('keep the copies of the last time any was found', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const found = seenIn(junk, noon)
    await addSighting(ledger, key, found)
    await addSighting(ledger, key, { sighting: notFound(noon + 1000), copies: [] })

    const copies = await ledger.readCopies(key, [key.emailId, 'unknown'])
    expect([...copies]).toEqual([[key.emailId, found.copies]])
    expect((await ledger.readEmail(key))?.sighting).toEqual(notFound(noon + 1000))
  })

  it('keep what was known when a look fails, however often', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const add = (sighting: NewSighting) => ledger.addSightings(key, [{ emailId: key.emailId, sighting, copies: [] }])
    await add(failed(noon, 'offline'))
    expect((await ledger.readEmail(key))?.sighting).toMatchObject({ kind: 'unknown', lastKnown: null })

    const found = seenIn(junk, noon + 1000)
    await addSighting(ledger, key, found)
    for (const [index, reason] of (['throttled', 'throttled', 'offline'] as const).entries()) {
      const failure = failed(noon + 2000 + index * 1000, reason)
      const withKnown = { ...failure, lastKnown: found.sighting }
      expect(await add(failure)).toEqual([{ emailId: key.emailId, sighting: withKnown }])
      expect((await ledger.readLog(key, 0, noon * 2)).emails[0]?.sighting).toEqual(withKnown)
    }
    expect((await ledger.readSightings(key, 10)).map(({ kind, at }) => [kind, at])).toEqual([
      ['unknown', isoAt(noon + 4000)],
      ['unknown', isoAt(noon + 3000)],
      ['found', isoAt(noon + 1000)],
      ['unknown', isoAt(noon)],
    ])

    await add(notFound(noon + 5000))
    await add(failed(noon + 6000, 'offline'))
    expect((await ledger.readEmail(key))?.sighting).toMatchObject({ lastKnown: notFound(noon + 5000) })
  })

  it('that arrive late are not told as the latest, and know only what was known then', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const early = seenIn(junk, noon)
    await addSighting(ledger, key, early)
    await addSighting(ledger, key, seenIn(inbox, noon + 2000))
    const late = { emailId: key.emailId, sighting: failed(noon + 1000, 'offline'), copies: [] }
    expect(await ledger.addSightings(key, [late])).toEqual([])
    expect((await ledger.readSightings(key, 10))[1]).toMatchObject({ kind: 'unknown', lastKnown: early.sighting })
  })

  it('are written for several emails at once, skipping those it does not hold', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const one = await addEmail(ledger, person, 'e1')
    const two = await addEmail(ledger, person, 'e2')
    await ledger.addSightings(person, [
      { emailId: one.emailId, ...seenIn(junk, noon) },
      { emailId: 'unknown', ...seenIn(junk, noon) },
      { emailId: two.emailId, sighting: notFound(noon), copies: [] },
    ])
    expect((await ledger.readEmail(one))?.sighting?.kind).toBe('found')
    expect((await ledger.readEmail(two))?.sighting?.kind).toBe('not-found')
    expect(await ledger.readSightings({ ...person, emailId: 'unknown' }, 10)).toEqual([])
  })

  it('name copies by ids that depend on tenant, person, email and ref', async () => {
    const ledger = await openTestLedger()
    const key = { tenantId: 't', personId: 'p', emailId: 'e' }
    const id = await ledger.copyIdOf(key, 'ref')
    expect(id).toMatch(/^[\w-]{22}$/)
    expect(await ledger.copyIdOf(key, 'ref')).toBe(id)
    const others = [
      await ledger.copyIdOf({ ...key, tenantId: 'u' }, 'ref'),
      await ledger.copyIdOf({ ...key, personId: 'q' }, 'ref'),
      await ledger.copyIdOf({ ...key, emailId: 'f' }, 'ref'),
      await ledger.copyIdOf(key, 'fer'),
    ]
    expect(new Set([id, ...others]).size).toBe(5)
  })
})
