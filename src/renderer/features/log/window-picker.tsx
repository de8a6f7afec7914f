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
  const firstDay = isoDay(bounds.from, zone)
  // The end is excluded: the last day is the one before it.
  const lastDay = isoDay(bounds.to - 1, zone)
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
            // By its days: the instants of a window that ends now change with every drawing, and would undo what was typed.
            key={`${firstDay} ${lastDay}`}
            from={firstDay}
            to={lastDay}
            zone={zone}
            onChange={(range) => {
              setIsCustom(false)
              onChange(range)
            }}
          />
        ) : (
          <Dates window={window} zone={zone} />
        )}
      </div>
    </div>
  )
}

/** The days that a window covers, as the rest of the app writes days; date fields follow the system's own order. */
const Dates = ({ window, zone }: { readonly window: TimeWindow; readonly zone: string }) => {
  const { from, to } = boundsOf(window, Date.now())
  return (
    <span className="log-zone">
      {/* The end is excluded: the last day is the one before it. */}
      {dateRange(new Date(from).toISOString(), new Date(to - 1).toISOString(), zone)} · {zone}
    </span>
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
  const [isAsked, setIsAsked] = useState(false)
  const range = rangeOf(from, to, props.zone, Date.now())
  return (
    <form
      className="log-custom"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setIsAsked(true)
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
      {range.kind === 'range' ? (
        <Dates window={range.window} zone={props.zone} />
      ) : isAsked ? (
        <span className="log-failed" role="alert">
          {range.reason}
        </span>
      ) : null}
    </form>
  )
}
