import { type SubmitEvent, useState } from 'react'
import type { ConnectDraft } from '../../../shared/model/connect'
import { call } from '../../app/client'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { SecretField } from '../../ui/secret-field'
import { actOnDraft, changeDraft, useDraftStore } from './draft-store'
import { TextField } from './text-field'

/** The platform's log over HTTP, or the decision to set a source later. */
export const LogStep = ({ draft }: { readonly draft: ConnectDraft }) => {
  const later = draft.log === null
  return (
    <>
      <label className="wb-tick">
        <input
          type="checkbox"
          checked={later}
          onChange={(event) => changeDraft({ log: event.currentTarget.checked ? null : {} })}
        />
        Set the log up later, or read it from files only
      </label>
      {draft.log === null ? (
        <p className="wb-hint">Until then the log of this tenant is empty. Sources are added on the tenant’s page.</p>
      ) : (
        <>
          <TextField
            label="Address of the Sent Log API"
            field="log.base"
            value={draft.log.base}
            placeholder="https://platform.example/sent-log"
            onChange={(base) => changeDraft({ log: { base } })}
          />
          <TextField
            label="Tenant ID at the platform"
            field="log.platformTenantId"
            value={draft.log.platformTenantId}
            hint="As the platform names this customer in its own log."
            onChange={(platformTenantId) => changeDraft({ log: { platformTenantId } })}
          />
          <TokenEntry held={draft.log.tokenHeld} />
        </>
      )}
    </>
  )
}

const TokenEntry = ({ held }: { readonly held: boolean }) => {
  const [value, setValue] = useState('')
  const busy = useDraftStore((state) => state.busy)
  if (held)
    return (
      <div className="wb-held" role="group" aria-label="Log token in the vault">
        <Chip tone="calm">In the vault</Chip>
        <span className="wb-held-text">
          <b>Token of the log</b>
        </span>
        <Button
          aria-label="Forget the log token"
          onClick={() =>
            void actOnDraft('forget', (draftId) => call('connect.dropSecret', { draftId, kind: 'log-token' }))
          }
        >
          Forget
        </Button>
      </div>
    )
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void actOnDraft('token', (draftId) =>
      call('connect.putSecret', { draftId, kind: 'log-token', value, passphrase: null, expiresAt: null }),
    ).then((taken) => {
      if (taken) setValue('')
    })
  }
  return (
    <form className="wb-secret-form" autoComplete="off" onSubmit={submit}>
      <SecretField label="Token" hint="One token opens one tenant’s log." value={value} onChange={setValue} />
      <div>
        <Button type="submit" disabled={value === '' || busy !== null}>
          Put into the vault
        </Button>
      </div>
    </form>
  )
}
