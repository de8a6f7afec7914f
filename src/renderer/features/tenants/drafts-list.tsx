import { useEffect, useState } from 'react'
import { type ConnectDraft, connectStepNames } from '../../../shared/model/connect'
import { providerNames } from '../../../shared/model/tenant'
import { call } from '../../app/client'
import { goTo } from '../../app/context'
import { Button } from '../../ui/button'
import { Notice } from '../../ui/notice'
import { Age } from '../../ui/time-text'

const nameOf = (draft: ConnectDraft): string =>
  draft.name.trim() ||
  draft.domains[0] ||
  (draft.provider === null ? 'a tenant' : `a ${providerNames[draft.provider]} tenant`)

/** Connections that were begun and left, to go on with. */
export const DraftsList = () => {
  const [drafts, setDrafts] = useState<readonly ConnectDraft[]>([])
  useEffect(() => {
    let shown = true
    call('connect.drafts', {}).then(
      (read) => shown && setDrafts(read),
      () => undefined,
    )
    return () => void (shown = false)
  }, [])
  return drafts.map((draft) => (
    <Notice
      key={draft.id}
      actions={
        <Button onClick={() => goTo({ kind: 'connect', draftId: draft.id })} aria-label={`Go on with ${nameOf(draft)}`}>
          Go on
        </Button>
      }
    >
      {draft.tenantId === null ? 'Connecting' : 'Changing the connection of'} <b>{nameOf(draft)}</b> was left at{' '}
      {connectStepNames[draft.step]},{' '}
      <span className="wb-muted">
        <Age at={draft.changedAt} />
      </span>
      .
    </Notice>
  ))
}
