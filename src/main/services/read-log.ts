import { windowBounds, type TimeWindow } from '../../shared/model'
import type { OpenReading, PersonKey, PersonRecord } from '../ledger/ledger'
import type { SentEmailPage } from '../sources/source'
import type { JobControl } from './jobs'
import { mailAddressOf } from './mailbox'
import type { ServiceParts } from './parts'
import { readPages } from './readings'
import { refAt, type TenantSource } from './tenant-sources'

/** Reads the log of one person from one source to the end of a window; resolves to how many rows that were. */
export const readLogOf = async (
  parts: ServiceParts,
  key: PersonKey,
  person: PersonRecord,
  { id: sourceId, kind, reader }: TenantSource,
  window: TimeWindow,
  control: JobControl,
): Promise<number> => {
  const { ledger, clock } = parts
  const startedAt = clock.now()
  const asked = windowBounds(window, startedAt)
  const personRef = refAt({ id: sourceId, kind }, person) ?? person.address
  const addresses = [...new Set([mailAddressOf(person), person.address, ...person.aliases])]
  const order = {
    key: { ...key, sourceId },
    window: asked,
    pages: ({ window: bounds, cursor }: OpenReading) =>
      reader.sentEmails(
        { personRef, addresses, directoryId: person.directoryId, ...(bounds ?? asked), cursor },
        control.signal,
      ),
    keep: async ({ emails }: SentEmailPage, mark: string) => {
      await ledger.mergeEmails(key, sourceId, emails, mark)
      parts.emit({ kind: 'log-changed', ...key })
      return emails.length
    },
  }
  const reading = await readPages(parts, order, control)
  // Another reading may have taken over: what this one did not see is not gone.
  control.signal.throwIfAborted()
  const { from, to } = reading.window ?? asked
  // A window that reaches the present is covered up to its own end; one that lies in the past, as of this reading.
  const at = to > startedAt ? Math.min(clock.now(), to) : startedAt
  await ledger.finishLog(key, sourceId, from, to, reading.mark, at)
  parts.emit({ kind: 'log-changed', ...key })
  return reading.done
}
