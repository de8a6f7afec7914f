import { IconPlugConnectedX, IconRefresh, IconSearch, IconUsers } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import type { FailureFacts } from '../../shared/model/failure'
import { Button } from '../ui/button'
import { Empty } from '../ui/empty'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { setSeenAt } from './age'
import { useOnline } from './connection'
import { progressText, useRunningJob } from './jobs'
import { readPeople, refreshPeople, usePeople } from './people'
import { useTenant } from './tenants'

/** What stands above and in the place of a list of people: not read yet, failed, offline, or the list. */
export const PeopleStates = ({ children }: { readonly children: ReactNode }) => {
  const tenantId = useTenant()?.id
  const { people, failure } = usePeople()
  return (
    <PeopleStatesOf
      isKnown={people !== null}
      failure={failure}
      onRetry={() => tenantId !== undefined && void readPeople(tenantId)}
    >
      {children}
    </PeopleStatesOf>
  )
}

interface PeopleStatesProps {
  readonly isKnown: boolean
  readonly failure: FailureFacts | null
  readonly onRetry: () => void
  readonly children: ReactNode
}

/** The same for a list that is read in another way. */
export const PeopleStatesOf = ({ isKnown, failure, onRetry, children }: PeopleStatesProps) => {
  const tenant = useTenant()
  const online = useOnline()
  const refreshedAt = tenant?.peopleRefreshedAt ?? null
  useEffect(() => setSeenAt(refreshedAt, 'people'), [refreshedAt])
  if (tenant === null) return <Skeleton label="Reading the tenant" />
  return (
    <>
      {online ? null : (
        <Notice tone="amber" icon={<IconPlugConnectedX size={17} stroke={1.6} />}>
          Offline: this is what the ledger knows.
        </Notice>
      )}
      {failure === null ? null : (
        <Notice tone="hot" actions={<Button onClick={onRetry}>Try again</Button>}>
          {failure.message}
        </Notice>
      )}
      {!isKnown ? (
        <div className="wb-bleed">{failure === null ? <Skeleton rows={10} label="Reading the people" /> : null}</div>
      ) : (
        children
      )}
    </>
  )
}

/** Stands where a list of people has no rows: nobody matches, nobody is known, or they were never read. */
export const NoPeople = ({ query }: { readonly query: string }) => {
  const tenant = useTenant()
  if (query.trim() !== '') {
    return (
      <Empty icon={<IconSearch size={20} stroke={1.6} />} title={`Nobody matches “${query.trim()}”`}>
        Names, addresses and aliases are searched, with the words in any order.
      </Empty>
    )
  }
  return (
    <Empty
      icon={<IconUsers size={20} stroke={1.6} />}
      title={tenant?.peopleRefreshedAt === null ? 'The people were not read yet' : 'This tenant has no people'}
    >
      {tenant?.peopleRefreshedAt === null
        ? 'Press Refresh people to read them from the platform.'
        : 'The last reading found nobody. Refresh people to read them again.'}
    </Empty>
  )
}

/** Reads the tenant's people again; says how far it is while it does. */
export const RefreshPeople = () => {
  const tenant = useTenant()
  const job = useRunningJob('refresh-people', tenant?.id ?? null)
  return (
    <Button
      icon={<IconRefresh size={16} stroke={1.6} aria-hidden="true" />}
      disabled={tenant === null || job !== null}
      onClick={() => tenant !== null && void refreshPeople(tenant.id)}
    >
      {job === null ? 'Refresh people' : ['Reading people', progressText(job)].filter(Boolean).join(', ')}
    </Button>
  )
}
