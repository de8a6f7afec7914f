import { expect, it } from 'vitest'
import type { TenantImportReport, TenantImportRow } from '../../../shared/model/connect'
import { doText, formatOf, refusedText, reportText } from './import-words'

const row = (line: number, outcome: TenantImportRow['outcome']): TenantImportRow => ({
  line,
  name: `T${line}`,
  provider: 'manual',
  outcome,
  errors: outcome === 'refused' ? [{ field: 'provider', message: 'Write microsoft, google or manual.' }] : [],
})
const report = (...outcomes: readonly TenantImportRow['outcome'][]): TenantImportReport => {
  const count = (outcome: TenantImportRow['outcome']): number => outcomes.filter((one) => one === outcome).length
  return {
    rows: outcomes.map((outcome, at) => row(at + 2, outcome)),
    counts: { add: count('add'), change: count('change'), same: count('same'), refused: count('refused') },
  }
}

it('tells a JSON list from CSV by the name, and without a name by how it begins', () => {
  expect(formatOf('name,provider', 'tenants.JSON')).toBe('json')
  expect(formatOf('[1]', 'tenants.csv')).toBe('csv')
  expect([formatOf('\n [{"name":1}]'), formatOf('name,provider')]).toEqual(['json', 'csv'])
})

it('says what a file would come to and, once it was taken, what it came to', () => {
  const some = report('add', 'add', 'change', 'same', 'refused')
  expect(reportText(some, false)).toBe('2 lines to add, 1 line to change, 1 line without a change and 1 line refused.')
  expect(reportText(report('add'), true)).toBe('1 line added.')
  expect(reportText(report(), false)).toMatch(/^There is no tenant in this file/)
  expect(doText(some)).toBe('Add 2, change 1')
  expect(doText(report('change'))).toBe('Change 1')
  expect(doText(report('same', 'refused'))).toBeNull()
})

it('lists the refused lines with their field, to send them back', () => {
  expect(refusedText(report('add', 'refused'))).toBe('Line 3, T3: provider: Write microsoft, google or manual.')
})
