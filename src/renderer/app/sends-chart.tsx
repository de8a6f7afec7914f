import './sends.css'
import { useElementSize } from '@mantine/hooks'
import { useId, useState } from 'react'
import { everySendMethod, type MethodCounts, type Sends } from '../../shared/model/sends'
import type { SendMethod } from '../../shared/model/sent-email'
import { useNow } from '../ui/use-now'
import { countsText, sendMethodText, sendsSentence } from './send-words'

/** Something else that happened in the window: a resync, a consent. `at` is an ISO instant. */
export interface ChartMark {
  readonly at: string
  readonly label: string
}

interface SendsChartProps {
  readonly sends: Sends
  readonly title: string
  readonly marks?: readonly ChartMark[]
  /** Emails that were due and never sent, by day of the tenant's zone (`2026-11-12`). */
  readonly due?: ReadonlyMap<string, number>
}

/** One bar: a day, or the seven days from `day` on. */
interface Bar {
  readonly day: string
  readonly lastDay: string
  /** Epoch milliseconds. */
  readonly from: number
  readonly counts: MethodCounts
  readonly due: number
}

/** Above so many days a bar is a week. */
const mostDays = 62
const height = 132
const top = 24
const plot = height - top
/** In pixels, before the chart knows its place. */
const assumedWidth = 640

const dayName = (day: string, year: boolean): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(year ? { year: 'numeric' } : {}),
  }).format(Date.parse(`${day}T00:00:00Z`))
const barName = ({ day, lastDay }: Bar): string =>
  day === lastDay ? dayName(day, false) : `${dayName(day, false)} – ${dayName(lastDay, false)}`

const sum = (one: MethodCounts, other: MethodCounts): MethodCounts => ({
  'microsoft-api': one['microsoft-api'] + other['microsoft-api'],
  'gmail-api': one['gmail-api'] + other['gmail-api'],
  smtp: one.smtp + other.smtp,
  unknown: one.unknown + other.unknown,
})
const total = (counts: MethodCounts): number => everySendMethod.reduce((all, method) => all + counts[method], 0)

/** The days of the window as bars; weeks end with the last day, so that the newest one is whole. */
export const barsOf = (days: Sends['days'], due: ReadonlyMap<string, number> = new Map()): readonly Bar[] => {
  const size = days.length > mostDays ? 7 : 1
  const bars: Bar[] = []
  for (const [index, { day, from, counts }] of days.entries()) {
    const own = due.get(day) ?? 0
    const open = bars.at(-1)
    if (open !== undefined && (days.length - index) % size !== 0)
      bars[bars.length - 1] = { ...open, lastDay: day, counts: sum(open.counts, counts), due: open.due + own }
    else bars.push({ day, lastDay: day, from: Date.parse(from), counts, due: own })
  }
  return bars
}

