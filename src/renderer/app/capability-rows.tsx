import {
  type CapabilityReading,
  type CapabilityState,
  capabilities,
  type Capability,
  disagrees,
  type Told,
} from '../../shared/model/grant'
import { Chip, type Tone } from '../ui/chip'
import { Copy } from './copy'
import { useNow } from '../ui/use-now'

/** A capability as people say it. */
export const capabilityNames: Readonly<Record<Capability, string>> = {
  'sign-in': 'Sign in',
  'read-directory': 'Read the directory',
  locate: 'Locate emails',
  move: 'Move emails',
  'read-rules': 'Read inbox rules',
  send: 'Send again',
}

const withoutIt: Readonly<Record<Capability, string>> = {
  'sign-in': 'Without it nothing of this tenant’s mailboxes can be read.',
  'read-directory': 'Without it a person is found by their main address only, and nobody’s status is known.',
  locate: 'Without it the log is shown, but not where its emails are.',
  move: 'Without it emails are located, but none can be moved back to the Inbox.',
  'read-rules': 'Without it no rule can be named that moved an email away.',
  send: 'Without it no email can be sent again from here.',
}

const states: Readonly<Record<CapabilityState, { readonly tone: Tone; readonly word: string }>> = {
  granted: { tone: 'calm', word: 'Granted' },
  declared: { tone: 'cool', word: 'Declared' },
  missing: { tone: 'hot', word: 'Missing' },
  unknown: { tone: 'unknown', word: 'Unknown' },
}

/** How a reading stands, as a chip shows it. */
export const stateWords = (row: CapabilityReading): { readonly tone: Tone; readonly word: string } =>
  row.spreading ? { tone: 'warm', word: 'Spreading' } : states[row.state]

interface CapabilityRowsProps {
  readonly rows: readonly CapabilityReading[]
  /** True while the rows that aren't there yet are being read. */
  readonly reading: boolean
  /** Rows of the last reading that are being read again. */
  readonly again?: readonly Capability[]
}

const secondsOf = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`)

const saying = ({ grants }: Told): string => (grants === null ? 'doesn’t tell' : grants ? 'yes' : 'no')

/** What is written down beside what was seen; said in full where the two contradict each other or one of them doesn't tell. */
const Sides = ({ row }: { readonly row: CapabilityReading }) => {
  const { declared, observed } = row
  if (!declared) return null
  const differs = disagrees(row)
  return (
    <>
      <dl className="wb-sides" data-differs={differs}>
        <div title={declared.source}>
          <dt>Declared</dt>
          <dd>
            <b>{saying(declared)}</b> {declared.detail}
          </dd>
        </div>
        <div title={observed?.source}>
          <dt>Observed</dt>
          <dd>
            {observed ? (
              <>
                <b>{saying(observed)}</b> {observed.detail}
              </>
            ) : row.state === 'unknown' ? (
              'not tried'
            ) : (
              'not tried: no call proves it without changing something'
            )}
          </dd>
        </div>
      </dl>
      {differs ? <p className="wb-sides-verdict">The two disagree: what was observed counts.</p> : null}
    </>
  )
}

const untilText = (at: string, now: number): string => {
  const ms = Date.parse(at) - now
  if (ms <= 0) return 'now'
  return ms < 60_000 ? 'in less than a minute' : `in about ${Math.round(ms / 60_000)} min`
}

/** A change that the provider may not have spread yet is neither broken nor repaired. */
const SpreadingNote = ({ row, at }: { readonly row: CapabilityReading; readonly at: string }) => {
  const now = useNow()
  const isTaken = row.state === 'missing'
  return (
    <p className="wb-sides-verdict" role="status">
      {isTaken ? 'Taken away' : 'Granted'} a moment ago, it seems, and perhaps not spread yet: nothing is called{' '}
      {isTaken ? 'broken' : 'repaired'} before it is read again, {untilText(at, now)}.
    </p>
  )
}

const Row = ({ row, isRead }: { readonly row: CapabilityReading; readonly isRead: boolean }) => {
  const { tone, word } = stateWords(row)
  return (
    <li
      className="wb-capability"
      aria-label={`${capabilityNames[row.capability]}: ${word}${isRead ? ', being read again' : ''}`}
    >
      <b>{capabilityNames[row.capability]}</b>
      <Chip tone={tone} title={row.source}>
        {word}
      </Chip>
      <div className="wb-capability-text">
        <p>
          {row.detail}
          {row.providerCode === null ? null : <code>{row.providerCode}</code>}
        </p>
        <Sides row={row} />
        {row.spreading ? <SpreadingNote row={row} at={row.spreading.readAgainAt} /> : null}
        {row.state === 'missing' ? <p className="wb-muted">{withoutIt[row.capability]}</p> : null}
        {row.remedy === null ? null : (
          <p className="wb-capability-remedy">
            <span>{row.remedy}</span>
            <Copy what={`what to add for: ${capabilityNames[row.capability].toLowerCase()}`} text={row.remedy} />
          </p>
        )}
      </div>
      {isRead ? (
        <span className="wb-spinner" aria-hidden="true" />
      ) : (
        <span className="wb-hint wb-num" title={row.source}>
          {secondsOf(row.ms)}
        </span>
      )}
    </li>
  )
}

/** What a tenant has granted, right by right: what was seen, what stops without it, and what exactly to add where. */
export const CapabilityRows = ({ rows, reading, again = [] }: CapabilityRowsProps) => (
  <ul className="wb-capabilities" aria-label="What is granted" aria-busy={reading}>
    {capabilities.map((capability) => {
      const row = rows.find((one) => one.capability === capability)
      if (row !== undefined) return <Row key={capability} row={row} isRead={again.includes(capability)} />
      return reading ? (
        <li key={capability} className="wb-capability" aria-label={`${capabilityNames[capability]}: being read`}>
          <b>{capabilityNames[capability]}</b>
          <span className="wb-spinner" aria-hidden="true" />
          <span className="wb-hint">Being read …</span>
        </li>
      ) : null
    })}
  </ul>
)
