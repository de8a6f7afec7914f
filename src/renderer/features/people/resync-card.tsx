import { useEffect, useState } from 'react'
import { directoryChanges, type DirectoryChange, type DirectoryResync } from '../../../shared/model/directory'
import type { Tenant } from '../../../shared/model/tenant'
import { capabilityNames } from '../../app/capability-rows'
import { call, factsOf, onEvent } from '../../app/client'
import { openPerson } from '../../app/context'
import { useReading } from '../../app/current'
import { cancelJob, progressText, useRunningJob } from '../../app/jobs'
import { toast } from '../../app/toasts'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { Age } from '../../ui/time-text'

const changeWords: Readonly<Record<DirectoryChange, string>> = {
  added: 'added',
  changed: 'changed',
  renamed: 'renamed',
  suspended: 'suspended',
  removed: 'removed',
}

const start = (tenantId: string, full: boolean): void => {
  call('people.resync', { tenantId, full }).catch((thrown: unknown) =>
    toast({ tone: 'hot', text: factsOf(thrown).message, tenantId }),
  )
}

/** Whom a resync found changed in one way, with who they were before. */
const ChangedPeople = ({ resync, kind }: { readonly resync: DirectoryResync; readonly kind: DirectoryChange }) => {
  const { tenantId, id } = resync
  const { value, failure } = useReading({ tenantId }, () =>
    call('people.resyncChanges', { tenantId, resyncId: id, kind }),
  )
  if (failure !== null) return <p role="status">{failure.message}</p>
  if (value === null) return <Skeleton rows={2} label="Reading who changed" />
  return (
    <ul className="people-changed" aria-label={`People ${changeWords[kind]}`}>
      {value.map((person) => (
        <li key={person.personId}>
          <button type="button" className="wb-link" onClick={() => openPerson(person.personId, 'people')}>
            <bdi>{person.name}</bdi>
          </button>
          <span className="wb-muted">{person.address}</span>
          {person.before === null ? null : (
            <span className="wb-hint">
              was {person.before.name === person.name ? '' : `${person.before.name}, `}
              {person.before.address}
            </span>
          )}
        </li>
      ))}
      {value.length < resync.counts[kind] ? (
        <li className="wb-hint">{(resync.counts[kind] - value.length).toLocaleString('en-GB')} more.</li>
      ) : null}
    </ul>
  )
}

const Permissions = ({ grant }: Pick<DirectoryResync, 'grant'>) => {
  if (grant === null) return <span className="wb-muted">The permissions could not be read in this run.</span>
  const missing = grant.rows.filter(({ state }) => state === 'missing')
  return missing.length === 0 ? (
    <span className="wb-muted">Permissions read too: none is missing.</span>
  ) : (
    <span>
      Permissions read too: missing{' '}
      {missing.map(({ capability }) => capabilityNames[capability].toLowerCase()).join(', ')}.
    </span>
  )
}

const Found = ({ resync }: { readonly resync: DirectoryResync }) => {
  const [opened, setOpened] = useState<DirectoryChange | null>(null)
  const found = directoryChanges.filter((kind) => resync.counts[kind] > 0 && !(resync.first && kind === 'added'))
  return (
    <>
      <p>
        Directory {resync.full ? 'read whole' : 'resynced'} <Age at={resync.endedAt} />:{' '}
        {resync.first
          ? `${resync.read.toLocaleString('en-GB')} people read for the first time.`
          : found.length === 0
            ? 'nothing had changed.'
            : null}{' '}
        {found.map((kind) => (
          <button
            key={kind}
            type="button"
            className="people-count"
            aria-expanded={opened === kind}
            onClick={() => setOpened(opened === kind ? null : kind)}
          >
            {resync.counts[kind].toLocaleString('en-GB')} {changeWords[kind]}
          </button>
        ))}{' '}
        <Permissions grant={resync.grant} />
      </p>
      {opened === null ? null : <ChangedPeople key={`${resync.id} ${opened}`} resync={resync} kind={opened} />}
    </>
  )
}

/** The last resync of a synced tenant's directory, what it found, and the way to another one. */
export const ResyncCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const { id: tenantId } = tenant
  const job = useRunningJob('resync-directory', tenantId)
  const {
    value: last,
    loading,
    failure,
    reload,
  } = useReading({ tenantId }, () => call('people.lastResync', { tenantId }))
  useEffect(
    () => onEvent((event) => event.kind === 'people-changed' && event.tenantId === tenantId && reload()),
    [reload, tenantId],
  )
  const actions =
    job === null ? (
      <>
        <Button
          look="primary"
          disabled={tenant.disabled}
          title={tenant.disabled ? 'Enable the tenant first.' : undefined}
          onClick={() => start(tenantId, false)}
        >
          Resync directory
        </Button>
        {last === null ? null : (
          <Button disabled={tenant.disabled} onClick={() => start(tenantId, true)}>
            Read all again
          </Button>
        )}
      </>
    ) : (
      <>
        <span className="wb-spinner" aria-hidden="true" />
        <span className="wb-muted wb-num" role="status">
          {['Reading the directory', progressText(job)].filter(Boolean).join(', ')}
        </span>
        <Button onClick={() => void cancelJob(job)}>Cancel</Button>
      </>
    )
  return (
    <Notice actions={actions}>
      {failure !== null ? <p>{failure.message}</p> : null}
      {last === null && !loading && failure === null ? (
        <p>
          The directory was not read yet: who is in it, who left and who was renamed is known after a resync. It reads
          the permissions too.
        </p>
      ) : null}
      {last === null ? null : <Found resync={last} />}
    </Notice>
  )
}
