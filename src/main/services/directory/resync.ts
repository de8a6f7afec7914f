import {
  Failure,
  type ChangedPerson,
  type DirectoryChange,
  type DirectoryResync,
  type GrantReading,
  type Job,
} from '../../../shared/model'
import type { DirectoryPage, MailProvider } from '../../providers/provider'
import { closing, type JobControl, type Jobs } from '../jobs'
import { factsOf, isBug, isCancelled, requireProvider, type ServiceParts } from '../parts'
import { ahead } from './ahead'
import { resyncSentence } from './resync-sentence'

/** A reading that was cut off goes on when its last page is no older than this, in milliseconds; pages are known for days. */
const resumableMs = 12 * 3_600_000
/** Milliseconds between two words to the screens while pages arrive: each may have them read their list again. */
const tellEveryMs = 2_000
/** How often one reading starts over because the provider forgot where it was. */
const mostRestarts = 2
/** How many people of one kind a list shows. */
const listed = 1_000

export interface ResyncService {
  /**
   * Reads what changed in the tenant's directory since the last time, or everybody (`full`, or where the provider tells no
   * changes), then the permissions again. One that was cut off goes on where it was. Throws `manual-tenant`.
   */
  resync(tenantId: string, how: { readonly full: boolean }): Promise<Job>
  /** The last one that came to its end; null when there was none. */
  lastResync(tenantId: string): Promise<DirectoryResync | null>
  /** Whom it found changed in this way. */
  changes(tenantId: string, resyncId: string, kind: DirectoryChange): Promise<readonly ChangedPerson[]>
  /** Goes on with what an earlier run of the app left open. */
  resume(): Promise<void>
}

const mayReadDirectory = (grant: GrantReading | null): boolean =>
  grant?.rows.find(({ capability }) => capability === 'read-directory')?.state === 'granted'

/** `checkGrant` reads the tenant's permissions again and keeps them. */
export const createResyncService = (
  parts: ServiceParts,
  jobs: Jobs,
  checkGrant: (tenantId: string) => Promise<GrantReading>,
): ResyncService => {
  const { ledger, clock } = parts

  const readGrant = (tenantId: string): Promise<GrantReading | null> =>
    checkGrant(tenantId).catch((error: unknown) => {
      if (isBug(error)) parts.reportBug(error, 'reading the permissions in a resync')
      return null
    })

  /** The reading to carry out: the one that was cut off, or a new one. */
  const begin = async (tenantId: string, full: boolean) => {
    const open = await ledger.openResync(tenantId)
    const goesOn = open !== null && clock.now() - open.keptAt < resumableMs && (open.full || !full)
    if (goesOn) return { id: open.id, cursor: open.cursor, read: open.read }
    const id = parts.newId()
    const { cursor } = await ledger.beginResync(tenantId, { id, full, mark: parts.newId(), at: clock.now() })
    return { id, cursor, read: 0 }
  }

  const readPages = async (
    tenantId: string,
    id: string,
    pages: AsyncIterable<DirectoryPage>,
    { signal, progress }: JobControl,
  ): Promise<void> => {
    let toldAt = clock.now()
    for await (const page of ahead(pages)) {
      signal.throwIfAborted()
      const read = await ledger.mergeDirectory(tenantId, id, page, clock.now())
      progress(read, null)
      if (clock.now() - toldAt < tellEveryMs) continue
      toldAt = clock.now()
      parts.emit({ kind: 'people-changed', tenantId })
    }
    signal.throwIfAborted()
  }

  /** Reads to the end; from the start again, everybody, where the provider no longer knows the place. */
  const readAll = async (
    tenantId: string,
    provider: MailProvider,
    from: { readonly id: string; readonly cursor: string | null },
    control: JobControl,
  ): Promise<void> => {
    let { cursor } = from
    for (let restarts = 0; ; restarts += 1) {
      try {
        return await readPages(tenantId, from.id, provider.directory(cursor, control.signal), control)
      } catch (error) {
        const isForgotten = error instanceof Failure && error.facts.field === 'cursor'
        if (!isForgotten || restarts === mostRestarts) throw error
        const again = { id: from.id, full: true, mark: parts.newId(), at: clock.now() }
        cursor = (await ledger.beginResync(tenantId, again)).cursor
      }
    }
  }

  const note = (tenantId: string, outcome: 'succeeded' | 'failed', detail: string): Promise<void> =>
    ledger.appendAudit({
      at: clock.now(),
      engineer: parts.engineer(),
      tenantId,
      personId: null,
      emailId: null,
      rescueId: null,
      action: 'resync-directory',
      outcome,
      detail,
    })

  const run = async (tenantId: string, full: boolean, control: JobControl): Promise<void> => {
    const provider = await requireProvider(parts, tenantId)
    const reading = await begin(tenantId, full)
    control.progress(reading.read, null)
    let refused: GrantReading | null = null
    try {
      try {
        await readAll(tenantId, provider, reading, control)
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'permission-missing') throw error
        // A token from before the consent doesn't carry it: reading the permissions takes a fresh one.
        refused = await readGrant(tenantId)
        if (!mayReadDirectory(refused)) throw error
        await readAll(tenantId, provider, await begin(tenantId, full), control)
      }
      const grant = await readGrant(tenantId)
      control.signal.throwIfAborted()
      const ended = await ledger.finishResync(tenantId, reading.id, grant, clock.now())
      await note(tenantId, 'succeeded', resyncSentence(ended))
    } catch (error) {
      if (control.signal.aborted || isCancelled(error)) {
        // Whoever closes the app wants it to go on at the next start.
        if (control.signal.reason !== closing) await ledger.stopResync(tenantId, reading.id)
        throw error
      }
      // What the tenant no longer grants is what the engineer has to see now.
      if (refused === null) await readGrant(tenantId)
      await note(tenantId, 'failed', factsOf(error).message)
      throw error
    } finally {
      if (control.signal.reason !== closing) {
        parts.emit({ kind: 'people-changed', tenantId })
        parts.emit({ kind: 'tenants-changed' })
      }
    }
  }

  const resync = async (tenantId: string, { full }: { readonly full: boolean }): Promise<Job> => {
    const tenant = await ledger.readTenant(tenantId)
    if (!tenant)
      throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
    if (tenant.provider === 'manual')
      throw new Failure({
        code: 'manual-tenant',
        message: 'This tenant is manual: it has no directory that could be read. Refresh its people instead.',
      })
    return jobs.start({
      kind: 'resync-directory',
      tenantId,
      personId: null,
      title: `${full ? 'Reading the whole directory' : 'Resyncing the directory'} of ${tenant.name}`,
      key: `directory|${tenantId}`,
      run: (control) => run(tenantId, full, control),
    })
  }

  const resume = async (): Promise<void> => {
    const locked = new Set(await ledger.lockedTenants())
    for (const { id, provider, disabled } of await ledger.listTenants()) {
      if (provider === 'manual' || disabled || locked.has(id)) continue
      const open = await ledger.openResync(id)
      if (open && !open.stopped) await resync(id, { full: open.full })
    }
  }

  return {
    resync,
    lastResync: (tenantId) => ledger.lastResync(tenantId),
    changes: (tenantId, resyncId, kind) => ledger.resyncChanges(tenantId, resyncId, kind, listed),
    resume,
  }
}
