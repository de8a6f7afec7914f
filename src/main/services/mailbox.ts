import { Failure } from '../../shared/model'
import type { PersonRecord } from '../ledger/ledger'
import type { MailProvider, Mailbox } from '../providers/provider'
import { requirePerson, within, type ServiceParts } from './parts'

/** How long the directory may take to answer, repeats included. */
const resolveMs = 60_000

/** A person as the ledger has them once the directory was asked, and their mailbox as the provider addresses it. */
export interface Resolved {
  readonly person: PersonRecord
  readonly mailbox: Mailbox
}

/** The address whose mailbox is theirs: the directory's word, where two people swapped addresses and the platform lags behind. */
export const mailAddressOf = ({ address, inDirectory }: Pick<PersonRecord, 'address' | 'inDirectory'>): string =>
  inDirectory === null || inDirectory.status === 'removed' ? address : inDirectory.address

const resolvedOf = (person: PersonRecord): Resolved => ({
  person,
  mailbox: { address: mailAddressOf(person), directoryId: person.directoryId },
})

/**
 * Finds a person's mailbox. The directory is asked once per address, its answer is kept in the ledger; a suspended person
 * is asked for again, because nobody else tells when that ends. Overlapping questions about one address share one answer.
 */
export const createMailboxResolver = (parts: ServiceParts) => {
  const asking = new Map<string, Promise<Resolved>>()

  const ask = async (provider: MailProvider, person: PersonRecord): Promise<Resolved> => {
    const key = { tenantId: person.tenantId, personId: person.id }
    const { address } = person
    const facts = await within(parts.clock, resolveMs, (signal) => provider.resolvePerson(address, signal))
    await parts.ledger.setDirectoryFacts(key, address, facts)
    const { status } = await requirePerson(parts.ledger, key)
    return resolvedOf({ ...person, status, directoryId: facts.directoryId })
  }

  return async (provider: MailProvider, person: PersonRecord): Promise<Resolved> => {
    if (person.directoryId !== null && person.status !== 'suspended') return resolvedOf(person)
    const name = `${person.tenantId}|${person.id}|${person.address}`
    const answer = asking.get(name) ?? ask(provider, person).finally(() => asking.delete(name))
    asking.set(name, answer)
    try {
      return await answer
    } catch (error) {
      // Whose mailbox it is was known before.
      if (person.directoryId !== null && error instanceof Failure) return resolvedOf(person)
      throw error
    }
  }
}
export type MailboxResolver = ReturnType<typeof createMailboxResolver>
