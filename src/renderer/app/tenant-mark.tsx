import { IconClockExclamation, IconPlayerPause } from '@tabler/icons-react'
import type { Tenant } from '../../shared/model/tenant'
import { Chip } from '../ui/chip'
import { useNow } from '../ui/use-now'
import { goTo } from './context'
import { daysLeftText, signInExpiry } from './tenant-state'

/** What stands in a tenant's way, in a few words: `disabled`, `sign-in expires in 12 days`; null for nothing. */
export const standingOf = (tenant: Tenant, now: number): string | null => {
  if (tenant.disabled) return 'disabled'
  const expiry = signInExpiry(tenant, now)
  if (expiry === null) return null
  return expiry.state === 'past' ? 'sign-in expired' : `sign-in expires ${daysLeftText(expiry)}`
}

const icon = { size: 14, stroke: 1.6, 'aria-hidden': true } as const

/** Beside the tenant's name in the top bar: what stands in its way; leads to its page. */
export const TenantMark = ({ tenant }: { readonly tenant: Tenant }) => {
  const standing = standingOf(tenant, useNow())
  if (standing === null) return null
  const isPast = standing === 'sign-in expired'
  return (
    <button type="button" className="wb-tenant-mark" onClick={() => goTo({ kind: 'tenant' })}>
      <Chip
        tone={tenant.disabled ? 'none' : isPast ? 'hot' : 'warm'}
        icon={tenant.disabled ? <IconPlayerPause {...icon} /> : <IconClockExclamation {...icon} />}
      >
        {standing.charAt(0).toUpperCase() + standing.slice(1)}
      </Chip>
    </button>
  )
}

/** The same as an icon alone, where there is no room for words; its meaning stands in the name of what it is part of. */
export const StandingIcon = ({ tenant, now }: { readonly tenant: Tenant; readonly now: number }) => {
  if (tenant.disabled) return <IconPlayerPause {...icon} />
  const expiry = signInExpiry(tenant, now)
  return expiry === null ? null : <IconClockExclamation {...icon} className={`wb-${expiry.state}`} />
}
