import type { Selectable } from 'kysely'
import type { Person } from '../../shared/model'
import type { DirectoryPerson } from '../providers/provider'
import type { SourcePerson } from '../sources/source'
import type { PersonRecord } from './ledger'
import type { Schema } from './schema'

export type PersonContent = Pick<SourcePerson, 'name' | 'address' | 'aliases'>
export interface DirectoryContent extends Pick<DirectoryPerson, 'directoryId' | 'address' | 'signInName' | 'aliases'> {
  /** The address the directory was asked for. */
  readonly asked: string
}
export type PersonRow = Omit<Selectable<Schema['people']>, 'mark' | 'source_status'>

export const personColumns = [
  'tenant_id',
  'person_id',
  'source_id',
  'source_ref',
  'content',
  'directory',
  'status',
  'mailbox',
  'tests_sent',
  'tests_clicked',
  'tests_reported',
  'training_overdue',
] as const

/** Addresses beside the main one, each once whatever its case. */
const aliasesOf = (content: PersonContent, directory: DirectoryContent | null): string[] => {
  const seen = new Set([content.address.toLowerCase()])
  const all = [...content.aliases, ...(directory ? [directory.address, ...directory.aliases] : [])]
  return all.filter((alias) => {
    const folded = alias.toLowerCase()
    if (folded === '' || seen.has(folded)) return false
    seen.add(folded)
    return true
  })
}

const contentOf = (row: PersonRow): PersonContent => JSON.parse(row.content) as PersonContent

/** What the directory said of the address the person has; null when it was asked for another one, or never. */
const directoryOf = (row: PersonRow): DirectoryContent | null => {
  if (row.directory === null) return null
  const directory = JSON.parse(row.directory) as DirectoryContent
  return directory.asked === contentOf(row).address ? directory : null
}

/** The person as the screens may see it. */
export const toPerson = (row: PersonRow): Person => {
  const content = contentOf(row)
  const directory = directoryOf(row)
  const signIn = directory?.signInName ?? null
  return {
    tenantId: row.tenant_id,
    id: row.person_id,
    name: content.name,
    address: content.address,
    aliases: aliasesOf(content, directory),
    signInName: signIn?.toLowerCase() === content.address.toLowerCase() ? null : signIn,
    status: row.status,
    mailbox: row.mailbox,
    risk: {
      testsSent: row.tests_sent,
      testsClicked: row.tests_clicked,
      testsReported: row.tests_reported,
      trainingOverdue: row.training_overdue,
    },
  }
}

export const toPersonRecord = (row: PersonRow): PersonRecord => ({
  ...toPerson(row),
  sourceId: row.source_id,
  sourceRef: row.source_ref,
  directoryId: directoryOf(row)?.directoryId ?? null,
})
