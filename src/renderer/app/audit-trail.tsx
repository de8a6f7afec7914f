import type { AuditAction, AuditEntry, AuditOutcome } from '../../shared/model/audit'
import { Chip, type Tone } from '../ui/chip'
import { Skeleton } from '../ui/skeleton'
import { Instant } from '../ui/time-text'
import { call } from './client'
import { useReading } from './current'
import { usePeople } from './people'
import { useZone } from './preferences'

const actions: Readonly<Record<AuditAction, string>> = {
  'move-to-inbox': 'Move to Inbox',
  undo: 'Undo',
  settle: 'Settle after a crash',
  resend: 'Resend',
  'resync-directory': 'Resync directory',
  'refresh-people': 'Refresh people',
  'erase-person': 'Erase a person',
  'erase-tenant': 'Erase a tenant',
}

const outcomes: Readonly<Record<AuditOutcome, readonly [word: string, tone: Tone]>> = {
  intended: ['intended', 'none'],
  succeeded: ['succeeded', 'calm'],
  failed: ['failed', 'hot'],
  refused: ['refused', 'warm'],
  'moved-back': ['moved back', 'warm'],
  unsure: ['not known', 'warm'],
}

const Line = ({
  entry,
  zone,
  name,
}: {
  readonly entry: AuditEntry
  readonly zone: string
  /** Undefined where all lines are about the same person. */
  readonly name: string | null | undefined
}) => {
  const [word, tone] = outcomes[entry.outcome]
  return (
    <tr>
      <td className="wb-muted">
        <Instant at={entry.at} zone={zone} />
      </td>
      <td>{entry.engineer}</td>
      <td>{actions[entry.action]}</td>
      {name === undefined ? null : <td className="wb-clip">{name ?? ''}</td>}
      <td>
        <Chip tone={tone} bare>
          {word}
        </Chip>
      </td>
      <td className="wb-muted wb-grow">{entry.detail}</td>
    </tr>
  )
}

interface AuditTrailProps {
  readonly tenantId: string
  /** Null for the whole tenant. */
  readonly personId: string | null
  readonly title: string
  readonly limit: number
}

/** Who did what, when, and what came of it; newest first. */
export const AuditTrail = ({ tenantId, personId, title, limit }: AuditTrailProps) => {
  const zone = useZone()
  const { people } = usePeople()
  const subject = personId === null ? { tenantId } : { tenantId, personId }
  const { value, failure, loading } = useReading(subject, () => call('audit.list', { tenantId, personId }))
  const nameOf = (id: string | null): string | null => people?.find((person) => person.id === id)?.name ?? null
  return (
    <section className="wb-card wb-wide" aria-label={title}>
      <div className="wb-card-head">
        <h2>{title}</h2>
        <span className="wb-hint">{zone}</span>
      </div>
      {value === null && loading ? <Skeleton rows={3} label="Reading the audit trail" /> : null}
      {failure === null ? null : <p role="status">{failure.message}</p>}
      {value !== null && value.length === 0 ? <p className="wb-muted">Nothing was done yet.</p> : null}
      {value !== null && value.length > 0 ? (
        <div className="wb-lines-scroll">
          <table className="wb-lines" aria-label="Audit trail">
            <thead>
              <tr>
                <th>When</th>
                <th>Engineer</th>
                <th>Action</th>
                {personId === null ? <th>Person</th> : null}
                <th>Outcome</th>
                <th className="wb-grow">Detail</th>
              </tr>
            </thead>
            <tbody>
              {value.slice(0, limit).map((entry) => (
                <Line
                  key={entry.id}
                  entry={entry}
                  zone={zone}
                  name={personId === null ? nameOf(entry.personId) : undefined}
                />
              ))}
            </tbody>
          </table>
          {value.length > limit ? <p className="wb-hint">{value.length - limit} older.</p> : null}
        </div>
      ) : null}
    </section>
  )
}
