import { expect, it } from 'vitest'
import type { DeliveryEvent } from '../../shared/model'
import { addEmail, addPerson, openTestLedger } from './testing/fixtures'
import { anEmail, isoAt, noon, sourceId } from './testing/records'

const event = (kind: DeliveryEvent['kind'], at: number): DeliveryEvent => ({ kind, at: isoAt(at), detail: null })
const queued = event('queued', noon)
const delivered = event('delivered', noon + 2000)
const opened = event('opened', noon + 9000)

it('replaces the events of an email, says whether that was news, and shows the latest on its row', async () => {
  const ledger = await openTestLedger()
  const key = await addEmail(ledger, await addPerson(ledger))
  expect(await ledger.putEvents(key, [queued, delivered])).toBe(true)
  expect(await ledger.putEvents(key, [queued, delivered])).toBe(false)
  expect(await ledger.readEvents(key)).toEqual([queued, delivered])
  expect((await ledger.readEmail(key))?.latestEvent).toEqual(delivered)
})

it('keeps a later event when the list of emails tells of an earlier one', async () => {
  const ledger = await openTestLedger()
  const key = await addEmail(ledger, await addPerson(ledger))
  await ledger.putEvents(key, [queued, delivered])
  await ledger.mergeEmails(key, sourceId, [anEmail('e1', noon, { latestEvent: queued })], 'm2')
  expect((await ledger.readEmail(key))?.latestEvent).toEqual(delivered)
  await ledger.mergeEmails(key, sourceId, [anEmail('e1', noon, { latestEvent: null })], 'm3')
  expect((await ledger.readEmail(key))?.latestEvent).toEqual(delivered)
})

it('adds the event that the list of emails knows before the full list was read', async () => {
  const ledger = await openTestLedger()
  const key = await addEmail(ledger, await addPerson(ledger))
  expect(await ledger.readEvents(key)).toEqual([])
  await ledger.mergeEmails(key, sourceId, [anEmail('e1', noon, { latestEvent: delivered })], 'm2')
  expect(await ledger.readEvents(key)).toEqual([delivered])
  await ledger.putEvents(key, [queued, delivered])
  await ledger.mergeEmails(key, sourceId, [anEmail('e1', noon, { latestEvent: opened })], 'm3')
  expect(await ledger.readEvents(key)).toEqual([queued, delivered, opened])
})

it('knows no events of an email of somebody else', async () => {
  const ledger = await openTestLedger()
  const key = await addEmail(ledger, await addPerson(ledger))
  const other = { ...(await addPerson(ledger, 'p2')), emailId: key.emailId }
  await ledger.putEvents(key, [queued])
  expect(await ledger.putEvents(other, [delivered])).toBe(false)
  expect(await ledger.readEvents(other)).toEqual([])
  expect(await ledger.readEvents(key)).toEqual([queued])
})
