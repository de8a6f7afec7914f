import type { Selectable } from 'kysely'
import type { Person } from '../../shared/model'
import type { DirectoryPerson } from '../providers/provider'
import type { SourcePerson } from '../sources/source'
import type { PersonRecord } from './ledger'
import type { MergedPerson } from './merged-people'
import type { Opened } from './seal'
import type { Schema } from './schema'

/** The source under which the rows stand that a reading of the whole directory has kept. */
export const directorySource = 'directory'

export type PersonContent = Pick<SourcePerson, 'name' | 'address' | 'aliases'>
export interface DirectoryContent extends Pick<DirectoryPerson, 'directoryId' | 'address' | 'signInName' | 'aliases'> {
  /** The address the directory was asked for. */
  readonly asked: string
  /** Only in the row that a reading of the whole directory has kept. */
  readonly unit?: string | null
  readonly former?: readonly string[]
}
export type PersonRow = Opened<'people', Omit<Selectable<Schema['people']>, 'mark' | 'ref_key' | 'address_key'>>

export const personColumns = [
  'tenant_id',
  'person_id',
  'source_id',
  'source_ref',
  'content',
  'directory',
  'status',
  'source_status',
  'mailbox',
  'tests_sent',
  'tests_clicked',
  'tests_reported',
  'training_overdue',
] as const

/** Addresses beside the main one, each once whatever its case. */
const aliasesOf = (
  content: PersonContent,
  directory: DirectoryContent | null,
  others: readonly PersonContent[],
): string[] => {
  const seen = new Set([content.address.toLowerCase()])
  const all = [
    ...content.aliases,
    ...(directory ? [directory.address, ...directory.aliases] : []),
    ...others.flatMap((other) => [other.address, ...other.aliases]),
  ]
  return all.filter((alias) => {
    const folded = alias.toLowerCase()
    if (folded === '' || seen.has(folded)) return false
    seen.add(folded)
    return true
  })
}

const contentOf = (row: PersonRow): PersonContent => JSON.parse(row.content) as PersonContent

/**
 * What the directory said: where it was read whole, the entry with the person's directory id, whatever their address; else
 * what it said of the address the person has, and null when it was asked for another one, or never.
 */
const directoryOf = (rows: MergedPerson): DirectoryContent | null => {
  const listed = rows.find((row) => row.source_id === directorySource)?.directory
  if (listed) return JSON.parse(listed) as DirectoryContent
  const { address } = contentOf(rows[0])
  for (const row of rows) {
    const directory = row.directory === null ? null : (JSON.parse(row.directory) as DirectoryContent)
    if (directory?.asked === address) return directory
  }
  return null
}

const listedIn = (row: PersonRow) => ({ address: contentOf(row).address, status: row.source_status })

/** The person as the screens may see it. */
export const toPerson = (rows: MergedPerson): Person => {
  const [row, ...others] = rows
  const content = contentOf(row)
  const directory = directoryOf(rows)
  const signIn = directory?.signInName ?? null
  const inDirectory = rows.find((each) => each.source_id === directorySource)
  const inPlatform = rows.find((each) => each.source_id !== directorySource)
  // The directory doesn't know how somebody does in tests.
  const risk = inPlatform ?? row
  const aliases = aliasesOf(content, directory, others.map(contentOf))
  const current = new Set([content.address, ...aliases].map((address) => address.toLowerCase()))
  return {
    tenantId: row.tenant_id,
    id: row.person_id,
    name: content.name,
    address: content.address,
    aliases,
    signInName: signIn?.toLowerCase() === content.address.toLowerCase() ? null : signIn,
    formerAddresses: (directory?.former ?? []).filter((address) => !current.has(address.toLowerCase())),
    unit: directory?.unit ?? null,
    inDirectory: inDirectory ? listedIn(inDirectory) : null,
    inPlatform: inPlatform ? { ...listedIn(inPlatform), sourceId: inPlatform.source_id } : null,
    status: (inDirectory ?? row).status,
    // A row that a source added later knows nothing of the mailbox yet.
    mailbox: rows.find((each) => each.mailbox !== 'unknown')?.mailbox ?? 'unknown',
    risk: {
      testsSent: risk.tests_sent,
      testsClicked: risk.tests_clicked,
      testsReported: risk.tests_reported,
      trainingOverdue: risk.training_overdue,
    },
  }
}

export const toPersonRecord = (rows: MergedPerson): PersonRecord => ({
  ...toPerson(rows),
  sourceId: rows[0].source_id,
  sourceRef: rows[0].source_ref,
  sourceRefs: Object.fromEntries(rows.map((row) => [row.source_id, row.source_ref])),
  directoryId: directoryOf(rows)?.directoryId ?? null,
})
