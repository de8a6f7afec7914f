import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CopyRecord, EmailKey, Ledger, NewSighting, PersonKey } from '../ledger'
import { openLedgerHere } from '../store'
import type { LedgerFiles } from '../wire'
import { anEmail, aPerson, noon, sourceId, tenantId } from './records'

/** Names for a ledger's files in a folder that is removed when the test ends. */
export const tempFiles = (): LedgerFiles & { readonly folder: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, file: join(folder, 'ledger.sqlite'), keyFile: join(folder, 'ledger.key') }
}

/** An empty ledger in this thread, closed and removed when the test ends. */
export const openTestLedger = async (files: LedgerFiles = tempFiles()): Promise<Ledger> => {
  const ledger = await openLedgerHere(files)
  onTestFinished(() => ledger.close())
  return ledger
}

/** Adds one person and resolves to the key. */
export const addPerson = async (ledger: Ledger, ref = 'p1', tenant: string = tenantId): Promise<PersonKey> => {
  await ledger.mergePeople(tenant, sourceId, [aPerson(ref)], 'people-1')
  const person = (await ledger.listPeople(tenant)).find((candidate) => candidate.name === `Person ${ref}`)
  if (!person) throw new Error('the person was not added')
  return { tenantId: tenant, personId: person.id }
}

/** Adds one sent email at noon and resolves to the key. */
export const addEmail = async (
  ledger: Ledger,
  person: PersonKey,
  ref = 'e1',
  source: string = sourceId,
): Promise<EmailKey> => {
  // Another source knows the person by their address.
  const facts = source === sourceId ? {} : { personRef: 'p1@northwind.example' }
  await ledger.mergeEmails(person, source, [anEmail(ref, noon, facts)], 'log-1')
  const { emails } = await ledger.readLog(person, noon, noon + 1)
  const email = emails.find((candidate) => candidate.subject === `Subject ${ref}`)
  if (!email) throw new Error('the email was not added')
  return { ...person, emailId: email.id }
}

/** Adds one sighting of one email. */
export const addSighting = async (
  ledger: Ledger,
  key: EmailKey,
  seen: { readonly sighting: NewSighting; readonly copies: readonly CopyRecord[] },
): Promise<void> => {
  await ledger.addSightings(key, [{ emailId: key.emailId, ...seen }])
}
