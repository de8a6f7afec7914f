import { type SubmitEvent, useState } from 'react'
import type { ConnectDraft } from '../../../shared/model/connect'
import { call } from '../../app/client'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { actOnDraft, useDraftStore } from './draft-store'

/** Keeps the application and its credential for other customers too, under a name. */
export const ShareApplication = ({
  draft,
  onShared,
}: {
  readonly draft: ConnectDraft
  readonly onShared: () => void
}) => {
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const busy = useDraftStore((state) => state.busy)
  if (draft.held.length === 0 || draft.microsoft.clientId.trim() === '') return null
  if (!open)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>Use this application for other customers too …</Button>
      </div>
    )
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void actOnDraft('share', (draftId) => call('connect.shareApplication', { draftId, name: name.trim() })).then(
      (shared) => {
        if (shared) onShared()
      },
    )
  }
  return (
    <form className="wb-secret-form" onSubmit={submit}>
      <Field
        label="Name of the application"
        hint="It has to be registered as multi-tenant. The next customer then needs a domain and their consent only."
      >
        {(control) => (
          <input
            {...control}
            className="wb-input"
            value={name}
            maxLength={120}
            autoFocus
            spellCheck={false}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className="wb-actions">
        <Button type="submit" disabled={name.trim() === '' || busy !== null}>
          Share the application
        </Button>
        <Button look="quiet" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
