import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it } from 'vitest'
import { everySendMethod } from '../../shared/model'
import type { Ledger } from './ledger'
import { openLedgerHere } from './store'
import { addPerson, openTestLedger, tempFiles } from './testing/fixtures'
import { anEmail, aTenant, noon, sourceId, tenantId } from './testing/records'

const hour = 3_600_000
const readAll = async (ledger: Ledger, from = 0, to = noon * 2) => {
  const { at, method, person, people, lastApiBefore } = await ledger.readSends(tenantId, from, to)
  const rows = [...at].map((sentAt, index) => [sentAt, everySendMethod[method[index]!], people[person[index]!]])
  return { rows: rows.sort((a, b) => Number(a[0]) - Number(b[0])), lastApiBefore }
}

it('tells of every email of the tenant in the window by when, how and to whom it was sent', async () => {
  const ledger = await openTestLedger()
  const [ana, ben] = [await addPerson(ledger, 'p1'), await addPerson(ledger, 'p2')]
  await ledger.mergeEmails(ana, sourceId, [anEmail('e1', noon - hour), anEmail('e2', noon, { method: 'smtp' })], 'm')
  await ledger.mergeEmails(ben, sourceId, [anEmail('e3', noon + hour, { personRef: 'p2', method: 'gmail-api' })], 'm')
  expect((await readAll(ledger, noon - hour, noon + hour)).rows).toEqual([
    [noon - hour, 'microsoft-api', ana.personId],
    [noon, 'smtp', ana.personId],
  ])
  expect(await readAll(ledger, noon, noon + hour + 1)).toEqual({
    rows: [
      [noon, 'smtp', ana.personId],
      [noon + hour, 'gmail-api', ben.personId],
    ],
    lastApiBefore: noon - hour,
  })
  expect((await readAll(ledger, noon - hour, noon)).lastApiBefore).toBeNull()
})

it('tells of a method that the source has corrected', async () => {
  const ledger = await openTestLedger()
  const ana = await addPerson(ledger)
  await ledger.mergeEmails(ana, sourceId, [anEmail('e1', noon)], 'm')
  await ledger.mergeEmails(ana, sourceId, [anEmail('e1', noon, { method: 'smtp' })], 'm')
  expect((await readAll(ledger)).rows).toEqual([[noon, 'smtp', ana.personId]])
})

it('tells of an email that two sources list once, under the method that its log shows', async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  const ana = await addPerson(ledger)
  await ledger.mergeEmails(ana, sourceId, [anEmail('e1', noon)], 'm')
  const imported = { ...anEmail('e1', noon + 1, { method: 'smtp' }), name: null, status: null }
  await ledger.importEmails(tenantId, 'file', [imported], 'm')
  const { emails } = await ledger.readLog(ana, 0, noon * 2)
  expect(emails).toHaveLength(1)
  expect((await readAll(ledger)).rows).toEqual([[noon, emails[0]!.method, ana.personId]])
})

it('is answered from the index alone', async () => {
  const files = tempFiles()
  await (await openLedgerHere(files)).close()
  const raw = new DatabaseSync(files.file)
  const plan = raw
    .prepare(
      'explain query plan select sent_at, method, person_id, source_id from emails where tenant_id = ? and sent_at >= ? and sent_at < ? and method is not null order by sent_at',
    )
    .all('t', 0, 1) as { detail: string }[]
  raw.close()
  expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('USING COVERING INDEX sends_of_tenant')])
})

it('counts emails of an older version at once, and fills their method in in the background', async () => {
  const files = tempFiles()
  const before = await openLedgerHere(files)
  await before.putTenant(aTenant())
  const ana = await addPerson(before)
  const many = Array.from({ length: 1_200 }, (_, index) => anEmail(`e${index}`, noon + index, { method: 'smtp' }))
  await before.mergeEmails(ana, sourceId, many, 'm')
  await before.close()
  const raw = new DatabaseSync(files.file, { timeout: 5000 })
  raw.exec("update emails set method = null; insert into facts (name, value) values ('methods-missing', '1')")
  const missing = (): number =>
    (raw.prepare('select count(*) as count from emails where method is null').all() as { count: number }[])[0]!.count
  expect(missing()).toBe(1_200)

  const ledger = await openTestLedger(files)
  expect((await readAll(ledger)).rows).toHaveLength(1_200)
  await expect.poll(missing, { timeout: 5000 }).toBe(0)
  expect((await readAll(ledger)).rows.every(([, method]) => method === 'smtp')).toBe(true)
  raw.close()
})
