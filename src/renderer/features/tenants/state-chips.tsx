import { IconClockExclamation, IconPlayerPause, IconShieldX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Capability } from '../../../shared/model/grant'
import type { Tenant } from '../../../shared/model/tenant'
import { capabilityNames } from '../../app/capability-rows'
import { daysLeftText, signInExpiry } from '../../app/tenant-state'
import { Chip, type Tone } from '../../ui/chip'

interface StateChipsProps {
  readonly tenant: Tenant
  /** The rights that its latest reading lacks. */
  readonly missing: readonly Capability[]
  /** Epoch ms. */
  readonly now: number
}

const icon = { size: 14, stroke: 1.6, 'aria-hidden': true } as const

interface Reason {
  readonly text: string
  readonly tone: Tone
  readonly icon: ReactNode
  readonly title?: string
}

const reasonsOf = ({ tenant, missing, now }: StateChipsProps): readonly Reason[] => {
  const expiry = signInExpiry(tenant, now)
  const names = missing.map((capability) => capabilityNames[capability])
  const reasons: readonly (Reason | null)[] = [
    tenant.disabled ? { text: 'Disabled', tone: 'none', icon: <IconPlayerPause {...icon} /> } : null,
    expiry === null
      ? null
      : {
          text: expiry.state === 'past' ? 'Expired' : `Expires ${daysLeftText(expiry)}`,
          tone: expiry.state === 'past' ? 'hot' : 'warm',
          icon: <IconClockExclamation {...icon} />,
          title: 'What it signs in with expires; its page says when.',
        },
    missing.length === 0
      ? null
      : {
          text: missing.length === 1 ? `Missing: ${names[0]}` : `${missing.length} rights missing`,
          tone: 'hot',
          icon: <IconShieldX {...icon} />,
          title: `Missing: ${names.join(', ')}`,
        },
  ]
  return reasons.filter((reason) => reason !== null)
}

/** Why a tenant needs a look: the first reason in words, the others as icons that say it when pointed at. */
export const StateChips = (props: StateChipsProps) => {
  const [first, ...others] = reasonsOf(props)
  if (first === undefined) return null
  return (
    <span className="wb-states">
      <Chip tone={first.tone} icon={first.icon} title={first.title ?? first.text}>
        {first.text}
      </Chip>
      {others.map(({ text, tone, icon: sign, title }) => (
        <span key={text} className="wb-state-more">
          <Chip tone={tone} icon={sign} title={title ?? text}>
            <span className="wb-sr">{text}</span>
          </Chip>
        </span>
      ))}
    </span>
  )
}
