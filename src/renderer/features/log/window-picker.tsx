import { useState } from 'react'
import type { TimeWindow } from '../../../shared/model'
import { Button } from '../../ui/button'
import { Segmented } from '../../ui/segmented'
import { dateRange } from '../../ui/time'
import { boundsOf, isoDay, rangeOf } from './window-range'

const options = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: 'custom', label: 'Custom…' },
] as const
type Choice = (typeof options)[number]['value']

const choiceOf = (window: TimeWindow): Choice => (window.kind === 'custom' ? 'custom' : (`${window.days}` as Choice))

interface WindowPickerProps {
  readonly window: TimeWindow
  readonly zone: string
  readonly onChange: (window: TimeWindow) => void
}

/** Chooses the window; a custom one by its first and last day in the engineer's zone. Says the dates and the zone once. */
export const WindowPicker = ({ window, zone, onChange }: WindowPickerProps) => {
  const [isCustom, setIsCustom] = useState(false)
  const bounds = boundsOf(window, Date.now())
  const choice = isCustom ? 'custom' : choiceOf(window)
  const choose = (next: Choice): void => {
    setIsCustom(next === 'custom')
    if (next !== 'custom') onChange({ kind: 'days', days: Number(next) as 7 | 30 | 90 | 365 })
  }
  return (
    <div className="log-window">
      <span className="log-label" aria-hidden="true">
        Time window
      </span>
      <div className="log-window-row">
        <Segmented label="Time window" value={choice} options={options} onChange={choose} />
        {choice === 'custom' ? (
          <CustomRange
            key={`${bounds.from} ${bounds.to}`}
            from={isoDay(bounds.from, zone)}
            // The end is excluded: the last day is the one before it.
            to={isoDay(bounds.to - 1, zone)}
            zone={zone}
            onChange={(range) => {
              setIsCustom(false)
              onChange(range)
            }}
          />
        ) : null}
        <span className="log-zone">
          {choice === 'custom' && isCustom
            ? ''
            : `${dateRange(new Date(bounds.from).toISOString(), new Date(bounds.to - 1).toISOString(), zone)} · `}
          {zone}
        </span>
      </div>
    </div>
  )
}

interface CustomRangeProps {
  readonly from: string
  readonly to: string
  readonly zone: string
  readonly onChange: (window: TimeWindow) => void
}

const CustomRange = (props: CustomRangeProps) => {
  const [from, setFrom] = useState(props.from)
  const [to, setTo] = useState(props.to)
  const [reason, setReason] = useState<string | null>(null)
  return (
    <form
      className="log-custom"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const range = rangeOf(from, to, props.zone, Date.now())
        setReason(range.kind === 'wrong' ? range.reason : null)
        if (range.kind === 'range') props.onChange(range.window)
      }}
    >
      <label>
        From
        <input type="date" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      </label>
      <label>
        To
        <input type="date" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      </label>
      <Button type="submit">Show</Button>
      {reason === null ? null : (
        <span className="log-failed" role="alert">
          {reason}
        </span>
      )}
    </form>
  )
}
