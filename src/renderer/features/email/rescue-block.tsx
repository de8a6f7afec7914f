import { IconArrowRight, IconRotate } from '@tabler/icons-react'
import { useKeysOf } from '../../app/commands'
import type { Place, ProviderKind, Rescue } from '../../../shared/model'
import { Button } from '../../ui/button'
import { clockTime } from '../../ui/time'
import { PlaceChip } from './place-chip'
import { placePhrase, placeText, placeTone } from './places'
import { rescueSentence, undoable } from './rescue-words'

interface RescueBlockProps {
  /** The newest rescue of the email. */
  readonly rescue: Rescue
  readonly provider: ProviderKind
  readonly zone: string
  readonly isUndoing: boolean
  /** Why nothing may be changed now, in words; null when it may. */
  readonly refusal: string | null
  /** Its error stands elsewhere on the screen already. */
  readonly isErrorTold: boolean
  readonly onUndo: (rescueId: string) => void
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

/** What the newest rescue did: before → after with times, how it stands now, and the way back. */
export const RescueBlock = ({ rescue, provider, zone, isUndoing, refusal, isErrorTold, onUndo }: RescueBlockProps) => {
  const keys = useKeysOf('email.undo')
  const { from, to } = stepsOf(rescue, zone)
  const target = undoable([rescue])
  return (
    <div className="email-rescue" role="group" aria-label="Rescue">
      {rescue.state === 'failed' ? null : (
        <div className="email-before-after">
          <Step place={from.place} provider={provider} words={from.words} />
          <IconArrowRight size={16} stroke={1.6} aria-label="to" />
          <Step place={to.place} provider={provider} words={to.words} />
        </div>
      )}
      <p role="status" className={`email-rescue-state email-rescue-${rescue.state}`}>
        {rescueSentence(rescue, provider, zone)}
      </p>
      {rescue.error === null || rescue.state === 'moved-back' || isErrorTold ? null : (
        <p className="email-failure">
          {rescue.error.message} <code>{rescue.error.code}</code>
        </p>
      )}
      {target === null ? null : target.undoRefusal !== null ? (
        <p className="email-reason">{target.undoRefusal}</p>
      ) : (
        <div className="email-action">
          <Button
            icon={<IconRotate size={16} stroke={1.6} aria-hidden="true" />}
            keys={keys}
            aria-disabled={refusal !== null || undefined}
            aria-busy={isUndoing || undefined}
            aria-describedby="email-undo-effect"
            onClick={() => {
              if (refusal === null) onUndo(target.id)
            }}
          >
            Undo
          </Button>
          <p className="email-effect" id="email-undo-effect">
            {isUndoing
              ? 'Putting it back now…'
              : (refusal ?? `Puts it back in ${placePhrase(rescue.before, provider)}, exactly where it was.`)}
          </p>
        </div>
      )}
    </div>
  )
}
