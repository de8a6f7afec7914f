import type { EmailDetail } from '../../../shared/contract'
import type { ProviderKind } from '../../../shared/model'
import { shortTime } from '../../ui/time'
import { Instant } from '../../ui/time-text'
import { trailOf } from './trail'

/** The history of an email: delivery events, sightings and rescues, oldest first; the newest stands out. */
export const TrailList = ({
  detail,
  provider,
  zone,
}: {
  readonly detail: EmailDetail
  readonly provider: ProviderKind
  readonly zone: string
}) => {
  const entries = trailOf(detail, provider)
  return (
    <section className="email-section">
      <h3>Trail</h3>
      {entries.length === 0 ? (
        <p className="wb-muted">The log knows no delivery event, and nobody has looked for it yet.</p>
      ) : (
        <ol className="email-trail">
          {entries.map((entry, index) => (
            <li key={entry.key} data-kind={entry.kind} data-tone={entry.tone}>
              <span className="email-trail-title" title={entry.call ?? undefined}>
                <bdi>{entry.title}</bdi>
              </span>
              <Instant
                at={entry.at}
                zone={zone}
                form={isSameDay(entries[index - 1]?.at, entry.at, zone) ? 'clock' : 'day'}
              />
              {entry.note === null ? null : <span className="email-trail-note">{entry.note}</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

const isSameDay = (before: string | undefined, at: string, zone: string): boolean =>
  before !== undefined && shortTime(before, zone, Date.parse(at)).startsWith('Today')
