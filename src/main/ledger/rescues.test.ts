import { DatabaseSync } from '@photostructure/sqlite'
import { expect, it } from 'vitest'
import { addEmail, addPerson, openTestLedger, tempFiles } from './testing/fixtures'
import { anAuditLine, aRescue, inbox, isoAt, noon, tenantId } from './testing/records'

it('keeps a rescue with all its facts, and its audit line', async () => {
  const ledger = await openTestLedger()
  const key = await addEmail(ledger, await addPerson(ledger))
  const rescue = aRescue(key, 'r1')
  await ledger.putRescue(rescue, anAuditLine(key, 'r1'))
  expect(await ledger.readRescue(key, 'r1')).toEqual(rescue)

  const changed = aRescue(key, 'r1', {
    state: 'moved-back',
    after: inbox,
    readings: [{ at: isoAt(noon), place: inbox }],
    undoneAt: noon + 1,
    undoRefusal: 'The folder is gone.',
    error: { code: 'moved-back', message: 'A rule moved it.' },
  })
  await ledger.putRescue(changed, null)
  expect(await ledger.readRescues(key)).toEqual([changed])
  expect(await ledger.listAudit(tenantId, null, 10)).toHaveLength(1)
})

it('lists what a crash may have left open, of all tenants', async () => {
  const ledger = await openTestLedger()
  const key = await addEmail(ledger, await addPerson(ledger))
  const elsewhere = { tenantId: 'tenant-2', personId: 'p', emailId: 'e' }
  const states = ['intended', 'watching', 'undoing', 'done', 'failed', 'undone', 'moved-back'] as const
  for (const state of states) await ledger.putRescue(aRescue(key, state, { state }), null)
  await ledger.putRescue(aRescue(elsewhere, 'far'), null)
  const open = await ledger.openRescues()
  expect(open.map((rescue) => rescue.id).sort()).toEqual(['far', 'intended', 'undoing', 'watching'])
})

it('shows no rescue under another email or tenant', async () => {
  const ledger = await openTestLedger()
  const key = { tenantId, personId: 'p', emailId: 'e' }
  await ledger.putRescue(aRescue(key, 'r1'), null)
  expect(await ledger.readRescue({ ...key, emailId: 'f' }, 'r1')).toBeNull()
  expect(await ledger.readRescue({ ...key, personId: 'q' }, 'r1')).toBeNull()
  expect(await ledger.readRescues({ ...key, tenantId: 'tenant-2' })).toEqual([])
})

it('lists the audit trail newest first, of a tenant or of one person', async () => {
  const ledger = await openTestLedger()
  const line = anAuditLine({ tenantId, personId: 'p', emailId: 'e' }, 'r1')
  await ledger.appendAudit(line)
  await ledger.appendAudit({ ...line, personId: null, emailId: null, rescueId: null, action: 'refresh-people' })
  await ledger.appendAudit({ ...line, tenantId: 'tenant-2' })

  const all = await ledger.listAudit(tenantId, null, 10)
  expect(all.map((entry) => entry.action)).toEqual(['refresh-people', 'move-to-inbox'])
  expect(await ledger.listAudit(tenantId, 'p', 10)).toEqual([{ ...line, id: all[1]?.id, at: isoAt(noon) }])
  expect(await ledger.listAudit(tenantId, null, 1)).toHaveLength(1)
})

it('lets nobody change or delete an audit line, not even past the app', async () => {
  const files = tempFiles()
  const ledger = await openTestLedger(files)
  await ledger.appendAudit(anAuditLine({ tenantId, personId: 'p', emailId: 'e' }, 'r1'))
  const raw = new DatabaseSync(files.file)
  expect(() => raw.exec("update audit set outcome = 'succeeded'")).toThrow(/never changed/)
  expect(() => raw.exec('delete from audit')).toThrow(/never changed/)
  raw.close()
  expect(await ledger.listAudit(tenantId, null, 10)).toMatchObject([{ outcome: 'intended' }])
})

it('writes a rescue and its audit line together or not at all', async () => {
  const ledger = await openTestLedger()
  const key = { tenantId, personId: 'p', emailId: 'e' }
  const broken = { ...anAuditLine(key, 'r1'), detail: null as unknown as string }
  await expect(ledger.putRescue(aRescue(key, 'r1'), broken)).rejects.toThrow()
  expect(await ledger.readRescue(key, 'r1')).toBeNull()
})
