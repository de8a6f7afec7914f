import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openTestLedger } from '../../ledger/testing/fixtures'
import { aPerson, aTenant, sourceId, tenantId } from '../../ledger/testing/records'
import { createPeopleExport } from './export-people'

const all = { text: '', status: null, mailbox: null, agreement: null, by: 'name', descending: false } as const

it('writes everybody found into the file that was chosen, and nothing a spreadsheet would calculate', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'people-export-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const ledger = await openTestLedger()
  await ledger.putTenant(aTenant())
  const people = Array.from({ length: 600 }, (_, index) => aPerson(`p${index}`, { name: `Person ${1_000 + index}` }))
  const odd = aPerson('odd', { name: '=HYPERLINK("x")', aliases: ['a@x.example', 'b@x.example'] })
  await ledger.mergePeople(tenantId, sourceId, [...people, odd], 'm')
  const asked: string[] = []
  const save = createPeopleExport(ledger, {
    chooseTarget: (name) => {
      asked.push(name)
      return Promise.resolve(join(folder, 'people.csv'))
    },
  })
  expect(await save(tenantId, all)).toEqual({ file: 'people.csv', people: 601 })
  const lines = readFileSync(join(folder, 'people.csv'), 'utf8').trimEnd().split('\r\n')
  expect(lines).toHaveLength(602)
  expect(lines[0]).toContain('name,address,aliases')
  expect(lines.find((line) => line.includes('HYPERLINK'))).toMatch(
    /^"'=HYPERLINK\(""x""\)",odd@northwind.example,a@x.example b@x.example,/,
  )
  expect(asked).toEqual(['Northwind - people.csv'])
})

it('writes nothing when no file was chosen', async () => {
  const ledger = await openTestLedger()
  const save = createPeopleExport(ledger, { chooseTarget: () => Promise.resolve(null) })
  expect(await save(tenantId, all)).toBeNull()
})
