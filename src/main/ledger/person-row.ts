import type { Selectable } from 'kysely'
import type { Person } from '../../shared/model'
import type { DirectoryPerson } from '../providers/provider'
import type { SourcePerson } from '../sources/source'
import type { PersonRecord } from './ledger'
import type { MergedPerson } from './merged-people'
import type { Opened } from './seal'
import type { Schema } from './schema'

export type PersonContent = Pick<SourcePerson, 'name' | 'address' | 'aliases'>
export interface DirectoryContent extends Pick<DirectoryPerson, 'directoryId' | 'address' | 'signInName' | 'aliases'> {
  /** The address the directory was asked for. */
  readonly asked: string
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

/** What the directory said of the address the person has; null when it was asked for another one, or never. */
const directoryOf = (rows: MergedPerson): DirectoryContent | null => {
  const { address } = contentOf(rows[0])
  for (const row of rows) {
    const directory = row.directory === null ? null : (JSON.parse(row.directory) as DirectoryContent)
    if (directory?.asked === address) return directory
  }
  return null
}

/** The person as the screens may see it. */
export const toPerson = (rows: MergedPerson): Person => {
  const [row, ...others] = rows
  const content = contentOf(row)
  const directory = directoryOf(rows)
  const signIn = directory?.signInName ?? null
  return {
    tenantId: row.tenant_id,
    id: row.person_id,
    name: content.name,
    address: content.address,
    aliases: aliasesOf(content, directory, others.map(contentOf)),
    signInName: signIn?.toLowerCase() === content.address.toLowerCase() ? null : signIn,
    status: row.status,
    // A row that a source added later knows nothing of the mailbox yet.
    mailbox: rows.find((each) => each.mailbox !== 'unknown')?.mailbox ?? 'unknown',
    risk: {
      testsSent: row.tests_sent,
      testsClicked: row.tests_clicked,
      testsReported: row.tests_reported,
      trainingOverdue: row.training_overdue,
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
