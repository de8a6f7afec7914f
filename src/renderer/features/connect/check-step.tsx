import { useEffect, useState } from 'react'
import type { ConnectDraft } from '../../../shared/model/connect'
import type { CapabilityReading } from '../../../shared/model/grant'
import { CapabilityRows } from '../../app/capability-rows'
import { call, onEvent } from '../../app/client'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Age } from '../../ui/time-text'
import { actOnDraft, useDraftStore } from './draft-store'

/** The rows of a check under way, as they arrive. */
const useArrivingRows = (draftId: string) => {
  const [rows, setRows] = useState<readonly CapabilityReading[]>([])
  useEffect(
    () =>
      onEvent((event) => {
        if (event.kind !== 'grant-row' || event.draftId !== draftId) return
        setRows((before) => [...before.filter(({ capability }) => capability !== event.row.capability), event.row])
      }),
    [draftId],
  )
  return { rows, clear: () => setRows([]) }
}

/** Tries every right with what was entered; it can be left out, and done again. */
export const CheckStep = ({ draft }: { readonly draft: ConnectDraft }) => {
  const { rows, clear } = useArrivingRows(draft.id)
  const busy = useDraftStore((state) => state.busy)
  const refusal = useDraftStore((state) => state.refusal)
  const checking = busy === 'check'
  const check = (): void => {
    clear()
    void actOnDraft('check', (draftId) => call('connect.check', { draftId }))
  }
  const shown = checking ? rows : (draft.grant?.rows ?? [])
  return (
    <>
      <div className="wb-actions wb-check-head">
        <Button disabled={busy !== null} onClick={check}>
          {checking ? 'Checking …' : draft.grant === null ? 'Check every right' : 'Check again'}
        </Button>
        {checking ? (
          <Button onClick={() => void call('connect.cancelSignIn', { draftId: draft.id })}>Cancel</Button>
        ) : draft.grant === null ? (
          <span className="wb-hint wb-beside">You can also connect now and check later.</span>
        ) : (
          <span className="wb-hint wb-beside">
            Read <Age at={draft.grant.readAt} />
          </span>
        )}
      </div>
      {refusal !== null && refusal.field === undefined ? <Notice tone="hot">{refusal.message}</Notice> : null}
      {shown.length === 0 && !checking ? null : <CapabilityRows rows={shown} reading={checking} />}
    </>
  )
}
