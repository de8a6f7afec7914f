import './tenants.css'
import { isSynced, providerNames, type Tenant } from '../../../shared/model/tenant'
import { AuditTrail } from '../../app/audit-trail'
import { Copy } from '../../app/copy'
import { Page } from '../../app/page'
import { usePeople } from '../../app/people'
import { useTenant } from '../../app/tenants'
import { Chip } from '../../ui/chip'
import { Fact, Facts } from '../../ui/fact'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { WatchedFolderCard } from '../import'
import { LogSourcesCard } from '../sources'
import { ConnectionCard } from './connection-card'
import { ConsentRepairCard } from './consent-repair-card'
import { EndingCard } from './ending-card'
import { GrantCard } from './grant-card'
import { PeopleCard } from './people-card'
import { PlatformCard } from './platform-card'
import { QuickActions } from './quick-actions'
import { SendsCard, SmtpNotice } from './sends-card'
import { SettingsCard } from './settings-card'
import { TenantNotices } from './tenant-notices'

const FactsCard = ({ tenant }: { readonly tenant: Tenant }) => (
  <section className="wb-card" aria-labelledby="wb-tenant-facts">
    <h2 id="wb-tenant-facts">Tenant</h2>
    <Facts>
      <Fact name="Provider">{providerNames[tenant.provider]}</Fact>
      <Fact name="Domains" action={<Copy what="domains" text={tenant.domains.join(', ')} />}>
        {tenant.domains.join(', ')}
      </Fact>
      <Fact name="Time zone">{tenant.timeZone}</Fact>
    </Facts>
  </section>
)

const Tags = ({ tags }: { readonly tags: readonly string[] }) => (
  <ul className="wb-tags" aria-label="Tags">
    {tags.map((tag) => (
      <li key={tag}>
        <Chip tone="none">{tag}</Chip>
      </li>
    ))}
  </ul>
)

/** One customer: what can be done for it, what is known of it, what it has granted, how it is reached. */
export const TenantPage = () => {
  const tenant = useTenant()
  const { failure } = usePeople()
  if (tenant === null)
    return (
      <Page title="Tenant">
        <Skeleton label="Reading the tenant" />
      </Page>
    )
  return (
    <Page
      title={tenant.name}
      sentence={
        isSynced(tenant)
          ? `Synced with ${providerNames[tenant.provider]}: mailboxes are read and emails moved back through its API.`
          : 'Manual: mail goes out by SMTP and no mailbox can be read.'
      }
      tools={tenant.tags.length === 0 ? undefined : <Tags tags={tenant.tags} />}
    >
      <TenantNotices tenant={tenant} />
      {isSynced(tenant) ? <SmtpNotice key={tenant.id} tenant={tenant} /> : null}
      {failure === null ? null : <Notice tone="hot">{failure.message}</Notice>}
      <div className="wb-grid" key={tenant.id}>
        <QuickActions tenant={tenant} />
        {isSynced(tenant) ? <SendsCard tenant={tenant} /> : null}
        <FactsCard tenant={tenant} />
        <PeopleCard tenant={tenant} />
        {isSynced(tenant) ? <GrantCard tenant={tenant} /> : null}
        {isSynced(tenant) ? <ConsentRepairCard tenant={tenant} /> : null}
        <ConnectionCard tenant={tenant} />
        <LogSourcesCard tenant={tenant} />
        <WatchedFolderCard tenant={tenant} />
        <SettingsCard tenant={tenant} />
        {isSynced(tenant) ? <PlatformCard tenant={tenant} /> : null}
        <AuditTrail tenantId={tenant.id} personId={null} title="What was done here" limit={8} />
        <EndingCard tenant={tenant} />
      </div>
    </Page>
  )
}
