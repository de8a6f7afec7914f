import { Failure, type CapabilityReading } from '../../shared/model'
import type { CapabilityCheck, MailProvider } from '../providers/provider'
import type { MailboxReader } from '../sources/source'

type Provider = MailProvider & CapabilityCheck

/** Lets a log source list mail in a tenant's mailboxes through its provider, and do nothing else there. */
export const createMailboxReader = (providerOf: (tenantId: string) => Promise<Provider | null>): MailboxReader => {
  const require = async (tenantId: string): Promise<Provider> => {
    const provider = await providerOf(tenantId)
    if (provider) return provider
    throw new Failure({
      code: 'manual-tenant',
      message: 'This tenant is manual: no mailbox of it can be read, so none can be scanned.',
      field: 'kind',
    })
  }
  return {
    async *scan(tenantId, { address, directoryId }, query, signal) {
      const provider = await require(tenantId)
      const known = directoryId ?? (await provider.resolvePerson(address, signal)).directoryId
      yield* provider.scan({ address, directoryId: known }, query, signal)
    },
    probe: async (tenantId, signal) => {
      const reading = await (await require(tenantId)).check('locate', signal)
      if (reading.state === 'granted' || reading.state === 'declared') return `Mailboxes can be read. ${reading.detail}`
      throw new Failure({ code: 'permission-missing', message: sentenceOf(reading) })
    },
  }
}

const sentenceOf = ({ detail, remedy }: CapabilityReading): string => (remedy === null ? detail : `${detail} ${remedy}`)
