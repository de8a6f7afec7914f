import './status.css'
import { IconRefresh } from '@tabler/icons-react'
import { AuditTrail } from '../../app/audit-trail'
import { call } from '../../app/client'
import { useContextStore } from '../../app/context'
import { useReading } from '../../app/current'
import { Page } from '../../app/page'
import { useTenant } from '../../app/tenants'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { VaultCard } from './vault-card'
import { AppCard, LedgerCard } from './app-card'
import { BackgroundCard } from './background-card'
import { JobsCard } from './jobs-card'
import { KeysCard } from './keys-card'
import { NetworkCard } from './network-card'
import { PreferencesCard } from './preferences-card'
import { RequestsCard } from './requests-card'

const theApp = {}

/** What runs here, what it did, and what the engineer can set. */
export const StatusPage = () => {
  const tenantId = useContextStore((state) => state.tenantId)
  const tenant = useTenant()
  const { value: status, failure, loading, reload } = useReading(theApp, () => call('app.status', {}))
  return (
    <Page
      title="Status"
      sentence={
        status === null
          ? undefined
          : `Whereabouts ${status.version}, with ${status.counts.sentEmails.toLocaleString('en-GB')} sent emails in its ledger.`
      }
      tools={
        <Button icon={<IconRefresh size={16} stroke={1.6} aria-hidden="true" />} disabled={loading} onClick={reload}>
          Read again
        </Button>
      }
    >
      {failure === null ? null : <Notice tone="hot">{failure.message}</Notice>}
      <div className="wb-grid">
        {status === null ? (
          loading ? (
            <Skeleton label="Reading the status" />
          ) : null
        ) : (
          <>
            <AppCard status={status} />
            <LedgerCard status={status} />
          </>
        )}
        <PreferencesCard />
        <NetworkCard />
        <VaultCard />
        <JobsCard />
        <BackgroundCard />
        {tenantId === null ? null : (
          <AuditTrail
            tenantId={tenantId}
            personId={null}
            title={`Audit trail of ${tenant?.name ?? 'this tenant'}`}
            limit={50}
          />
        )}
        {status === null ? null : <RequestsCard requests={status.requests} />}
        <KeysCard />
      </div>
    </Page>
  )
}
