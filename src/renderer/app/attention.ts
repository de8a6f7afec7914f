import type { Capability } from '../../shared/model/grant'
import type { Tenant } from '../../shared/model/tenant'
import { signInExpiry } from './tenant-state'

/** Why a tenant needs a look. */
export type Attention = 'disabled' | 'expiry' | 'missing-right'

/** Everything that a tenant needs a look for at `now` (epoch ms). */
export const attentionOf = (tenant: Tenant, missing: readonly Capability[], now: number): readonly Attention[] => [
  ...(tenant.disabled ? (['disabled'] as const) : []),
  ...(signInExpiry(tenant, now) === null ? [] : (['expiry'] as const)),
  ...(missing.length === 0 ? [] : (['missing-right'] as const)),
]
