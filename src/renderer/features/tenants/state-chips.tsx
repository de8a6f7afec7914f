import { IconClockExclamation, IconPlayerPause, IconShieldX } from '@tabler/icons-react'
import type { Capability } from '../../../shared/model/grant'
import type { Tenant } from '../../../shared/model/tenant'
import { capabilityNames } from '../../app/capability-rows'
import { daysLeftText, signInExpiry } from '../../app/tenant-state'
import { Chip } from '../../ui/chip'

interface StateChipsProps {
  readonly tenant: Tenant
  /** The rights that its latest reading lacks. */
  readonly missing: readonly Capability[]
  /** Epoch ms. */
  readonly now: number
}

const icon = { size: 14, stroke: 1.6, 'aria-hidden': true } as const

/** Why a tenant needs a look, reason by reason; nothing where all is well. */
export const StateChips = ({ tenant, missing, now }: StateChipsProps) => {
  const expiry = signInExpiry(tenant, now)
  const names = missing.map((capability) => capabilityNames[capability])
  return (
    <span className="wb-states">
      {tenant.disabled ? (
        <Chip tone="none" icon={<IconPlayerPause {...icon} />}>
          Disabled
        </Chip>
      ) : null}
      {expiry === null ? null : (
        <Chip
          tone={expiry.state === 'past' ? 'hot' : 'warm'}
          icon={<IconClockExclamation {...icon} />}
          title="What it signs in with expires; its page says when."
        >
          {expiry.state === 'past' ? 'Expired' : `Expires ${daysLeftText(expiry)}`}
        </Chip>
      )}
      {missing.length === 0 ? null : (
        <Chip tone="hot" icon={<IconShieldX {...icon} />} title={`Missing: ${names.join(', ')}`}>
          {missing.length === 1 ? `Missing: ${names[0]}` : `${missing.length} rights missing`}
        </Chip>
      )}
    </span>
  )
}
