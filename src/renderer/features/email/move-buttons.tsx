import { IconArrowBackUp } from '@tabler/icons-react'
import { useKeysOf } from '../../app/commands'
import { Button } from '../../ui/button'
import type { MoveOffer } from './rescue-words'

interface MoveButtonsProps {
  readonly offers: readonly MoveOffer[]
  /** Why no button may be pressed now, in words; null when they may. */
  readonly refusal: string | null
  readonly movingCopyId: string | null
  readonly onMove: (copyId: string) => void
}

/** One button per copy that can be moved, each with what it will do in words beneath. */
export const MoveButtons = ({ offers, refusal, movingCopyId, onMove }: MoveButtonsProps) => {
  const keys = useKeysOf('email.move')
  return offers.map(({ copy, label, effect }, index) => {
    const isMoving = movingCopyId === copy.id
    const isRefused = refusal !== null
    const effectId = `email-effect-${index}`
    return (
      <div key={copy.id} className="email-action">
        {/* Not `disabled`: the focus would fall out of the detail at the moment the key is pressed. */}
        <Button
          look={index === 0 ? 'primary' : 'plain'}
          icon={<IconArrowBackUp size={16} stroke={1.6} aria-hidden="true" />}
          keys={offers.length === 1 ? keys : null}
          aria-disabled={isRefused || undefined}
          aria-busy={isMoving || undefined}
          aria-describedby={effectId}
          data-email-move=""
          onClick={() => {
            if (!isRefused) onMove(copy.id)
          }}
        >
          {label}
        </Button>
        <p className="email-effect" id={effectId}>
          {isMoving ? 'Moving it now…' : (refusal ?? effect)}
        </p>
      </div>
    )
  })
}
