import { IconAlertTriangle, IconRoute } from '@tabler/icons-react'
import { nextStepOf } from '../../../shared/model/recovery'
import { goTo } from '../../app/context'
import { useZone } from '../../app/preferences'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { useNow } from '../../ui/use-now'
import { useRecoveryStore } from './recovery-store'
import { evidenceSentence, signSentence, stepTitles } from './words'

/** Offers the way back where a sign of a broken grant is there, or one is under way; nothing otherwise. */
export const RecoveryOffer = () => {
  const view = useRecoveryStore((state) => state.view)
  const zone = useZone()
  const now = useNow()
  const evidence = view?.evidence ?? null
  if (evidence === null) return null
  const open = view?.recovery?.closedAt === null ? view.recovery : null
  const sign = signSentence(evidence, zone, now)
  if (sign === null && open === null) return null
  return (
    <Notice
      tone="amber"
      icon={<IconAlertTriangle size={18} stroke={1.6} aria-hidden="true" />}
      actions={
        <Button
          icon={<IconRoute size={16} stroke={1.6} aria-hidden="true" />}
          onClick={() => goTo({ kind: 'log', recovery: true })}
        >
          {open === null ? 'Way back' : 'Go on with the way back'}
        </Button>
      }
    >
      <strong>{sign ?? 'A way back from a broken grant is under way.'}</strong>{' '}
      {sign === null ? null : <span className="wb-muted">{evidenceSentence(evidence)} </span>}
      {open === null ? null : <span className="wb-muted">Next: {stepTitles[nextStepOf(open)].toLowerCase()}.</span>}
    </Notice>
  )
}
