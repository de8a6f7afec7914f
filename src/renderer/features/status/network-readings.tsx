import type { NetworkReading } from '../../../shared/model/network'
import { Chip } from '../../ui/chip'

/** What knocking at each server came to. */
export const NetworkReadings = ({ readings }: { readonly readings: readonly NetworkReading[] }) => (
  <ul className="wb-readings" aria-label="Servers of this tenant">
    {readings.map(({ host, way, ms, failure }) => (
      <li key={host}>
        <Chip tone={failure === null ? 'calm' : 'hot'}>{failure === null ? 'Answers' : 'No answer'}</Chip>
        <span className="wb-clip" title={failure?.message ?? host}>
          <b>{host}</b> {failure === null ? null : <span className="wb-hint">{failure.message}</span>}
        </span>
        <span className="wb-hint">{way === 'DIRECT' ? 'straight' : way}</span>
        <span className="wb-number">{ms === null ? '' : `${ms} ms`}</span>
      </li>
    ))}
  </ul>
)
