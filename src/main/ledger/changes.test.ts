import { expect, it } from 'vitest'
import { addPerson, openTestLedger } from './testing/fixtures'
import { aTenant, anEmail, noon, sourceId, tenantId } from './testing/records'

const begin = async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  const person = await addPerson(ledger)
  const subjects = async () =>
    (await ledger.readLog(person, 0, noon * 2)).emails.map((email) => [email.subject, email.listed])
  return { ledger, person, subjects }
}

it('keeps changes of people that the source listed, and counts those of others', async () => {
  const { ledger, person, subjects } = await begin()
  const other = anEmail('e2', noon, { personRef: 'stranger' })
  const merged = await ledger.mergeChanges(tenantId, sourceId, [anEmail('e1', noon), other], 'm1')
  expect(merged).toMatchObject({ kept: [{ ref: 'e1', key: person }], unknown: 1 })
  expect(await subjects()).toEqual([['Subject e1', true]])
  const again = await ledger.mergeChanges(tenantId, sourceId, [anEmail('e1', noon, { subject: 'New' })], 'm2')
  expect(again.kept[0]?.key).toEqual(merged.kept[0]?.key)
  expect(await subjects()).toEqual([['New', true]])
})

it('never lets a change that comes during a reading count as gone at its end', async () => {
  const { ledger, person, subjects } = await begin()
  await ledger.mergeEmails(person, sourceId, [anEmail('e1', noon)], 'reading')
  const open = { window: { from: 0, to: noon + 1000 }, cursor: 'c', mark: 'reading', done: 1, keptAt: noon }
  await ledger.setReading({ ...person, sourceId }, open)
  const opened = { kind: 'opened', at: new Date(noon + 10).toISOString(), detail: null } as const
  await ledger.mergeChanges(
    tenantId,
    sourceId,
    [anEmail('e1', noon, { latestEvent: opened }), anEmail('e2', noon + 1)],
    'changes',
  )
  await ledger.finishLog(person, sourceId, 0, noon + 1000, 'reading', noon + 1000)
  expect(await subjects()).toEqual([
    ['Subject e2', true],
    ['Subject e1', true],
  ])
})

it('keeps where the background goes on, sealed and by source, until the tenant is erased', async () => {
  const { ledger } = await begin()
  const reading = { cursor: 'c1', readAt: noon, rows: 3, failure: null, failures: 0, nextAt: noon + 1, lately: [] }
  await ledger.putBackground(tenantId, sourceId, reading)
  await ledger.putBackground(tenantId, sourceId, { ...reading, cursor: 'c2' })
  expect(await ledger.readBackground(tenantId)).toEqual({ [sourceId]: { ...reading, cursor: 'c2' } })
  await ledger.eraseTenant(tenantId, noon)
  await ledger.putTenant(aTenant())
  expect(await ledger.readBackground(tenantId)).toEqual({})
})
