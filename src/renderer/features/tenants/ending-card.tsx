import { IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import type { Tenant } from '../../../shared/model/tenant'
import { openDialog } from '../../app/dialogs'
import { setDisabled } from '../../app/tenants'
import { Button } from '../../ui/button'

/** How a tenant is put to rest, or leaves. */
export const EndingCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-ending">
      <h2 id="wb-ending">Disable or remove</h2>
      <div className="wb-ending">
        <p className="wb-muted">
          {tenant.disabled
            ? 'It is disabled: everything known of it can be read here, and nothing of it is reached.'
            : 'Disabled, it keeps everything and reaches nothing: no log, no mailbox, no check.'}
        </p>
        <Button
          icon={tenant.disabled ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}
          onClick={() => void setDisabled(tenant, !tenant.disabled)}
        >
          {tenant.disabled ? 'Enable' : 'Disable'}
        </Button>
        <p className="wb-muted">
          Removed, its secrets leave this computer; you choose whether its ledger is kept for when it comes back.
        </p>
        <Button look="danger" icon={<IconTrash {...icon} />} onClick={() => openDialog('remove-tenant')}>
          Remove…
        </Button>
      </div>
    </section>
  )
}
