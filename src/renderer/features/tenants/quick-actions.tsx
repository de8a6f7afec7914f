import {
  IconFileImport,
  IconMailCheck,
  IconMailSearch,
  IconRefresh,
  IconShieldHalf,
  IconUsers,
} from '@tabler/icons-react'
import { isSynced, type Tenant } from '../../../shared/model/tenant'
import { useKeysOf } from '../../app/commands'
import { goTo, openLog } from '../../app/context'
import { progressText, useRunningJob } from '../../app/jobs'
import { refreshPeople } from '../../app/people'
import { Button } from '../../ui/button'

/** What one comes to a tenant's page for. */
export const QuickActions = ({ tenant }: { readonly tenant: Tenant }) => {
  const whitelistingKeys = useKeysOf('go.whitelisting')
  const job = useRunningJob('refresh-people', tenant.id)
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-quick">
      <h2 id="wb-quick">Quick actions</h2>
      <div className="wb-quick">
        <Button
          look="primary"
          icon={<IconMailSearch size={17} stroke={1.6} aria-hidden="true" />}
          keys={useKeysOf('tenant.check')}
          onClick={() => openLog(null)}
        >
          Check Email Delivery
        </Button>
        <Button
          icon={<IconShieldHalf size={17} stroke={1.6} aria-hidden="true" />}
          keys={useKeysOf('go.risk')}
          onClick={() => goTo({ kind: 'risk' })}
        >
          Risk
        </Button>
        <Button
          icon={<IconUsers size={17} stroke={1.6} aria-hidden="true" />}
          keys={useKeysOf('go.people')}
          onClick={() => goTo({ kind: 'people' })}
        >
          People
        </Button>
        <Button
          icon={<IconRefresh size={17} stroke={1.6} aria-hidden="true" />}
          disabled={job !== null || tenant.disabled}
          title={tenant.disabled ? 'Enable the tenant first.' : undefined}
          onClick={() => void refreshPeople(tenant.id)}
        >
          {job === null ? 'Refresh people' : ['Reading people', progressText(job)].filter(Boolean).join(', ')}
        </Button>
        <Button
          icon={<IconFileImport size={17} stroke={1.6} aria-hidden="true" />}
          onClick={() => goTo({ kind: 'import' })}
        >
          Import a log file
        </Button>
        {isSynced(tenant) ? null : (
          <Button
            icon={<IconMailCheck size={17} stroke={1.6} aria-hidden="true" />}
            keys={whitelistingKeys}
            onClick={() => goTo({ kind: 'whitelisting' })}
          >
            Whitelisting
          </Button>
        )}
      </div>
    </section>
  )
}
