import { expect, it } from 'vitest'
import type { ImportedEmail } from './ledger'
import { openTestLedger } from './testing/fixtures'
import { aTenant, noon, tenantId } from './testing/records'

const rowTo = (recipient: string, ref: string): ImportedEmail => ({
  ref,
  subject: `Subject ${ref}`,
  type: 'other',
  campaign: null,
  sentAt: noon,
  method: 'smtp',
  messageId: null,
  sender: 'training@platform.example',
  recipient,
  latestEvent: null,
  name: null,
  status: null,
})
const bytes = (rows: readonly ImportedEmail[]): Uint8Array => new TextEncoder().encode(JSON.stringify(rows))

it('finds the same person again in the next piece, whatever the case of the address, also from bytes', async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  const first = await ledger.importEmails(tenantId, 'file', [rowTo('ana@customer.example', 'a')], 'm')
  const next = await ledger.importEmails(tenantId, 'file', bytes([rowTo('ANA@customer.example', 'b')]), 'm')
  expect([first.people, next.people]).toEqual([1, 0])
  expect(await ledger.listPeople(tenantId)).toHaveLength(1)
})

it('makes somebody anew who was erased between two pieces', async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  await ledger.importEmails(tenantId, 'file', [rowTo('ana@customer.example', 'a')], 'm')
  const [person] = await ledger.listPeople(tenantId)
  if (!person) throw new Error('nobody was made')
  await ledger.erasePerson({ tenantId, personId: person.id }, 'sam', noon)
  const again = await ledger.importEmails(tenantId, 'file', [rowTo('ana@customer.example', 'b')], 'm')
  expect(again).toMatchObject({ added: 1, people: 1 })
  expect(await ledger.listPeople(tenantId)).toHaveLength(1)
})

it('makes nobody twice after a piece that failed', async () => {
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  const broken = { ...rowTo('ben@customer.example', 'b'), sentAt: null as unknown as number }
  await expect(
    ledger.importEmails(tenantId, 'file', [rowTo('ana@customer.example', 'a'), broken], 'm'),
  ).rejects.toThrow()
  const again = await ledger.importEmails(tenantId, 'file', [rowTo('ana@customer.example', 'a')], 'm')
  expect(again).toMatchObject({ added: 1, people: 1 })
  expect(await ledger.listPeople(tenantId)).toHaveLength(1)
})
