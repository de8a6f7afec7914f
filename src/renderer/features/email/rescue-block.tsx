import { IconArrowRight, IconRotate } from '@tabler/icons-react'
import { useKeysOf } from '../../app/commands'
import type { ProviderKind, Rescue } from '../../../shared/model'
import { Button } from '../../ui/button'
import { clockTime } from '../../ui/time'
import { PlaceChip } from './place-chip'
import { placeText, placeTone } from './places'
import { rescueSentence, undoable } from './rescue-words'

interface RescueBlockProps {
  /** The newest rescue of the email. */
  readonly rescue: Rescue
  readonly provider: ProviderKind
  readonly zone: string
  readonly isUndoing: boolean
  /** Why nothing may be changed now, in words; null when it may. */
  readonly refusal: string | null
  readonly onUndo: (rescueId: string) => void
}

const Place = ({ place, provider }: { readonly place: Rescue['before']; readonly provider: ProviderKind }) => (
  <PlaceChip words={{ icon: place.kind, text: placeText(place, provider), tone: placeTone(place), more: 0 }} />
)

/** What the newest rescue did: before → after with times, how it stands now, and the way back. */
export const RescueBlock = ({ rescue, provider, zone, isUndoing, refusal, onUndo }: RescueBlockProps) => {
  const keys = useKeysOf('email.undo')
  const reading = rescue.readings.at(-1)
  const target = undoable([rescue])
  const isUndone = rescue.state === 'undone'
  return (
    <div className="email-rescue" role="group" aria-label="Rescue">
      <div className="email-before-after">
        <span>
          <Place place={rescue.before} provider={provider} />
          <small>before, {clockTime(rescue.startedAt, zone)}</small>
        </span>
        <IconArrowRight size={16} stroke={1.6} aria-label="to" />
        <span>
          {rescue.after === null ? (
            <span className="email-pending">not read yet</span>
          ) : (
            <Place place={isUndone ? rescue.before : rescue.after} provider={provider} />
          )}
          <small>
            after
            {reading === undefined
              ? ''
              : `, ${clockTime(isUndone ? (rescue.undoneAt ?? reading.at) : reading.at, zone)}`}
          </small>
        </span>
      </div>
      <p role="status" className={`email-rescue-state email-rescue-${rescue.state}`}>
        {rescueSentence(rescue, provider, zone)}
      </p>
      {rescue.error === null ? null : (
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
              : (refusal ?? `Puts it back in ${placeText(rescue.before, provider)}, exactly where it was.`)}
          </p>
        </div>
      )}
    </div>
  )
}
