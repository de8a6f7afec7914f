import './sources.css'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { LogSourceState } from '../../../shared/model/log-source'
import type { Tenant } from '../../../shared/model/tenant'
import { call, factsOf, onEvent } from '../../app/client'
import { useReading } from '../../app/current'
import { toast } from '../../app/toasts'
import { withVault } from '../../app/vault'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { Age } from '../../ui/time-text'
import { SourceForm } from './source-form'
import { kindNames, newSource, secretName, typedOf, type TypedSource } from './typed-source'

const LastReading = ({ source }: { readonly source: LogSourceState }) => {
  const { lastReading } = source
  if (lastReading === null) return <span className="wb-muted">not read since the start</span>
  return (
    <>
      {lastReading.failure === null ? null : (
        <>
          <Chip tone="hot" bare>
            failed
          </Chip>{' '}
          {lastReading.failure}{' '}
        </>
      )}
      <span className="wb-muted">
        {lastReading.rows.toLocaleString('en-GB')} {lastReading.what === 'people' ? 'people' : 'rows'},{' '}
        <Age at={lastReading.at} />
      </span>
    </>
  )
}

/** Its kind, unless it is called so, and the profile it is read by. */
const whatItIs = ({ name, setup }: LogSourceState): string => {
  const profile = setup.kind === 'http' ? setup.mapping?.name : undefined
  return [kindNames[setup.kind], profile].filter((part) => part !== undefined && part !== name).join(', ')
}

interface LineProps {
  readonly tenantId: string
  readonly source: LogSourceState
  readonly onChange: () => void
  readonly onRemove: () => void
}

const SourceLine = ({ tenantId, source, onChange, onRemove }: LineProps) => {
  const [asks, setAsks] = useState(false)
  const [test, setTest] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const tryIt = (): void => {
    setBusy(true)
    withVault(() => call('sources.test', { ...typedOf(source), tenantId }))
      .then(
        ({ message }) => setTest(message),
        (thrown: unknown) => setTest(factsOf(thrown).message),
      )
      .finally(() => setBusy(false))
  }
  return (
    <li className="wb-source" aria-label={source.name}>
      <span className="wb-source-text">
        <b>{source.name}</b> <span className="wb-muted">{whatItIs(source)}</span>{' '}
        {source.holdsSecret || secretName(source) === null ? null : <Chip tone="warm">No secret</Chip>}
        <span className="wb-source-reading" role="status">
          {test ?? <LastReading source={source} />}
        </span>
      </span>
      {asks ? (
        <span className="wb-actions" role="group" aria-label={`Remove ${source.name}?`}>
          <span className="wb-muted">Its secret goes; rows it told of stay.</span>
          <Button autoFocus onClick={() => setAsks(false)}>
            Leave it
          </Button>
          <Button look="danger" onClick={onRemove}>
            Remove {source.name}
          </Button>
        </span>
      ) : (
        <span className="wb-actions">
          <Button look="quiet" aria-label={`Test ${source.name}`} disabled={busy} onClick={tryIt}>
            {busy ? 'Testing …' : 'Test'}
          </Button>
          <Button look="quiet" aria-label={`Change ${source.name}`} onClick={onChange}>
            Change
          </Button>
          <Button look="quiet" aria-label={`Remove ${source.name}`} onClick={() => setAsks(true)}>
            Remove…
          </Button>
        </span>
      )}
    </li>
  )
}

/** Where a tenant's log comes from: each source with its last reading; they are added, changed, tried and removed here. */
export const LogSourcesCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const tenantId = tenant.id
  const { value, failure, loading, reload } = useReading({ tenantId }, () => call('sources.list', { tenantId }))
  const [edited, setEdited] = useState<{ readonly typed: TypedSource; readonly holdsSecret: boolean } | null>(null)
  useEffect(
    () =>
      onEvent((event) => {
        const isTheirs = 'tenantId' in event && event.tenantId === tenantId
        if (event.kind === 'background-changed' || (isTheirs && event.kind === 'people-changed')) reload()
      }),
    [reload, tenantId],
  )
  const remove = (source: LogSourceState): void =>
    void withVault(() => call('sources.remove', { tenantId, sourceId: source.id })).then(
      () => {
        reload()
        toast({ text: `${source.name} is no log source any more.`, tenantId })
      },
      (thrown: unknown) => toast({ tone: 'hot', text: factsOf(thrown).message, tenantId }),
    )
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-log-sources">
      <div className="wb-card-head">
        <h2 id="wb-log-sources">Where its log comes from</h2>
        {edited === null ? (
          <Button
            icon={<IconPlus size={16} stroke={1.6} aria-hidden="true" />}
            onClick={() => setEdited({ typed: newSource('http'), holdsSecret: false })}
          >
            Add a log source
          </Button>
        ) : null}
      </div>
      {failure === null ? null : <Notice tone="hot">{failure.message}</Notice>}
      {value === null && loading ? <Skeleton rows={2} label="Reading the log sources" /> : null}
      {value?.length === 0 && edited === null ? (
        <p className="wb-muted">None yet: its log is empty until you add one, or import a file.</p>
      ) : null}
      <ul className="wb-sources" aria-label="Log sources">
        {(value ?? []).map((source) => (
          <SourceLine
            key={source.id}
            tenantId={tenantId}
            source={source}
            onChange={() => setEdited({ typed: typedOf(source), holdsSecret: source.holdsSecret })}
            onRemove={() => remove(source)}
          />
        ))}
      </ul>
      {edited === null ? null : (
        <SourceForm
          key={edited.typed.sourceId ?? 'new'}
          tenant={tenant}
          source={edited.typed}
          holdsSecret={edited.holdsSecret}
          onClose={() => setEdited(null)}
          onKept={() => {
            setEdited(null)
            reload()
          }}
        />
      )}
    </section>
  )
}
