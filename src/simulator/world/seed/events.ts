import type { SeededRandom } from '../../core/random'
import type { SimSentEmail } from '../world'
import type { Outcome } from './plan'

type Events = SimSentEmail['events']

const minute = 60_000

const afterDelivery: Readonly<Partial<Record<Outcome, readonly string[]>>> = {
  opened: ['opened'],
  clicked: ['opened', 'clicked'],
  reported: ['opened', 'reported'],
}

/** The send path of one email up to its outcome. Nothing lies after `until`: what hasn't happened yet is left out. */
export const deliveryEvents = (
  random: SeededRandom,
  sentAt: number,
  outcome: Outcome,
  detail: string | null,
  until: number,
): Events => {
  const events: Events = [
    { kind: 'queued', at: sentAt - 1000 - random.int(3000), detail: null },
    { kind: 'sent', at: sentAt, detail: null },
  ]
  let at = sentAt + 1000 + random.int(4000)
  if (outcome === 'deferred') {
    for (let attempt = 0; attempt < 3; attempt++) {
      events.push({ kind: 'deferred', at, detail: detail ?? '4.7.1 greylisted, will be tried again' })
      at += (15 + random.int(30)) * minute
    }
  } else if (outcome === 'bounced' || outcome === 'failed') {
    events.push({
      kind: outcome,
      at,
      detail: detail ?? (outcome === 'bounced' ? '5.7.1 message refused' : 'connection refused'),
    })
  } else if (outcome !== 'sent') {
    events.push({ kind: 'delivered', at, detail })
    for (const kind of afterDelivery[outcome] ?? []) {
      at += (3 + random.int(240)) * minute
      events.push({ kind, at, detail: null })
    }
  }
  return events.filter((event) => event.at <= until)
}
