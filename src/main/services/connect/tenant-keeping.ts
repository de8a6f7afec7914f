import {
  Failure,
  type Capability,
  type CapabilityReading,
  type ConsentRepair,
  type GrantReading,
  type Tenant,
  type TenantConnection,
} from '../../../shared/model'
import { tenantSettings, type TenantSettings } from '../../tenants/settings'
import { consentRepairFor } from './consent-repair'
import { draftOf } from './draft-of'
import { instructionsFor } from './instructions'
import type { ConnectParts } from './parts'
import { readGrant } from './read-grant'
import { withSpreading } from './spreading'

type Edit = Partial<
  Pick<TenantSettings, 'name' | 'colour' | 'tags' | 'timeZone' | 'disabled' | 'platform' | 'retentionDays'>
>

export interface TenantKeeping {
  edit(tenantId: string, change: Edit): Promise<Tenant>
  /** Every tenant's id in the order wanted; those left out follow. */
  reorder(tenantIds: readonly string[]): Promise<void>
  /** Removes the tenant and its secrets; `erase` also what the ledger knows of it, for good. */
  remove(tenantId: string, ledger: 'keep' | 'erase'): Promise<void>
  connection(tenantId: string): Promise<TenantConnection>
  grant(tenantId: string): GrantReading | null
  /** The rights that each tenant's latest reading lacks for sure, by the tenant's id; those that lack none are left out. */
  missingRights(): Readonly<Record<string, readonly Capability[]>>
  /** Reads it again. A right that changed is marked as spreading until another reading, two minutes later, settles it. */
  check(tenantId: string): Promise<GrantReading>
  /** What the customer's admin has to do so that what the latest reading lacks is granted again. Throws `manual-tenant`. */
  consentRepair(tenantId: string): Promise<ConsentRepair>
}

/** Neither what couldn't be told is missing, nor what may only not have spread yet. */
const isLacking = ({ state, spreading }: CapabilityReading): boolean => state === 'missing' && !spreading

/** What is done with a connected tenant that needs no new connection. */
export const createTenantKeeping = (
  parts: ConnectParts,
  eraseTenant: (tenantId: string) => Promise<void>,
): TenantKeeping => {
  const { ledger, vault, files, emit, clock } = parts

  const require = async (tenantId: string): Promise<TenantSettings> => {
    const settings = await ledger.readSettings(tenantId)
    if (settings && !settings.removed) return settings
    throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
  }
  const put = async (settings: TenantSettings): Promise<void> => {
    await ledger.putTenant(tenantSettings.parse(settings))
    emit({ kind: 'tenants-changed' })
  }
  /** Changes of this tenant that were begun: they hold copies of its secrets. */
  const dropDrafts = (tenantId: string): void => {
    const drafts = files.drafts.read()
    const ofTenant = drafts.filter((draft) => draft.tenantId === tenantId)
    for (const { id } of ofTenant) vault.remove(id)
    const gone = new Set(ofTenant.map(({ id }) => id))
    if (gone.size > 0) files.drafts.change((all) => all.filter(({ id }) => !gone.has(id)))
  }
  const forgetGrant = (tenantId: string): void => {
    files.grants.change(({ [tenantId]: _, ...others }) => others)
  }

  return {
    edit: async (tenantId, change) => {
      const { timeZone } = change
      if (timeZone !== undefined && !Intl.supportedValuesOf('timeZone').includes(timeZone) && timeZone !== 'UTC')
        throw new Failure({ code: 'bad-input', message: `“${timeZone}” is no time zone.`, field: 'timeZone' })
      await put({ ...(await require(tenantId)), ...change })
      const tenant = await ledger.readTenant(tenantId)
      if (tenant) return tenant
      throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
    },
    reorder: async (tenantIds) => {
      const known = await ledger.listTenants()
      const order = [...new Set([...tenantIds, ...known.map(({ id }) => id)])]
      for (const { id } of known) {
        const settings = await require(id)
        const position = order.indexOf(id)
        if (settings.position !== position) await ledger.putTenant({ ...settings, position })
      }
      emit({ kind: 'tenants-changed' })
    },
    remove: async (tenantId, what) => {
      const settings = await require(tenantId)
      // The secrets go first: whatever fails after that, nothing can be reached any more.
      vault.remove(tenantId)
      dropDrafts(tenantId)
      forgetGrant(tenantId)
      if (what === 'erase') {
        await eraseTenant(tenantId)
        vault.forgetLedgerKey(tenantId)
      } else await ledger.putTenant({ ...settings, removed: true, held: [], signInExpiresAt: null })
      emit({ kind: 'tenants-changed' })
    },
    connection: async (tenantId) => {
      const settings = await require(tenantId)
      const { provider, connection } = settings
      const { microsoft, google } = draftOf(settings, { id: tenantId, changedAt: '', copy: false })
      const shared =
        connection.provider === 'microsoft'
          ? files.applications.read().find(({ id }) => id === connection.application)
          : undefined
      return {
        microsoft: provider === 'microsoft' ? { ...microsoft, ...(shared ? { signIn: shared.signIn } : {}) } : null,
        google: provider === 'google' ? google : null,
        sharedApplication: shared?.name ?? null,
        held: shared?.held ?? settings.held,
      }
    },
    grant: (tenantId) => files.grants.read()[tenantId] ?? null,
    missingRights: () =>
      Object.fromEntries(
        Object.entries(files.grants.read()).flatMap(([tenantId, { rows }]) => {
          const missing = rows.filter(isLacking).map(({ capability }) => capability)
          return missing.length === 0 ? [] : [[tenantId, missing]]
        }),
      ),
    check: async (tenantId) => {
      await require(tenantId)
      const tell = (row: CapabilityReading): void => emit({ kind: 'grant-row', draftId: null, tenantId, row })
      const read = await readGrant(parts, tenantId, new AbortController().signal, tell)
      const reading = withSpreading(files.grants.read()[tenantId] ?? null, read, clock.now())
      for (const row of reading.rows) if (row.spreading) tell(row)
      files.grants.change((grants) => ({ ...grants, [tenantId]: reading }))
      return reading
    },
    consentRepair: async (tenantId) => {
      const settings = await require(tenantId)
      if (settings.provider === 'manual')
        throw new Failure({ code: 'manual-tenant', message: 'A manual tenant grants nothing that could be missing.' })
      const draft = draftOf(settings, { id: tenantId, changedAt: '', copy: false })
      const shared = files.applications.read().find(({ id }) => id === draft.microsoft.applicationId) ?? null
      return consentRepairFor(draft, instructionsFor(draft, shared), files.grants.read()[tenantId] ?? null)
    },
  }
}
