import { IconArrowRight, IconRotate } from '@tabler/icons-react'
import { useId } from 'react'
import type { Place, ProviderKind, Rescue } from '../../../shared/model'
import { useKeysOf } from '../../app/commands'
import { Button } from '../../ui/button'
import { clockTime } from '../../ui/time'
import { Blocked, offlineReason } from './blocked'
import type { DetailState } from './detail-store'
import type { UndoOffer } from './offers'
import { isUndoable } from './offers'
import { PlaceChip } from './place-chip'
import { placeText, placeTone } from './places'
import { rescueSentence } from './rescue-words'

interface RescueBlockProps {
  /** The newest rescue of one copy. */
  readonly rescue: Rescue
  readonly provider: ProviderKind
  readonly zone: string
  /** Null when it can't be undone. */
  readonly undo: UndoButtonProps | null
  /** Its error is what the last action came to: announced at once. */
  readonly isNews: boolean
}

interface StepProps {
  readonly place: Place | null
  readonly provider: ProviderKind
  readonly words: string
}

const Step = ({ place, provider, words }: StepProps) => (
  <span>
    {place === null ? (
      <span className="email-pending">not read yet</span>
    ) : (
      <PlaceChip words={{ icon: place.kind, text: placeText(place, provider), tone: placeTone(place), more: 0 }} />
    )}
    <small>{words}</small>
  </span>
)

const inbox: Place = { kind: 'inbox', path: [], tab: null }

/** The two ends of what happened last: into the Inbox, or out of it again by an undo. */
const stepsOf = (rescue: Rescue, zone: string) => {
  const started = clockTime(rescue.startedAt, zone)
  if (rescue.state === 'undone')
    return {
      from: { place: inbox, words: `moved, ${started}` },
      to: {
        place: rescue.before,
        words: `put back${rescue.undoneAt === null ? '' : `, ${clockTime(rescue.undoneAt, zone)}`}`,
      },
    }
  const reading = rescue.readings.at(-1)
  return {
    from: { place: rescue.before, words: `before, ${started}` },
    to: { place: rescue.after, words: reading === undefined ? 'after' : `after, ${clockTime(reading.at, zone)}` },
  }
}

/** What a rescue did: before → after with times, how it stands now, and the way back. */
export const RescueBlock = ({ rescue, provider, zone, undo, isNews }: RescueBlockProps) => {
  const { from, to } = stepsOf(rescue, zone)
  return (
    <div className="email-rescue" role="group" aria-label="Rescue">
      {rescue.state === 'failed' ? null : (
        <div className="email-before-after">
          <Step place={from.place} provider={provider} words={from.words} />
          <IconArrowRight size={16} stroke={1.6} aria-label="to" />
          <Step place={to.place} provider={provider} words={to.words} />
        </div>
      )}
      <p role={isNews ? 'alert' : 'status'} className={`email-rescue-state email-rescue-${rescue.state}`}>
        {rescueSentence(rescue, provider, zone)}
        {rescue.error === null || rescue.state === 'moved-back' ? null : (
          <span className="email-failure">
            {' '}
            {rescue.error.message} <code>{rescue.error.code}</code>
          </span>
        )}
      </p>
      {undo !== null ? (
        <UndoButton {...undo} />
      ) : isUndoable(rescue) && rescue.undoRefusal !== null ? (
        <p className="email-reason">{rescue.undoRefusal}</p>
      ) : null}
    </div>
  )
}

interface UndoButtonProps {
  readonly offer: UndoOffer
  /** The only one of the email: it carries the key. */
  readonly isOnly: boolean
  readonly online: boolean
  readonly busy: DetailState['busy']
  readonly onUndo: (rescueId: string) => void
}

const wordsWhile = (busy: DetailState['busy'], rescueId: string): string | null => {
  switch (busy.kind) {
    case 'no':
      return null
    case 'moving':
      return 'Wait: another copy is being moved.'
    case 'undoing':
      return busy.rescueId === rescueId ? 'Putting it back now…' : 'Wait: another copy is being put back.'
  }
}

const UndoButton = ({ offer, isOnly, online, busy, onUndo }: UndoButtonProps) => {
  const keys = useKeysOf('email.undo')
  const effectId = useId()
  if (!online) return <Blocked what="undo">{offlineReason('Undoing')}</Blocked>
  const { rescue, label, effect } = offer
  const waiting = wordsWhile(busy, rescue.id)
  return (
    <div className="email-action">
      <Button
        icon={<IconRotate size={16} stroke={1.6} aria-hidden="true" />}
        keys={isOnly ? keys : null}
        aria-disabled={waiting !== null || undefined}
        aria-busy={(busy.kind === 'undoing' && busy.rescueId === rescue.id) || undefined}
        aria-describedby={effectId}
        data-email-undo=""
        onClick={() => {
          if (waiting === null) onUndo(rescue.id)
        }}
      >
        {label}
      </Button>
      <p className="email-effect" id={effectId}>
        {waiting ?? effect}
      </p>
    </div>
  )
}
