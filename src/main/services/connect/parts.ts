import { z } from 'zod'
import type { AppEvent } from '../../../shared/contract'
import { microsoftClouds, type ConnectDraft, type GrantReading, type SharedApplication } from '../../../shared/model'
import type { Ledger } from '../../ledger/ledger'
import type { Clock } from '../../net/transport'
import type { CapabilityCheck, MailProvider } from '../../providers/provider'
import type { TenantSettings } from '../../tenants/settings'
import type { Vault } from '../../vault/vault'
import { connectDraft, grantReading, heldSecret } from './draft'
import { openJsonFile, type JsonFile } from '../../files/json-file'

/** A shared application as it is kept; who uses it is counted when it is shown. */
export const keptApplication = z.object({
  id: z.string(),
  name: z.string(),
  clientId: z.string(),
  cloud: z.enum(microsoftClouds),
  login: z.string(),
  graph: z.string(),
  signIn: z.enum(['secret', 'certificate']),
  held: z.array(heldSecret),
})
export type KeptApplication = Omit<SharedApplication, 'tenants'>

/** What is kept of connecting beside the ledger; none of it is secret. */
export interface ConnectFiles {
  readonly drafts: JsonFile<readonly ConnectDraft[]>
  readonly applications: JsonFile<readonly KeptApplication[]>
  readonly grants: JsonFile<Readonly<Record<string, GrantReading>>>
}

/** Opens those files in a workspace's folder; `join` puts a name into it. */
export const openConnectFiles = (join: (name: string) => string): ConnectFiles => ({
  drafts: openJsonFile<readonly ConnectDraft[]>(join('drafts.json'), z.array(connectDraft), []),
  applications: openJsonFile<readonly KeptApplication[]>(join('applications.json'), z.array(keptApplication), []),
  grants: openJsonFile<Readonly<Record<string, GrantReading>>>(
    join('grants.json'),
    z.record(z.string(), grantReading),
    {},
  ),
})

export interface ConnectParts {
  readonly ledger: Pick<Ledger, 'listTenants' | 'readTenant' | 'readSettings' | 'putTenant'>
  readonly vault: Vault
  readonly files: ConnectFiles
  readonly clock: Clock
  readonly emit: (event: AppEvent) => void
  readonly newId: () => string
  /** The provider of a tenant or, by its id, of a draft; null for a manual one. */
  readonly providerOf: (id: string) => Promise<(MailProvider & CapabilityCheck) | null>
  /** Opens a page in the system's browser. */
  readonly openExternal: (url: string) => Promise<void>
  /** Adds a tenant or replaces its settings; may refuse it with `old-runtime`. */
  readonly put: (settings: TenantSettings) => Promise<void>
  /** Why no tenant can be connected in this workspace; null where it can. */
  readonly refusal: string | null
  /** IANA zone for a new tenant. */
  readonly timeZone: string
}

/** Drafts have ids of their own kind, so that they are never taken for a tenant's. */
const draftPrefix = 'draft:'
export const newDraftId = (newId: () => string): string => `${draftPrefix}${newId()}`
export const isDraftId = (id: string): boolean => id.startsWith(draftPrefix)

/** Under which holder the vault keeps an application's secrets. */
export const applicationHolder = (id: string): string => `application:${id}`
