import './sources.css'
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { LogSourceState } from '../../../shared/model/log-source'
import type { Tenant } from '../../../shared/model/tenant'
import { call, factsOf, onEvent } from '../../app/client'
import { useReading } from '../../app/current'
import { movedBefore, neighbourBefore } from '../../app/tenant-order'
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
  /** How it can be moved in the order in which sources are asked. */
  readonly ways: readonly (-1 | 1)[]
  readonly onMove: (by: -1 | 1) => void
  readonly onChange: () => void
  readonly onRemove: () => void
}

const moves = [
  { by: -1, way: 'up', Icon: IconArrowUp },
  { by: 1, way: 'down', Icon: IconArrowDown },
] as const

const SourceLine = ({ tenantId, source, ways, onMove, onChange, onRemove }: LineProps) => {
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
    <li className="wb-entry" aria-label={source.name}>
      <span className="wb-entry-text">
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
          {moves
            .filter(({ by }) => ways.includes(by))
            .map(({ by, way, Icon }) => (
              <Button
                key={way}
                look="quiet"
                aria-label={`Move ${source.name} ${way}`}
                data-moves={JSON.stringify([source.id, by])}
                icon={<Icon size={16} stroke={1.6} aria-hidden="true" />}
                onClick={() => onMove(by)}
              />
            ))}
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

/**
 * Puts a tenant's sources into another order. The button that was pressed keeps the focus where its line goes; at the end of
 * the list, where it is no more, the other one takes it.
 */
const useMoving = (tenantId: string, sources: readonly LogSourceState[] | null, reload: () => void) => {
  const [said, setSaid] = useState('')
  const list = useRef<HTMLUListElement>(null)
  const pressed = useRef<{ readonly id: string; readonly by: -1 | 1 } | null>(null)
  useEffect(() => {
    const { current } = pressed
    if (current === null) return
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[data-moves]') ?? [])]
    const button = [current.by, -current.by]
      .map((by) => buttons.find(({ dataset }) => dataset['moves'] === JSON.stringify([current.id, by])))
      .find((found) => found !== undefined)
    pressed.current = null
    button?.focus()
  }, [sources])
  const move = (source: LogSourceState, by: -1 | 1): void => {
    const ids = (sources ?? []).map(({ id }) => id)
    const before = neighbourBefore(ids, source.id, by)
    if (before === undefined) return
    const sourceIds = movedBefore(ids, source.id, before)
    call('sources.reorder', { tenantId, sourceIds: [...sourceIds] }).then(
      () => {
        pressed.current = { id: source.id, by }
        setSaid(`${source.name}: place ${sourceIds.indexOf(source.id) + 1} of ${sourceIds.length}.`)
        reload()
      },
      (thrown: unknown) => toast({ tone: 'hot', text: factsOf(thrown).message, tenantId }),
    )
  }
  return { move, said, list }
}

/**
 * Where a tenant's log comes from: each source with its last reading; they are added, changed, tried, removed and put in
 * order here.
 */
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
  const { move, said, list } = useMoving(tenantId, value, reload)
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
      {(value?.length ?? 0) > 1 ? (
        <p className="wb-muted">They are asked in this order: the first that has a person names their facts.</p>
      ) : null}
      <ul ref={list} className="wb-entries" aria-label="Log sources">
        {(value ?? []).map((source, at, all) => (
          <SourceLine
            key={source.id}
            tenantId={tenantId}
            source={source}
            ways={([-1, 1] as const).filter((by) => at + by >= 0 && at + by < all.length)}
            onMove={(by) => move(source, by)}
            onChange={() => setEdited({ typed: typedOf(source), holdsSecret: source.holdsSecret })}
            onRemove={() => remove(source)}
          />
        ))}
      </ul>
      <span className="wb-sr" role="status">
        {said}
      </span>
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
