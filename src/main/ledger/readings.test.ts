import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { addPerson, openTestLedger, tempFiles } from './testing/fixtures'
import { anEmail, day, noon, sourceId, tenantId } from './testing/records'

describe('a finished reading', () => {
  it('marks what the source no longer lists, inside its window only', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    await ledger.mergeEmails(
      person,
      sourceId,
      [anEmail('old', noon - day), anEmail('gone', noon), anEmail('kept', noon + 1)],
      'm1',
    )
    await ledger.mergeEmails(person, sourceId, [anEmail('kept', noon + 1)], 'm2')

    await ledger.finishLog(person, sourceId, noon, noon + day, 'm2', noon + day)

    const { emails } = await ledger.readLog(person, 0, noon + day)
    expect(emails.map(({ subject, listed }) => [subject, listed])).toEqual([
      ['Subject kept', true],
      ['Subject gone', false],
      ['Subject old', true],
    ])
  })

  it('lists an email again when the source does', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    await ledger.mergeEmails(person, sourceId, [anEmail('e1', noon)], 'm1')
    await ledger.finishLog(person, sourceId, 0, noon + 1, 'm2', noon + 1)
    await ledger.mergeEmails(person, sourceId, [anEmail('e1', noon)], 'm3')
    expect((await ledger.readLog(person, 0, noon + 1)).emails).toMatchObject([{ listed: true }])
  })

  it('covers windows it has read, and none that starts before it or after its present', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const refreshed = async (from: number, to: number) =>
      (await ledger.readLog(person, from, to)).readAt[sourceId] ?? null
    expect(await refreshed(noon - day, noon)).toBeNull()

    await ledger.finishLog(person, sourceId, noon - 30 * day, noon + 60_000, 'm1', noon)

    expect(await refreshed(noon - 30 * day, noon + 60_000)).toBe(noon)
    // The same 30 days an hour later: the reading reached its own present.
    expect(await refreshed(noon - 30 * day + 3_600_000, noon + 3_660_000)).toBe(noon)
    expect(await refreshed(noon - 7 * day, noon + 60_000)).toBe(noon)
    expect(await refreshed(noon - 90 * day, noon)).toBeNull()
    expect(await refreshed(noon + day, noon + 2 * day)).toBeNull()
  })

  it('covers only its own stretch when it ended in the past', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    await ledger.finishLog(person, sourceId, noon - 30 * day, noon - 20 * day, 'm1', noon)
    expect((await ledger.readLog(person, noon - 25 * day, noon - 22 * day)).readAt).toEqual({ [sourceId]: noon })
    expect((await ledger.readLog(person, noon - 25 * day, noon - 10 * day)).readAt).toEqual({})
  })

  it('answers with the latest of several, and keeps those that reach further back', async () => {
    const files = tempFiles()
    const ledger = await openTestLedger(files)
    const person = await addPerson(ledger)
    await ledger.finishLog(person, sourceId, noon - 365 * day, noon, 'm0', noon)
    for (let minute = 1; minute < 100; minute += 1) {
      const at = noon + minute * 60_000
      await ledger.finishLog(person, sourceId, at - 30 * day, at, `m${minute}`, at)
    }
    const last = noon + 99 * 60_000
    expect((await ledger.readLog(person, last - 30 * day, last)).readAt).toEqual({ [sourceId]: last })
    expect((await ledger.readLog(person, last - 365 * day, last)).readAt).toEqual({ [sourceId]: noon })

    const raw = new DatabaseSync(files.file)
    expect(raw.prepare('select count(*) as kept from log_readings').get()).toEqual({ kept: 2 })
    raw.close()
  })
})

describe('an unfinished reading', () => {
  it('is remembered, replaced and forgotten', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const log = { ...person, sourceId }
    const reading = { window: { from: 1, to: 2 }, cursor: 'c1', mark: 'm1', done: 200, keptAt: noon }
    await ledger.setReading(log, reading)
    await ledger.setReading(log, { ...reading, cursor: 'c2', done: 400 })
    expect(await ledger.readReading(log)).toEqual({ ...reading, cursor: 'c2', done: 400 })
    expect(await ledger.readReading({ ...log, sourceId: 'file' })).toBeNull()
    await ledger.setReading(log, null)
    expect(await ledger.readReading(log)).toBeNull()
  })

  it('of people is another one than that of a log', async () => {
    const ledger = await openTestLedger()
    const person = await addPerson(ledger)
    const people = { tenantId, personId: null, sourceId }
    const reading = { window: null, cursor: 'c1', mark: 'm1', done: 200, keptAt: noon }
    await ledger.setReading(people, reading)
    expect(await ledger.readReading({ ...person, sourceId })).toBeNull()
    expect(await ledger.readReading(people)).toEqual(reading)
    expect(await ledger.readReading({ ...people, tenantId: 'tenant-2' })).toBeNull()
  })
})
