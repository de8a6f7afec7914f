import { Failure } from '../../shared/model'
import type { PersonRecord } from '../ledger/ledger'
import type { MailProvider, Mailbox } from '../providers/provider'
import { within, type ServiceParts } from './parts'

/** How long the directory may take to answer, repeats included. */
const resolveMs = 60_000

/**
 * The person's mailbox as the provider addresses it. The directory is asked once per person; its answer is kept in the
 * ledger. Overlapping questions about one person share one answer.
 */
export const createMailboxResolver = (parts: ServiceParts) => {
  const asking = new Map<string, Promise<Mailbox>>()

  const ask = async (provider: MailProvider, person: PersonRecord): Promise<Mailbox> => {
    const facts = await within(resolveMs, (signal) => provider.resolvePerson(person.address, signal))
    await parts.ledger.setDirectoryFacts({ tenantId: person.tenantId, personId: person.id }, facts)
    return { address: person.address, directoryId: facts.directoryId }
  }

  return async (provider: MailProvider, person: PersonRecord): Promise<Mailbox> => {
    if (person.directoryId !== null) return { address: person.address, directoryId: person.directoryId }
    const key = `${person.tenantId}|${person.id}`
    const open = asking.get(key)
    if (open) return open
    const answer = ask(provider, person).finally(() => asking.delete(key))
    asking.set(key, answer)
    return answer
  }
}
export type MailboxResolver = ReturnType<typeof createMailboxResolver>

/** Rejects as `cancelled` when the signal was aborted. */
export const throwIfCancelled = (signal: AbortSignal): void => {
  if (signal.aborted) throw new Failure({ code: 'cancelled', message: 'Abandoned.' })
}
