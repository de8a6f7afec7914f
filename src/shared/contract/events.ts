import type { CapabilityReading, ImportRun, Job, Rescue, Resend, Sighting, VaultStatus } from '../model'

/** What main tells the renderer unasked. Each carries whom it is about, so that a late one is dropped, never misfiled. */
export type AppEvent =
  | {
      readonly kind: 'sighted'
      readonly tenantId: string
      readonly personId: string
      readonly emailId: string
      readonly sighting: Sighting
    }
  | { readonly kind: 'log-changed'; readonly tenantId: string; readonly personId: string }
  | { readonly kind: 'people-changed'; readonly tenantId: string }
  | { readonly kind: 'tenants-changed' }
  /** One row of a check under way, of a draft or of a connected tenant. */
  | {
      readonly kind: 'grant-row'
      readonly draftId: string | null
      readonly tenantId: string | null
      readonly row: CapabilityReading
    }
  /** Something was read in the background, or begins or ends to be: `background.status` says what. */
  | { readonly kind: 'background-changed' }
  | { readonly kind: 'vault-changed'; readonly status: VaultStatus }
  | { readonly kind: 'rescue-changed'; readonly rescue: Rescue }
  | { readonly kind: 'resend-changed'; readonly resend: Resend }
  | { readonly kind: 'job'; readonly job: Job }
  /** How far an import is, a few times a second, and that it ended. */
  | { readonly kind: 'import'; readonly run: ImportRun }
  | {
      readonly kind: 'network'
      /** False when none of a tenant's endpoints answers. */
      readonly online: boolean
      /** Hosts that don't answer, also while others do; missing says nothing. */
      readonly unreachable?: readonly string[]
    }
