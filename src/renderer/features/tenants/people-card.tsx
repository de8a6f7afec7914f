import { useMemo } from 'react'
import type { Person } from '../../../shared/model/person'
import { isSynced, type Tenant } from '../../../shared/model/tenant'
import { usePeople } from '../../app/people'
import { useZone } from '../../app/preferences'
import { Fact, Facts } from '../../ui/fact'
import { Skeleton } from '../../ui/skeleton'
import { Age, Instant } from '../../ui/time-text'

const useCounts = () => {
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

/** How many people a tenant has, and how old that knowledge is. */
export const PeopleCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const counts = useCounts()
  const zone = useZone()
  return (
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
                <span className="wb-muted"> known, {counts.unseen.toLocaleString('en-GB')} not looked into yet</span>
              )}
            </Fact>
          ) : null}
          <Fact name="Clicked a test">{counts.clicked}</Fact>
          <Fact name="Training overdue">{counts.overdue}</Fact>
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
      )}
    </section>
  )
}
