import type { ProviderKind } from '../../../shared/model/tenant'
import type { TenantImportReport, TenantImportRow } from '../../../shared/model/connect'
import type { Tone } from '../../ui/chip'

export type FileFormat = 'csv' | 'json'

/** The format of a file of tenants: by its name where that tells, else by how its text begins. */
export const formatOf = (text: string, name = ''): FileFormat => {
  if (/\.json$/i.test(name)) return 'json'
  if (/\.(csv|txt)$/i.test(name)) return 'csv'
  return /^\s*[[{]/.test(text) ? 'json' : 'csv'
}

type Outcome = TenantImportRow['outcome']

export const outcomeWords: Readonly<Record<Outcome, readonly [word: string, tone: Tone]>> = {
  add: ['Add', 'calm'],
  change: ['Change', 'cool'],
  same: ['No change', 'none'],
  refused: ['Refused', 'hot'],
}

/** The provider as a row names it; a dash where the line names none that we know. */
export const providerOf = (provider: ProviderKind | null, names: Readonly<Record<ProviderKind, string>>): string =>
  provider === null ? '–' : names[provider]

/** `domains: northwind.example belongs to Northwind already.`, several after each other. */
export const errorsText = ({ errors }: Pick<TenantImportRow, 'errors'>): string =>
  errors.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)).join(' ')

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

const lines = (count: number): string => `${count.toLocaleString('en-GB')} ${count === 1 ? 'line' : 'lines'}`

/** What a file would come to, in one sentence; after it was taken, what it came to. */
export const reportText = ({ counts, rows }: TenantImportReport, isTaken: boolean): string => {
  if (rows.length === 0) return 'There is no tenant in this file: take the template and fill it in.'
  const parts = [
    counts.add > 0 ? `${lines(counts.add)} ${isTaken ? 'added' : 'to add'}` : '',
    counts.change > 0 ? `${lines(counts.change)} ${isTaken ? 'changed' : 'to change'}` : '',
    counts.same > 0 ? `${lines(counts.same)} without a change` : '',
    counts.refused > 0 ? `${lines(counts.refused)} refused` : '',
  ].filter((part) => part !== '')
  return `${list(parts)}.`
}

/** What pressing the button does: `Add 12, change 3`; null when there is nothing to do. */
export const doText = ({ counts }: Pick<TenantImportReport, 'counts'>): string | null => {
  const add = counts.add > 0 ? `add ${counts.add.toLocaleString('en-GB')}` : ''
  const change = counts.change > 0 ? `change ${counts.change.toLocaleString('en-GB')}` : ''
  const text = [add, change].filter((part) => part !== '').join(', ')
  return text === '' ? null : `${text[0]?.toUpperCase()}${text.slice(1)}`
}

/** The refused lines as a text to send back to whoever made the file. */
export const refusedText = ({ rows }: Pick<TenantImportReport, 'rows'>): string =>
  rows
    .filter(({ outcome }) => outcome === 'refused')
    .map((row) => `Line ${row.line}${row.name === '' ? '' : `, ${row.name}`}: ${errorsText(row)}`)
    .join('\n')
