import { expect, it } from 'vitest'
import { Failure, type DeliveryEventKind } from '../../shared/model'
import type { Ledger, PersonKey } from './ledger'
import { addPerson, openTestLedger } from './testing/fixtures'
import { anEmail, day, isoAt, noon, sourceId, tenantId } from './testing/records'

const event = (kind: DeliveryEventKind, at = noon) => ({ kind, at: isoAt(at), detail: null })
const add = (ledger: Ledger, person: PersonKey, ref: string, kind: DeliveryEventKind | null, at = noon) =>
  ledger.mergeEmails(person, sourceId, [anEmail(ref, at, { latestEvent: kind === null ? null : event(kind, at) })], 'm')

it('counts what became of everybody’s emails by their latest event', async () => {
  const ledger = await openTestLedger()
  const one = await addPerson(ledger)
  for (const [index, kind] of (
    ['delivered', 'bounced', 'failed', 'opened', 'clicked', 'reported', 'deferred', 'queued', null] as const
  ).entries())
    await add(ledger, one, `e${index}`, kind)
  expect(await ledger.countDeliveries(tenantId, noon, noon + 1)).toEqual({
    sent: 9,
    delivered: 4,
    bounced: 2,
    deferred: 1,
    opened: 3,
    silent: 1,
  })
})

it('takes the window’s begin and not its end, and this tenant alone', async () => {
  const ledger = await openTestLedger()
  const one = await addPerson(ledger)
  const elsewhere = await addPerson(ledger, 'p1', 'tenant-2')
  for (const at of [noon - 1, noon, noon + day - 1, noon + day]) await add(ledger, one, `e${at}`, 'delivered', at)
  await add(ledger, elsewhere, 'e', 'delivered')
  expect((await ledger.countDeliveries(tenantId, noon, noon + day)).sent).toBe(2)
  expect((await ledger.countDeliveries('nobody', noon, noon + day)).sent).toBe(0)
})

it('knows from the list of events what came before the latest one', async () => {
  const ledger = await openTestLedger()
  const one = await addPerson(ledger)
  await add(ledger, one, 'e1', 'clicked', noon)
  const [email] = (await ledger.readLog(one, 0, noon * 2)).emails
  const key = { ...one, emailId: email!.id }
  await ledger.putEvents(key, [event('deferred', noon), event('bounced', noon + 5)])
  // The list of emails tells of a later event than the list of events has.
  await ledger.mergeEmails(one, sourceId, [anEmail('e1', noon, { latestEvent: event('opened', noon + 9) })], 'm')
  expect(await ledger.countDeliveries(tenantId, noon, noon + 1)).toMatchObject({
    sent: 1,
    bounced: 1,
    opened: 1,
    delivered: 0,
  })
})

it('counts an email of several sources once, and two of one source twice', async () => {
  const ledger = await openTestLedger()
  const one = await addPerson(ledger)
  const email = (ref: string, kind: DeliveryEventKind) =>
    anEmail(ref, noon, { messageId: '<same@mail.example>', latestEvent: event(kind) })
  await ledger.mergeEmails(one, sourceId, [email('a', 'delivered')], 'm')
  await ledger.importEmails(tenantId, 'file', [{ ...email('b', 'bounced'), name: null, status: null }], 'm')
  expect(await ledger.countDeliveries(tenantId, noon, noon + 1)).toMatchObject({ sent: 1, bounced: 1, delivered: 0 })
  await ledger.mergeEmails(one, sourceId, [email('c', 'delivered')], 'm')
  expect((await ledger.countDeliveries(tenantId, noon, noon + 1)).sent).toBe(2)
})

it('tells nothing of a locked tenant', async () => {
  const ledger = await openTestLedger()
  await add(ledger, await addPerson(ledger), 'e1', 'delivered')
  await ledger.lockTenant(tenantId)
  await expect(ledger.countDeliveries(tenantId, noon, noon + 1)).rejects.toThrow(Failure)
})
