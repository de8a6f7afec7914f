import { describe, expect, it } from 'vitest'
import type { Sighting } from '../../shared/model'
import { addEmail, addPerson, openTestLedger } from './testing/fixtures'
import { inbox, isoAt, junk, noon, seenIn } from './testing/records'

const notFound = (at: number): Sighting => ({ kind: 'not-found', at: isoAt(at), call: 'GET messages' })

describe('sightings', () => {
  it('show the latest on the row and the history newest first', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const first = seenIn(junk, noon)
    const second = seenIn(inbox, noon + 1000)
    await ledger.addSighting(key, first.sighting, first.copies)
    await ledger.addSighting(key, second.sighting, second.copies)

    expect((await ledger.readEmail(key))?.sighting).toEqual(second.sighting)
    expect(await ledger.readSightings(key, 10)).toEqual([second.sighting, first.sighting])
    expect(await ledger.readSightings(key, 1)).toEqual([second.sighting])
  })

  it('keep one line while nothing changes, with the time of the latest look', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    for (const at of [noon, noon + 1000, noon + 2000]) {
      const { sighting, copies } = seenIn(junk, at)
      await ledger.addSighting(key, sighting, copies)
    }
    expect(await ledger.readSightings(key, 10)).toEqual([seenIn(junk, noon + 2000).sighting])
    expect((await ledger.readEmail(key))?.sighting?.at).toBe(isoAt(noon + 2000))
  })

  it('put a late arrival into the history without replacing the latest', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const latest = seenIn(inbox, noon + 1000)
    await ledger.addSighting(key, latest.sighting, latest.copies)
    const late = seenIn(junk, noon)
    await ledger.addSighting(key, late.sighting, late.copies)

    expect((await ledger.readEmail(key))?.sighting).toEqual(latest.sighting)
    expect(await ledger.readSightings(key, 10)).toEqual([latest.sighting, late.sighting])
    expect((await ledger.readCopies(key, [key.emailId])).get(key.emailId)).toEqual(latest.copies)
  })

  it('keep the copies of the last time any was found', async () => {
    const ledger = await openTestLedger()
    const key = await addEmail(ledger, await addPerson(ledger))
    const found = seenIn(junk, noon)
    await ledger.addSighting(key, found.sighting, found.copies)
    await ledger.addSighting(key, notFound(noon + 1000), [])

    const copies = await ledger.readCopies(key, [key.emailId, 'unknown'])
    expect([...copies]).toEqual([[key.emailId, found.copies]])
    expect((await ledger.readEmail(key))?.sighting).toEqual(notFound(noon + 1000))
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
