import type { Recovery } from '../../../shared/model/recovery'
import type { Tenant } from '../../../shared/model/tenant'
import type { TimeWindow } from '../../../shared/model/time-window'
import { call } from '../../app/client'
import { openLog } from '../../app/context'
import { useReading } from '../../app/current'
import { PeersCard } from '../../app/peers-card'
import { useZone } from '../../app/preferences'
import { useSends } from '../../app/sends'
import { SendsChart, type ChartMark } from '../../app/sends-chart'
import { Notice } from '../../ui/notice'
import { Skeleton } from '../../ui/skeleton'
import { PermissionsCard } from './permissions-card'

interface SeenProps {
  readonly tenant: Tenant
  readonly personId: string
  readonly window: TimeWindow
  readonly recovery: Recovery | null
}

/** What was done and belongs on the time line of what was sent. */
const marksOf = (recovery: Recovery | null): readonly ChartMark[] =>
  (recovery?.attempts ?? []).flatMap(({ step, state, endedAt, startedAt }) =>
    state === 'done' && step !== 'watch' ? [{ at: endedAt ?? startedAt, label: step }] : [],
  )

/** The evidence: what was sent day by day, what is granted, and how it is with the others of the tenant. */
export const Seen = ({ tenant, personId, window, recovery }: SeenProps) => {
  const zone = useZone()
  const { sends, failure } = useSends(tenant.id, null, window)
  const key = { tenantId: tenant.id, personId }
  const peers = useReading(key, () => call('sends.peers', { ...key, window }))
  return (
    <div className="way-back-seen">
      <section className="wb-card" aria-label="What was sent">
        {failure === null ? null : <Notice tone="hot">{failure.message}</Notice>}
        {sends === null ? (
          failure === null ? (
            <Skeleton rows={4} label="Counting what was sent" />
          ) : null
        ) : (
          <SendsChart sends={sends} title="Sends per day, whole tenant" marks={marksOf(recovery)} />
        )}
      </section>
      {peers.value === null ? null : <PeersCard peers={peers.value} zone={zone} onOpen={openLog} />}
      <PermissionsCard tenant={tenant} />
    </div>
  )
}
