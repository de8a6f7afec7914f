import { IconArrowBackUp } from '@tabler/icons-react'
import { useId } from 'react'
import { useKeysOf } from '../../app/commands'
import { Button } from '../../ui/button'
import type { MoveOffer } from './rescue-words'

interface MoveButtonProps {
  readonly offer: MoveOffer
  /** The first of the buttons for one email: the primary one. */
  readonly isFirst: boolean
  /** The only one: it carries the key. */
  readonly isOnly?: boolean
  /** Why it may not be pressed now, in words; null when it may. */
  readonly refusal: string | null
  readonly movingCopyId: string | null
  readonly onMove: (copyId: string) => void
}

/** Moves one copy; what it will do stands beneath it in words. */
export const MoveButton = ({ offer, isFirst, isOnly = false, refusal, movingCopyId, onMove }: MoveButtonProps) => {
  const keys = useKeysOf('email.move')
  const effectId = useId()
  const { copy, label, effect } = offer
  const isMoving = movingCopyId === copy.id
  const isRefused = refusal !== null || movingCopyId !== null
  return (
    <div className="email-action">
      {/* Not `disabled`: the focus would fall out of the detail at the moment the key is pressed. */}
      <Button
        look={isFirst ? 'primary' : 'plain'}
        icon={<IconArrowBackUp size={16} stroke={1.6} aria-hidden="true" />}
        keys={isOnly ? keys : null}
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
}
