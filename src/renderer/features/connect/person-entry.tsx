import type { ConnectDraft } from '../../../shared/model/connect'
import { call } from '../../app/client'
import { Button } from '../../ui/button'
import { Refusal } from '../../ui/refusal'
import { actOnDraft, useDraftStore, useRefusal } from './draft-store'
import { HeldLine } from './held-secret'

/** A person's own sign-in, in the system's browser. It reaches only what that account may open. */
export const PersonEntry = ({ draft }: { readonly draft: ConnectDraft }) => {
  const busy = useDraftStore((state) => state.busy)
  const refusal = useDraftStore((state) => state.refusal)
  const secretRefusal = useRefusal('secret')
  const held = draft.held.find(({ kind }) => kind === 'person')
  if (held !== undefined) return <HeldLine held={held} />
  const waiting = busy === 'sign-in'
  const said = secretRefusal ?? (refusal !== null && refusal.field === undefined ? refusal.message : null)
  return (
    <div className="wb-secret-form">
      <div className="wb-actions">
        <Button
          disabled={busy !== null}
          onClick={() => void actOnDraft('sign-in', (draftId) => call('connect.signIn', { draftId }))}
        >
          {waiting ? 'Waiting for the browser …' : 'Sign in in the browser'}
        </Button>
        {waiting ? (
          <Button onClick={() => void call('connect.cancelSignIn', { draftId: draft.id })}>Cancel</Button>
        ) : null}
      </div>
      {waiting ? (
        <p className="wb-hint" role="status">
          The provider’s page is open in your browser: sign in there, then come back.
        </p>
      ) : (
        <p className="wb-hint">
          Whereabouts never sees the password, and reaches only mailboxes this account may open.
        </p>
      )}
      <Refusal>{said}</Refusal>
    </div>
  )
}
