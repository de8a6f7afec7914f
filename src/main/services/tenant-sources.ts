import { Failure, type LogSourceKind, type LogSourceName, type SourceReading } from '../../shared/model'
import type { PersonRecord } from '../ledger/ledger'
import type { LogSource } from '../sources/source'
import { sourceKinds } from '../tenants/source-kinds'
import type { JobControl } from './jobs'
import { factsOf, isBug, isCancelled, isoOf, type ServiceParts } from './parts'

/** A log source of a tenant, by its name, and ready to be read. */
export interface TenantSource extends LogSourceName {
  readonly reader: LogSource
}

/** What a source calls a person; null when it doesn't know them. */
export const refAt = (
  { id, kind }: { readonly id: string; readonly kind: LogSourceKind },
  { sourceRefs, address }: Pick<PersonRecord, 'sourceRefs' | 'address'>,
): string | null => sourceRefs[id] ?? (sourceKinds[kind].findsBy === 'address' ? address : null)

/** What reading each of several sources came to. */
interface Read<Value> {
  readonly done: readonly { readonly source: TenantSource; readonly value: Value }[]
  readonly failed: readonly { readonly source: TenantSource; readonly error: unknown }[]
}

/** Whose reading it is, for the note of what it came to. */
interface Reading {
  readonly tenantId: string
  readonly what: SourceReading['what']
}

/**
 * Reads all sources side by side, each on its own: one that fails takes nothing from the others. Their progress is told as
 * one, what each came to is noted. Rejects only when the whole was cancelled.
 */
export const readEach = async <Value>(
  { readings, clock }: Pick<ServiceParts, 'readings' | 'clock'>,
  { tenantId, what }: Reading,
  sources: readonly TenantSource[],
  { signal, progress }: JobControl,
  read: (source: TenantSource, control: JobControl) => Promise<Value>,
): Promise<Read<Value>> => {
  const shares = sources.map((): { done: number; total: number | null } => ({ done: 0, total: null }))
  const ends = await Promise.allSettled(
    sources.map((source, index) =>
      read(source, {
        signal,
        progress: (done, total) => {
          shares[index] = { done, total }
          const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
          const totals = shares.flatMap((share) => share.total ?? [])
          progress(sum(shares.map((share) => share.done)), totals.length === shares.length ? sum(totals) : null)
        },
      }),
    ),
  )
  const cancelled = ends.find((end) => end.status === 'rejected' && (signal.aborted || isCancelled(end.reason)))
  if (cancelled?.status === 'rejected') throw cancelled.reason
  for (const [index, end] of ends.entries()) {
    const failure = end.status === 'rejected' ? factsOf(end.reason).message : null
    readings.note(tenantId, sources[index]!.id, { at: isoOf(clock.now()), what, rows: shares[index]!.done, failure })
  }
  return {
    done: ends.flatMap((end, index) =>
      end.status === 'fulfilled' ? { source: sources[index]!, value: end.value } : [],
    ),
    failed: ends.flatMap((end, index) =>
      end.status === 'rejected' ? { source: sources[index]!, error: end.reason as unknown } : [],
    ),
  }
}

/** Throws what kept any source from being read; beside others, it names the source and says which ones were read. */
export const throwIfAnyFailed = ({ done, failed }: Read<unknown>): void => {
  const [first] = failed
  if (first === undefined) return
  const bug = failed.find(({ error }) => isBug(error))
  if (bug || !(first.error instanceof Failure) || done.length + failed.length === 1) throw (bug ?? first).error
  const said = failed.map(({ source, error }) => `${source.name}: ${(error as Failure).message}`)
  const read = done.map(({ source }) => source.name)
  const others = read.length === 0 ? [] : [`${read.join(' and ')} ${read.length === 1 ? 'was' : 'were'} read.`]
  throw new Failure({ ...first.error.facts, message: [...said, ...others].join(' ') }, { cause: first.error })
}
