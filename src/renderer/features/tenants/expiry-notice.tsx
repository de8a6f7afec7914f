import { IconClockExclamation } from '@tabler/icons-react'
import type { Tenant } from '../../../shared/model/tenant'
import { expiryText } from '../../app/tenant-state'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { setTenantsView, useTenantsView } from './tenants-view'

/** Which sign-ins expire soon or did, over the list of tenants; nothing while none does. */
export const ExpiryNotice = ({ tenants, now }: { readonly tenants: readonly Tenant[]; readonly now: number }) => {
  const isShown = useTenantsView((view) => view.state === 'expiry')
  const text = expiryText(tenants, now)
  if (text === null) return null
  return (
    <Notice
      tone="amber"
      icon={<IconClockExclamation size={17} stroke={1.6} aria-hidden="true" />}
      actions={
        isShown ? (
          <Button onClick={() => setTenantsView({ state: 'any' })}>Show all</Button>
        ) : (
          <Button onClick={() => setTenantsView({ state: 'expiry', query: '', shown: 'all', tag: null })}>
            Show them
          </Button>
        )
      }
    >
      {text}
    </Notice>
  )
}
