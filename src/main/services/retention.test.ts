import { expect, it } from 'vitest'
import { addPerson, openTestLedger } from '../ledger/testing/fixtures'
import { anEmail, aTenant, noon, sourceId, tenantId } from '../ledger/testing/records'
import { fakeClock, settle } from '../net/testing/fake-clock'
import { createRetention } from './retention'

const day = 86_400_000

it('removes what is older than the tenant keeps, five minutes after the start and every day after', async () => {
  const ledger = await openTestLedger()
  const clock = fakeClock(noon)
  await ledger.putTenant({ ...aTenant(), retentionDays: 30 })
  const person = await addPerson(ledger)
  const sent = [noon - 31 * day, noon - 30 * day + 3_600_000, noon - 2 * day]
  await ledger.mergeEmails(
    person,
    sourceId,
    sent.map((at, index) => anEmail(`e${index}`, at)),
    'm',
  )
  const kept = async () => (await ledger.readLog(person, 0, noon * 2)).emails.length
  const pass = async (ms: number) => {
    await clock.advance(ms)
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    await settle()
  }

  const retention = createRetention({ ledger, clock, reportBug: (error) => expect.fail(String(error)) })
  retention.start()
  await pass(60_000)
  expect(await kept()).toBe(3)
  await pass(5 * 60_000)
  expect(await kept()).toBe(2)
  await pass(day)
  expect(await kept()).toBe(1)
  retention.stop()
  await pass(40 * day)
  expect(await kept()).toBe(1)
  expect(await ledger.readTenant(tenantId)).not.toBeNull()
})