const zoneDay = (iso: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short' }).format(Date.parse(iso))

/** Two days as `12–13 Nov`, one as `12 Nov`. */
const dayRange = (from: string, to: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short' })
    .formatRange(Date.parse(from), Date.parse(to))
    .replace(/^(\d+)\s*–\s*(\d+ \p{L}+)$/u, '$1–$2')

interface Line {
  readonly at: number
  readonly text: string
  readonly look: 'broke' | 'repaired' | 'mark'
}

const linesOf = ({ breakPoint, timeZone, from, to }: Sends, marks: readonly ChartMark[]): readonly Line[] => {
  const middle = (one: string, other: string): number => (Date.parse(one) + Date.parse(other)) / 2
  const lines: Line[] = marks.map(({ at, label }) => ({ at: Date.parse(at), text: label, look: 'mark' }))
  if (breakPoint !== null) {
    const { lastApi, firstSmtp, repaired } = breakPoint
    const text = `grant broke, ${dayRange(lastApi, firstSmtp, timeZone)}`
    lines.push({ at: middle(lastApi, firstSmtp), text, look: 'broke' })
    if (repaired !== null)
      lines.push({
        at: middle(repaired.lastSmtp, repaired.firstApi),
        text: `repaired, ${dayRange(repaired.lastSmtp, repaired.firstApi, timeZone)}`,
        look: 'repaired',
      })
  }
  return lines.filter(({ at }) => at >= Date.parse(from) && at <= Date.parse(to))
}

/**
 * Emails per day by send method, with the point marked at which the grant broke. A window of more than two months is drawn in
 * weeks. Bars are walked with the arrow keys; a table of the same figures stands beside for screen readers.
 */
export const SendsChart = ({ sends, title, marks = [], due }: SendsChartProps) => {
  const id = useId()
  const now = useNow()
  const { ref, width: measured } = useElementSize()
  const width = measured > 0 ? measured : assumedWidth
  const [focused, setFocused] = useState<number | null>(null)
  const [hovered, setHovered] = useState<number | null>(null)
  const bars = barsOf(sends.days, due)
  const most = Math.max(1, ...bars.map(({ counts, due: never }) => total(counts) + never))
  const step = width / Math.max(1, bars.length)
  const thick = Math.max(2, Math.min(18, step * 0.62))
  const start = bars[0]?.from ?? 0
  const barMs = (bars[0]?.day === bars[0]?.lastDay ? 1 : 7) * 86_400_000
  const xOf = (at: number): number => Math.min(width, Math.max(0, ((at - start) / barMs) * step))
  const methods = everySendMethod.filter((method) => sends.counts[method] > 0)
  const hasDue = bars.some((bar) => bar.due > 0)
  const lines = linesOf(sends, marks)
  const told = bars[hovered ?? focused ?? -1]
  const reachable = Math.min(focused ?? bars.length - 1, bars.length - 1)
  const sentence = sendsSentence(sends, sends.timeZone, now)

  const move = (event: React.KeyboardEvent<SVGSVGElement>): void => {
    const to = {
      ArrowLeft: reachable - 1,
      ArrowRight: reachable + 1,
      Home: 0,
      End: bars.length - 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = Math.min(bars.length - 1, Math.max(0, to))
    event.currentTarget.querySelector<SVGElement>(`[data-bar="${next}"]`)?.focus()
  }

  return (
    <figure className="sends" aria-labelledby={`${id}-title`}>
      <figcaption className="sends-head">
        <strong id={`${id}-title`}>{title}</strong>
        {methods.map((method) => (
          <span key={method} className="sends-key">
            <span className={`sends-swatch sends-${lookOf(method)}`} />
            {sendMethodText(method)}
          </span>
        ))}
        {hasDue ? (
          <span className="sends-key">
            <span className="sends-swatch sends-due" />
            due, never sent
          </span>
        ) : null}
        <span className="sends-told" aria-hidden="true">
          {told === undefined ? '' : `${barName(told)}: ${countsText(told.counts, told.due)}`}
        </span>
      </figcaption>
      <div ref={ref} className="sends-place">
        <svg
          width={width}
          height={height}
          role="group"
          aria-label={`${title}, from ${dayName(bars[0]?.day ?? sends.from.slice(0, 10), true)} on. ${sentence ?? ''}`.trim()}
          onKeyDown={move}
          onMouseLeave={() => setHovered(null)}
        >
          <line className="sends-ground" x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
          {bars.map((bar, index) => (
            <BarShape
              key={bar.day}
              bar={bar}
              index={index}
              x={index * step + (step - thick) / 2}
              thick={thick}
              step={step}
              scale={(plot - 6) / most}
              reachable={index === reachable}
              onFocus={setFocused}
              onHover={setHovered}
            />
          ))}
          {lines.map((line, index) => (
            <LineShape key={`${line.text}${line.at}`} line={line} x={xOf(line.at)} width={width} row={index % 2} />
          ))}
        </svg>
        <div className="sends-axis" aria-hidden="true">
          <span>{bars[0] === undefined ? '' : dayName(bars[0].day, false)}</span>
          <span>{bars.length < 3 ? '' : dayName(bars[Math.floor(bars.length / 2)]!.day, false)}</span>
          <span>
            {zoneDay(sends.to, sends.timeZone) === zoneDay(new Date(now).toISOString(), sends.timeZone)
              ? 'today'
              : dayName(bars.at(-1)?.lastDay ?? sends.to.slice(0, 10), false)}
          </span>
        </div>
      </div>
      <FiguresTable bars={bars} title={title} lines={lines} />
    </figure>
  )
}

const lookOf = (method: SendMethod): 'api' | 'smtp' | 'unknown' =>
  method === 'smtp' ? 'smtp' : method === 'unknown' ? 'unknown' : 'api'

interface BarShapeProps {
  readonly bar: Bar
  readonly index: number
  readonly x: number
  readonly thick: number
  readonly step: number
  /** Pixels an email is high. */
  readonly scale: number
  /** Whether Tab stops here. */
  readonly reachable: boolean
  readonly onFocus: (index: number | null) => void
  readonly onHover: (index: number | null) => void
}

const BarShape = ({ bar, index, x, thick, step, scale, reachable, onFocus, onHover }: BarShapeProps) => {
  let y = height - 1
  const pieces = everySendMethod.flatMap((method) => {
    const count = bar.counts[method]
    if (count === 0) return []
    const high = Math.max(2, count * scale)
    y -= high
    return [{ look: lookOf(method), y, high }]
  })
  const dueHigh = bar.due * scale
  return (
    <g
      className="sends-bar"
      role="img"
      aria-label={`${barName(bar)}: ${countsText(bar.counts, bar.due)}`}
      tabIndex={reachable ? 0 : -1}
      data-bar={index}
      onFocus={() => onFocus(index)}
      onBlur={() => onFocus(null)}
      onMouseEnter={() => onHover(index)}
    >
      <rect className="sends-hit" x={index * step} y={top} width={step} height={plot} />
      {pieces.map((piece) => (
        <rect
          key={piece.y}
          className={`sends-${piece.look}`}
          x={x}
          y={piece.y}
          width={thick}
          height={piece.high}
          rx={1.5}
        />
      ))}
      {bar.due === 0 ? null : (
        <rect className="sends-due" x={x + 0.5} y={y - dueHigh} width={thick - 1} height={dueHigh - 1} rx={1.5} />
      )}
    </g>
  )
}

const LineShape = ({
  line,
  x,
  width,
  row,
}: {
  readonly line: Line
  readonly x: number
  readonly width: number
  readonly row: number
}) => {
  // Near the right edge there is room on the left only.
  const isLate = x > width - 150
  return (
    <g className={`sends-line sends-line-${line.look}`} aria-hidden="true">
      <line x1={x} x2={x} y1={row * 12 + 2} y2={height} />
      <text x={isLate ? x - 6 : x + 6} y={row * 12 + 11} textAnchor={isLate ? 'end' : 'start'}>
        {line.text}
      </text>
    </g>
  )
}

/** The same figures in words; days without mail are left out. */
const FiguresTable = ({
  bars,
  title,
  lines,
}: {
  readonly bars: readonly Bar[]
  readonly title: string
  readonly lines: readonly Line[]
}) => (
  <div className="sends-table">
    <table>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Emails</th>
        </tr>
      </thead>
      <tbody>
        {bars
          .filter(({ counts, due }) => total(counts) + due > 0)
          .map((bar) => (
            <tr key={bar.day}>
              <th scope="row">{barName(bar)}</th>
              <td>{countsText(bar.counts, bar.due)}</td>
            </tr>
          ))}
        {lines.map((line) => (
          <tr key={`${line.text}${line.at}`}>
            <th scope="row">{line.text}</th>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
