import { type SubmitEvent, useState } from 'react'
import type { ConnectDraft } from '../../../shared/model/connect'
import { call } from '../../app/client'
import { Button } from '../../ui/button'
import { Field } from '../../ui/field'
import { SecretField } from '../../ui/secret-field'
import { actOnDraft, useDraftStore, useRefusal } from './draft-store'
import { HeldLine } from './held-secret'

interface SecretEntryProps {
  readonly draft: ConnectDraft
  readonly hint: string
  /** Whether its end is asked for; it can't be read from the secret. */
  readonly asksExpiry?: boolean
}

/** A client secret: goes into the vault and leaves the screen at once. */
export const SecretEntry = ({ draft, hint, asksExpiry = true }: SecretEntryProps) => {
  const [value, setValue] = useState('')
  const [expiresAt, setExpiresAt] = useState('')
  const busy = useDraftStore((state) => state.busy)
  const refusal = useRefusal('value')
  const secretRefusal = useRefusal('secret')
  const expiryRefusal = useRefusal('expiresAt')
  const held = draft.held.find(({ kind }) => kind === 'client-secret')
  if (held !== undefined) return <HeldLine held={held} />
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void actOnDraft('secret', (draftId) =>
      call('connect.putSecret', {
        draftId,
        kind: 'client-secret',
        value,
        passphrase: null,
        expiresAt: expiresAt === '' ? null : expiresAt,
      }),
    ).then((taken) => {
      if (taken) setValue('')
    })
  }
  return (
    <form className="wb-secret-form" autoComplete="off" onSubmit={submit}>
      <SecretField
        label="Client secret"
        hint={hint}
        refusal={refusal ?? secretRefusal}
        value={value}
        onChange={setValue}
      />
      {asksExpiry ? (
        <Field
          label="Ends on"
          hint="As its page says; you are told a month before. Leave it empty if you don’t know."
          refusal={expiryRefusal}
        >
          {(control) => (
            <input
              {...control}
              className="wb-input wb-input-date"
              type="date"
              value={expiresAt}
              onChange={(event) => setExpiresAt(event.currentTarget.value)}
            />
          )}
        </Field>
      ) : null}
      <div>
        <Button type="submit" disabled={value === '' || busy !== null}>
          Put into the vault
        </Button>
      </div>
    </form>
  )
}
