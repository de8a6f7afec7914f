import type { Sighting } from '../../../shared/model'
import { ageText, clockTime, shortTime, utcText } from '../../ui/time'
import { useNow } from '../../ui/use-now'

/** `read at 14:03:22, 5 s ago`, ticking; `tried at` where no answer came. The hover names the call that gave the answer, and the time in UTC. */
export const ReadAt = ({ sighting, zone }: { readonly sighting: Sighting; readonly zone: string }) => {
  const now = useNow()
  const short = shortTime(sighting.at, zone, now)
  const time = short.startsWith('Today') ? clockTime(sighting.at, zone) : short
  const call = sighting.call === null ? '' : `${sighting.call}\n`
  return (
    <span className="email-read-at" title={`${call}${utcText(sighting.at)}`}>
      {sighting.kind === 'unknown' ? 'tried at' : 'read at'} <time dateTime={sighting.at}>{time}</time>,{' '}
      {ageText(sighting.at, now)} ago
    </span>
  )
}
