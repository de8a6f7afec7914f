import { IconCalendarOff, IconFilterOff, IconMailSearch, IconPlugConnectedX } from '@tabler/icons-react'
import type { LogPage } from '../../../shared/contract'
import type { TimeWindow } from '../../../shared/model'
import { progressText } from '../../app/jobs'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { shortTime } from '../../ui/time'
import type { Refresh } from './log-store'
import { widen } from './window-range'

interface EmptyLogProps {
  readonly page: LogPage
  readonly refresh: Refresh
  readonly person: string
  readonly synced: boolean
  readonly zone: string
  readonly onRefresh: () => void
  readonly onWindow: (window: TimeWindow) => void
}

const icon = { size: 22, stroke: 1.5 }

/** Failures whose sentence the title says already. */
const isUnreached = (code: string): boolean => code === 'source-unreachable' || code === 'offline'

/** Why the log has no row: nothing was sent, not read yet, or out of reach; and the one click that helps. */
export const EmptyLog = ({ page, refresh, person, synced, zone, onRefresh, onWindow }: EmptyLogProps) => {
  if (refresh.kind === 'failed')
    return (
      <Empty
        icon={<IconPlugConnectedX {...icon} />}
        title="The log can’t be reached"
        actions={<Button onClick={onRefresh}>Try again</Button>}
      >
        <p>
          {isUnreached(refresh.code) ? 'Check the connection.' : refresh.message} <code>{refresh.code}</code>
        </p>
        {page.refreshedAt === null ? <p>It was never read for this window, so nothing is known of it.</p> : null}
      </Empty>
    )
  if (page.refreshedAt === null)
    return (
      <Empty
        icon={<IconMailSearch {...icon} />}
        title={refresh.kind === 'running' ? 'Reading the log for the first time…' : 'This log was not read yet'}
        actions={refresh.kind === 'running' ? null : <Button onClick={onRefresh}>Read it now</Button>}
      >
        {refresh.kind === 'running' && refresh.job !== null && refresh.job.done > 0
          ? `${progressText(refresh.job)} emails so far.`
          : 'Whatever was sent in this window shows here as soon as it is read.'}
      </Empty>
    )
  const now = Date.now()
  const wider = widen(page, now, zone)
  const nearest = page.before ?? page.after
  return (
    <Empty
      icon={<IconCalendarOff {...icon} />}
      title="Nothing was sent in this window"
      actions={
        wider === null ? null : (
          <Button look="primary" onClick={() => onWindow(wider.window)}>
            {wider.label}
          </Button>
        )
      }
    >
      <p>
        {nearest === null
          ? `No other email to ${person} is known. A wider window reads further.`
          : `The nearest email to ${person} was sent ${shortTime(nearest, zone, now)}.`}
      </p>
      {synced ? <p className="log-warm">If mail was due, the sync permission may be broken.</p> : null}
    </Empty>
  )
}

/** Rows there are, but none that passes the filters. */
export const NoMatch = ({ onClear }: { readonly onClear: () => void }) => (
  <Empty
    icon={<IconFilterOff {...icon} />}
    title="No email passes these filters"
    actions={<Button onClick={onClear}>Show all</Button>}
  />
)
