import { z } from 'zod'
import type {
  Capability,
  ConsentRepair,
  GrantReading,
  Tenant,
  TenantConnection,
  TenantImportReport,
  WorkspaceStatus,
} from '../model'
import { platformProfile, tenantId, workspaceKinds } from '../model'
import { answers } from './answers'

const aTenant = z.object({ tenantId })
const tenantFile = z.object({ format: z.enum(['csv', 'json']), text: z.string().max(20_000_000) })

export const tenantCalls = {
  'tenants.list': { input: z.object({}), ...answers<readonly Tenant[]>() },
  /** Remembers that this tenant was opened now. */
  'tenants.open': { input: aTenant, ...answers<Tenant>() },
  'tenants.setFavourite': { input: aTenant.extend({ favourite: z.boolean() }), ...answers<Tenant>() },
  /** What needs no new connection. */
  'tenants.edit': {
    input: aTenant.extend({
      change: z
        .object({
          name: z.string().trim().min(1, 'A tenant needs a name.').max(200),
          colour: z.string().regex(/^#[0-9a-f]{6}$/, 'A colour is written as #rrggbb.'),
          tags: z.array(z.string().trim().min(1).max(40)).max(20),
          timeZone: z.string().min(1).max(60),
          disabled: z.boolean(),
          platform: platformProfile,
          retentionDays: z.number().int().min(30, 'Keep at least 30 days.').max(3_650, 'Keep at most ten years.'),
        })
        .partial(),
    }),
    ...answers<Tenant>(),
  },
  /** Every tenant's id, in the order in which they are shown. */
  'tenants.reorder': { input: z.object({ tenantIds: z.array(tenantId).max(5_000) }), ...answers<null>() },
  /** Removes the tenant and its secrets; its ledger is kept for when it comes back, or erased for good. */
  'tenants.remove': { input: aTenant.extend({ ledger: z.enum(['keep', 'erase']) }), ...answers<null>() },
  /** How it is reached, and what may be told of what it signs in with. */
  'tenants.connection': { input: aTenant, ...answers<TenantConnection>() },
  /** The latest reading of what is granted; null when there was none. */
  'tenants.grant': { input: aTenant, ...answers<GrantReading | null>() },
  /** The rights that each tenant's latest reading lacks, by the tenant's id; those that lack none are left out. */
  'tenants.missingRights': { input: z.object({}), ...answers<Readonly<Record<string, readonly Capability[]>>>() },
  /** Reads it again; each row comes as a `grant-row` event when it is known. */
  'tenants.check': { input: aTenant, ...answers<GrantReading>() },
  /** What the customer's admin has to do so that what the latest reading lacks is granted again; `manual-tenant` for one without grants. */
  'tenants.consentRepair': { input: aTenant, ...answers<ConsentRepair>() },
  /** What a file of tenants would come to; changes nothing. */
  'tenants.readFile': { input: tenantFile, ...answers<TenantImportReport>() },
  /** Adds and changes what the file says; refused lines are left out. */
  'tenants.importFile': { input: tenantFile, ...answers<TenantImportReport>() },
  /** An example file to fill in. */
  'tenants.template': { input: z.object({ format: z.enum(['csv', 'json']) }), ...answers<string>() },
  'workspace.status': { input: z.object({}), ...answers<WorkspaceStatus>() },
  /** Leaves one workspace for the other; the page is loaded anew. */
  'workspace.open': { input: z.object({ workspace: z.enum(workspaceKinds) }), ...answers<WorkspaceStatus>() },
}
