import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { agreementOf, type Agreement, type PeopleQuery, type PersonLine } from '../../../shared/model'
import { leadingCopy } from '../../../shared/model/sighting'
import type { Ledger } from '../../ledger/ledger'
import type { FileDialogs } from '../import/import'

export type PeopleExport = ReturnType<typeof createPeopleExport>

/** People written in one go. */
const slice = 500

const head = [
  'name',
  'address',
  'aliases',
  'former addresses',
  'status',
  'mailbox',
  'unit',
  'in the platform',
  'in the directory',
  'lists agree',
  'last email (UTC)',
  'send method',
  'last folder',
]

const agreementWords: Readonly<Record<Agreement, string>> = {
  both: 'yes',
  'platform-only': 'not in the directory',
  'directory-only': 'not in the platform',
  'address-differs': 'address differs',
  neither: 'in neither',
}

/** One cell (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe in front. */
export const cellOf = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const rowOf = ({ person, lastEmail, lastSeen }: PersonLine): string =>
  [
    person.name,
    person.address,
    person.aliases.join(' '),
    person.formerAddresses.join(' '),
    person.status,
    person.mailbox,
    person.unit ?? '',
    person.inPlatform?.status ?? '',
    person.inDirectory?.status ?? '',
    agreementWords[agreementOf(person)],
    lastEmail?.sentAt ?? '',
    lastEmail?.method ?? '',
    lastSeen?.kind === 'not-found' ? 'not found' : (leadingCopy(lastSeen)?.place.path.join('/') ?? ''),
  ]
    .map(cellOf)
    .join(',')

/** Writes whom a query finds into a CSV file of the engineer's choice; null when they chose none. */
export const createPeopleExport =
  (ledger: Pick<Ledger, 'pageOfPeople' | 'readTenant'>, dialogs: Pick<FileDialogs, 'chooseTarget'>) =>
  async (tenantId: string, query: PeopleQuery): Promise<{ file: string; people: number } | null> => {
    const tenant = await ledger.readTenant(tenantId)
    const target = await dialogs.chooseTarget(`${tenant?.name ?? 'Tenant'} - people.csv`, 'Export people')
    if (target === null) return null
    const file = await open(target, 'w', 0o600)
    try {
      // The mark tells spreadsheets that it is UTF-8.
      await file.write(`\uFEFF${head.join(',')}\r\n`)
      for (let from = 0; ;) {
        const { rows, total } = await ledger.pageOfPeople(tenantId, query, from, slice)
        await file.write(rows.map((row) => `${rowOf(row)}\r\n`).join(''))
        from += slice
        if (from >= total) return { file: basename(target), people: total }
      }
    } finally {
      await file.close()
    }
  }
