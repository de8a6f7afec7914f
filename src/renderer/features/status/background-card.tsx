import { useEffect } from 'react'
import type { BackgroundHold, BackgroundSource, BackgroundStatus } from '../../../shared/model/background'
import { call, factsOf, onEvent } from '../../app/client'
import { useReading } from '../../app/current'
import { useZone } from '../../app/preferences'
import { toast } from '../../app/toasts'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { Age, Instant } from '../../ui/time-text'

const theApp = {}

/** What holds it, the one that the engineer can do something about first. */
const holdWords: Readonly<Record<BackgroundHold, string>> = {
  locked: 'It waits until the vault is unlocked.',
  engineer: 'You paused it; it stays so until you resume it.',
  offline: 'It waits for a network.',
  asleep: 'It waits until the computer is awake.',
  battery: 'It waits for mains power: this computer runs on its battery.',
}
const holdOrder = Object.keys(holdWords) as readonly BackgroundHold[]

/** Keeps the latest answer of main on screen and reads it again when something was read. */
const useBackground = () => {
  const reading = useReading(theApp, () => call('background.status', {}))
  const { reload } = reading
  useEffect(
    () =>
      onEvent((event) => {
        if (event.kind === 'background-changed' || event.kind === 'tenants-changed') reload()
      }),
    [reload],
  )
  return reading
}

const Line = ({
  source,
  zone,
  several,
  readNow,
}: {
  readonly source: BackgroundSource
  readonly zone: string
  readonly several: boolean
  readonly readNow: () => void
}) => (
  <tr>
    <td className="wb-clip" title={source.tenantName}>
      {source.tenantName}
      {several ? <span className="wb-muted"> {source.sourceName}</span> : null}
    </td>
    <td>{source.readAt === null ? <span className="wb-muted">never</span> : <Age at={source.readAt} />}</td>
    <td className="wb-right">{source.readAt === null ? '' : source.rows.toLocaleString('en-GB')}</td>
    <td className="wb-clip wb-grow" title={source.failure?.message}>
      {source.failure === null ? null : (
        <>
          <Chip tone="hot" bare>
            failed
          </Chip>{' '}
          {source.failure.message}
        </>
      )}
    </td>
    <td>{source.running ? 'reading …' : <Instant at={source.nextAt} zone={zone} />}</td>
    <td className="wb-right">
      <Button look="quiet" aria-label={`Read now: ${source.tenantName}`} disabled={source.running} onClick={readNow}>
        Read now
      </Button>
    </td>
  </tr>
)

/** What is read while nobody asks: per tenant when last, how much, what failed, and when next. */
export const BackgroundCard = () => {
  const { value: status, failure, loading, reload } = useBackground()
  const zone = useZone()
  const act = (work: Promise<BackgroundStatus>): void =>
    void work.then(reload, (thrown: unknown) => toast({ tone: 'hot', text: factsOf(thrown).message }))
  const paused = status?.holds.includes('engineer') ?? false
  const hold = holdOrder.find((each) => status?.holds.includes(each))
  const tenantsSeen = new Map<string, number>()
  for (const { tenantId } of status?.sources ?? []) tenantsSeen.set(tenantId, (tenantsSeen.get(tenantId) ?? 0) + 1)
  return (
    <section className="wb-card wb-wide" aria-labelledby="wb-background">
      <div className="wb-card-head">
        <h2 id="wb-background">In the background</h2>
        <span className="wb-hint">{zone}</span>
        <span className="wb-actions">
          <Button
            disabled={status === null}
            onClick={() => act(call(paused ? 'background.resume' : 'background.pause', {}))}
          >
            {paused ? 'Resume' : 'Pause'}
          </Button>
          <Button
            disabled={(status?.sources.length ?? 0) === 0}
            onClick={() => act(call('background.runNow', { tenantId: null }))}
          >
            Read all now
          </Button>
        </span>
      </div>
      {failure === null ? null : <Notice tone="hot">{failure.message}</Notice>}
      {hold === undefined ? null : <Notice tone="amber">{holdWords[hold]}</Notice>}
      {status === null ? (
        loading ? (
          <Skeleton label="Reading what runs in the background" />
        ) : null
      ) : status.sources.length === 0 ? (
        <p className="wb-muted">No tenant has a log source that could be read.</p>
      ) : (
        <div className="wb-lines-scroll wb-requests" tabIndex={0} role="group" aria-label="Log sources by tenant">
          <table className="wb-lines" aria-label="Read in the background">
            <thead>
              <tr>
                <th>Tenant</th>
                <th>Last read</th>
                <th className="wb-right">Rows</th>
                <th className="wb-grow">What failed</th>
                <th>Next</th>
                <th>By hand</th>
              </tr>
            </thead>
            <tbody>
              {status.sources.map((source) => (
                <Line
                  key={`${source.tenantId} ${source.sourceId}`}
                  source={source}
                  zone={zone}
                  several={(tenantsSeen.get(source.tenantId) ?? 0) > 1}
                  readNow={() => act(call('background.runNow', { tenantId: source.tenantId }))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
