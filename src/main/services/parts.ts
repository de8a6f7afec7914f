import type { AppEvent } from '../../shared/contract'
import { Failure } from '../../shared/model'
import type { Ledger, PersonKey, PersonRecord } from '../ledger/ledger'
import type { Clock } from '../net/transport'
import type { MailProvider } from '../providers/provider'
import type { SourceReadings } from './log-sources/source-readings'
import type { TenantSource } from './tenant-sources'

/** What every service is built from; handed in by the composition root, so that none knows a concrete provider or source. */
export interface ServiceParts {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly emit: (event: AppEvent) => void
  /** The tenant's mail provider; null for a manual tenant. */
  readonly providerOf: (tenantId: string) => Promise<MailProvider | null>
  /** The tenant's log sources in the order of its settings; fails with `source-missing` where there is none. */
  readonly sourcesOf: (tenantId: string) => Promise<readonly TenantSource[]>
  /** What the last reading of each source came to. */
  readonly readings: SourceReadings
  /** Name written into the audit trail. */
  readonly engineer: () => string
  readonly newId: () => string
  /** Logs what was thrown although nobody expected it; `what` says in few words what was being done, and names nobody. */
  readonly reportBug: (error: unknown, what: string) => void
}

export const isoOf = (epochMs: number): string => new Date(epochMs).toISOString()

/** The person as the ledger has them; throws `unknown-person` when they aren't one of this tenant. */
export const requirePerson = async (ledger: Ledger, key: PersonKey): Promise<PersonRecord> => {
  const person = await ledger.readPerson(key)
  if (person) return person
  throw new Failure({
    code: 'unknown-person',
    message: 'This person is not one of this tenant: pick the person again.',
    field: 'personId',
  })
}

/** The tenant's provider; throws `manual-tenant` where no mailbox can be reached. */
export const requireProvider = async (parts: ServiceParts, tenantId: string): Promise<MailProvider> => {
  const provider = await parts.providerOf(tenantId)
  if (provider) return provider
  throw new Failure({
    code: 'manual-tenant',
    message: 'This tenant is manual: its mail is sent by SMTP and no mailbox can be read or changed.',
  })
}

/** A failure's facts, whatever was thrown; a bug gets its own code and keeps no stack. */
export const factsOf = (error: unknown): Failure['facts'] =>
  error instanceof Failure
    ? error.facts
    : { code: 'bug', message: 'Something in Whereabouts itself went wrong: try again, then report it with the time.' }

/** Stopped on purpose: our own code for it, or the reason of an aborted signal. */
export const isCancelled = (error: unknown): boolean =>
  error instanceof Failure ? error.code === 'cancelled' : error instanceof Error && error.name === 'AbortError'

/** Neither an expected failure nor stopped on purpose. */
export const isBug = (error: unknown): boolean => !(error instanceof Failure) && !isCancelled(error)

/** Lets work run that nobody waits for. What it has to tell it tells by events; only a bug is reported from here. */
export const inBackground = (parts: Pick<ServiceParts, 'reportBug'>, what: string, work: Promise<unknown>): void => {
  work.catch((error: unknown) => {
    if (isBug(error)) parts.reportBug(error, what)
  })
}

/** Rejects as `cancelled` when the signal was aborted. */
export const throwIfCancelled = (signal: AbortSignal): void => {
  if (signal.aborted) throw new Failure({ code: 'cancelled', message: 'Abandoned.' })
}

/** Runs work with a signal that ends it after `ms`; running out of time is a `timeout`, not somebody's cancelling. */
export const within = async <T>(clock: Clock, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const late = new AbortController()
  const done = new AbortController()
  clock.sleep(ms, done.signal).then(
    () => late.abort(),
    () => undefined,
  )
  try {
    return await work(late.signal)
  } catch (error) {
    if (!late.signal.aborted || !isCancelled(error)) throw error
    throw new Failure({ code: 'timeout', message: 'No answer came in time: check again.' }, { cause: error })
  } finally {
    done.abort()
  }
}
