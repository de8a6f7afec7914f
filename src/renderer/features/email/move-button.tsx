import { IconArrowBackUp } from '@tabler/icons-react'
import { useId } from 'react'
import { useKeysOf } from '../../app/commands'
import { Button } from '../../ui/button'
import { Blocked, offlineReason } from './blocked'
import type { DetailState } from './detail-store'
import type { MoveOffer } from './offers'

interface MoveButtonProps {
  readonly offer: MoveOffer
  /** The first of the buttons for one email: the primary one. */
  readonly isFirst: boolean
  /** The only one: it carries the key. */
  readonly isOnly?: boolean
  readonly online: boolean
  readonly busy: DetailState['busy']
  readonly onMove: (copyId: string) => void
}

const wordsWhile = (busy: DetailState['busy'], copyId: string): string | null => {
  switch (busy.kind) {
    case 'no':
      return null
    case 'moving':
      return busy.copyId === copyId ? 'Moving it now…' : 'Wait: another copy is being moved.'
    case 'undoing':
      return 'Wait: a copy is being put back.'
  }
}

/** Moves one copy; what it will do stands beneath it in words, and why it can't while offline in its place. */
export const MoveButton = ({ offer, isFirst, isOnly = false, online, busy, onMove }: MoveButtonProps) => {
  const keys = useKeysOf('email.move')
  const effectId = useId()
  const { copy, label, effect } = offer
  if (!online) return <Blocked what="move">{offlineReason('Moving')}</Blocked>
  const waiting = wordsWhile(busy, copy.id)
  return (
    <div className="email-action">
      {/* Not `disabled`: the focus would fall out of the detail at the moment the key is pressed. */}
      <Button
        look={isFirst ? 'primary' : 'plain'}
        icon={<IconArrowBackUp size={16} stroke={1.6} aria-hidden="true" />}
        keys={isOnly ? keys : null}
        aria-disabled={waiting !== null || undefined}
        aria-busy={(busy.kind === 'moving' && busy.copyId === copy.id) || undefined}
        aria-describedby={effectId}
        data-email-move=""
        onClick={() => {
          if (waiting === null) onMove(copy.id)
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
