import './tenants.css'
import { IconMailSearch, IconRefresh, IconShieldHalf, IconUsers } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { Person } from '../../../shared/model/person'
import { isSynced, providerNames, type Tenant } from '../../../shared/model/tenant'
import { AuditTrail } from '../../app/audit-trail'
import { useKeysOf } from '../../app/commands'
import { goTo, openLog } from '../../app/context'
import { Copy } from '../../app/copy'
import { progressText, useRunningJob } from '../../app/jobs'
import { Page } from '../../app/page'
import { refreshPeople, usePeople } from '../../app/people'
import { useZone } from '../../app/preferences'
import { useTenant } from '../../app/tenants'
import { Button } from '../../ui/button'
import { Fact, Facts } from '../../ui/fact'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { Age, Instant } from '../../ui/time-text'

const QuickActions = ({ tenant }: { readonly tenant: Tenant }) => {
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
          disabled={job !== null}
          onClick={() => void refreshPeople(tenant.id)}
        >
          {job === null ? 'Refresh people' : ['Reading people', progressText(job)].filter(Boolean).join(', ')}
        </Button>
      </div>
    </section>
  )
}

const useRiskCounts = () => {
  const { people } = usePeople()
  return useMemo(() => {
    if (people === null) return null
    const count = (test: (person: Person) => boolean): number => people.filter(test).length
    return {
      all: people.length,
      active: count((person) => person.status === 'active'),
      suspended: count((person) => person.status === 'suspended'),
      noMailbox: count((person) => person.mailbox === 'absent'),
      unseen: count((person) => person.mailbox === 'unknown'),
      clicked: count((person) => person.risk.testsClicked > 0),
      overdue: count((person) => person.risk.trainingOverdue > 0),
    }
  }, [people])
}

/** One customer: what can be done for it, and what is known of it. */
export const TenantPage = () => {
  const tenant = useTenant()
  const zone = useZone()
  const counts = useRiskCounts()
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
    >
      {failure === null ? null : <Notice tone="hot">{failure.message}</Notice>}
      <div className="wb-grid">
        <QuickActions tenant={tenant} />
        <section className="wb-card" aria-labelledby="wb-tenant-facts">
          <h2 id="wb-tenant-facts">Tenant</h2>
          <Facts>
            <Fact name="Provider">{providerNames[tenant.provider]}</Fact>
            <Fact name="Domains" action={<Copy what="domains" text={tenant.domains.join(', ')} />}>
              {tenant.domains.join(', ')}
            </Fact>
            <Fact name="Time zone">{tenant.timeZone}</Fact>
            <Fact name="Last refresh">
              {tenant.peopleRefreshedAt === null ? (
                'People were never read. Press Refresh people.'
              ) : (
                <>
                  <Instant at={tenant.peopleRefreshedAt} zone={zone} /> <span className="wb-muted">{zone}, </span>
                  <span className="wb-muted">
                    <Age at={tenant.peopleRefreshedAt} />
                  </span>
                </>
              )}
            </Fact>
          </Facts>
        </section>
        <section className="wb-card" aria-labelledby="wb-tenant-people">
          <h2 id="wb-tenant-people">Its people</h2>
          {counts === null ? (
            <Skeleton rows={3} label="Counting people" />
          ) : (
            <Facts>
              <Fact name="In the directory">{counts.all.toLocaleString('en-GB')}</Fact>
              <Fact name="Status">
                {counts.active.toLocaleString('en-GB')} active, {counts.suspended} suspended
              </Fact>
              {isSynced(tenant) ? (
                <Fact name="Without a mailbox">
                  {counts.noMailbox}
                  {counts.unseen === 0 ? null : (
                    <span className="wb-muted">
                      {' '}
                      known, {counts.unseen.toLocaleString('en-GB')} not looked into yet
                    </span>
                  )}
                </Fact>
              ) : null}
              <Fact name="Clicked a test">{counts.clicked}</Fact>
              <Fact name="Training overdue">{counts.overdue}</Fact>
            </Facts>
          )}
        </section>
        <AuditTrail tenantId={tenant.id} personId={null} title="What was done here" limit={8} />
      </div>
    </Page>
  )
}
