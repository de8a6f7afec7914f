import { useNow } from './use-now'
import { ageText, clockTime, dayAndClock, dayText, longTime, shortTime, utcText } from './time'

interface InstantProps {
  readonly at: string
  readonly zone: string
  readonly form?: 'short' | 'long' | 'clock' | 'day' | 'date'
}

/** An instant in the engineer's zone; the hover says it in UTC. */
export const Instant = ({ at, zone, form = 'short' }: InstantProps) => {
  const text = {
    short: () => shortTime(at, zone, Date.now()),
    long: () => longTime(at, zone),
    clock: () => clockTime(at, zone),
    day: () => dayAndClock(at, zone, Date.now()),
    date: () => dayText(at, zone),
  }[form]()
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
