import { IconClockExclamation, IconPlayerPause } from '@tabler/icons-react'
import type { Tenant } from '../../../shared/model/tenant'
import { useZone } from '../../app/preferences'
import { daysLeftText, signInExpiry } from '../../app/tenant-state'
import { setDisabled } from '../../app/tenants'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Instant } from '../../ui/time-text'
import { useNow } from '../../ui/use-now'

/** What stands in the way of a tenant: that it is disabled, that what it signs in with expires or did. */
export const TenantNotices = ({ tenant }: { readonly tenant: Tenant }) => {
  const zone = useZone()
  const expiry = signInExpiry(tenant, useNow())
  return (
    <>
      {tenant.disabled ? (
        <Notice
          icon={<IconPlayerPause size={17} stroke={1.6} aria-hidden="true" />}
          actions={<Button onClick={() => void setDisabled(tenant, false)}>Enable</Button>}
        >
          Disabled: what is known of it can be read, and nothing of it is reached.
        </Notice>
      ) : null}
      {expiry === null ? null : (
        <Notice
          tone={expiry.state === 'past' ? 'hot' : 'amber'}
          icon={<IconClockExclamation size={17} stroke={1.6} aria-hidden="true" />}
        >
          {expiry.state === 'past' ? 'What it signs in with expired on ' : 'What it signs in with expires on '}
          <Instant at={expiry.at} zone={zone} form="date" />
          {expiry.state === 'past'
            ? ': no mailbox of it can be read until another is entered.'
            : `, ${daysLeftText(expiry)}: enter another before that.`}
        </Notice>
      )}
    </>
  )
}
