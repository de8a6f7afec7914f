import { useNow } from './use-now'
import { ageText, clockTime, longTime, shortTime, utcText } from './time'

interface InstantProps {
  readonly at: string
  readonly zone: string
  readonly form?: 'short' | 'long' | 'clock'
}

/** An instant in the engineer's zone; the hover says it in UTC. */
export const Instant = ({ at, zone, form = 'short' }: InstantProps) => {
  const text =
    form === 'long' ? longTime(at, zone) : form === 'clock' ? clockTime(at, zone) : shortTime(at, zone, Date.now())
  return (
    <time dateTime={at} title={utcText(at)}>
      {text}
    </time>
  )
}

/** `2 min old` or `5 s ago`, kept up to date. */
export const Age = ({ at, word = 'ago' }: { readonly at: string; readonly word?: 'ago' | 'old' }) => {
  const now = useNow()
  return (
    <time dateTime={at} title={utcText(at)}>
      {ageText(at, now)} {word}
    </time>
  )
}
