import { useState } from 'react'
import type { ConnectDraft } from '../../../shared/model/connect'
import { call } from '../../app/client'
import { Copy } from '../../app/copy'
import { Fact, Facts } from '../../ui/fact'
import { actOnDraft, useRefusal } from './draft-store'
import { FileDrop } from '../../ui/file-drop'
import { Refusal } from '../../ui/refusal'
import { HeldLine } from './held-secret'
import { textOf } from './read-file'

/** The JSON key of a Google service account; it tells the account's address and client id itself. */
export const KeyEntry = ({ draft }: { readonly draft: ConnectDraft }) => {
  const [local, setLocal] = useState<string | null>(null)
  const valueRefusal = useRefusal('value')
  const secretRefusal = useRefusal('secret')
  const accountRefusal = useRefusal('google.serviceAccount')
  const held = draft.held.find(({ kind }) => kind === 'service-account-key')
  if (held !== undefined) {
    const { serviceAccount, clientId } = draft.google
    return (
      <>
        <HeldLine held={held} />
        <Facts>
          <Fact name="Service account" action={<Copy what="service account" text={serviceAccount} />}>
            {serviceAccount}
          </Fact>
          <Fact name="Client ID" action={<Copy what="client ID" text={clientId} />}>
            {clientId}
          </Fact>
        </Facts>
      </>
    )
  }
  const take = async (file: File): Promise<void> => {
    const value = await textOf(file)
    setLocal(
      value === null ? 'This file is too large for a key: choose the JSON file as Google’s console gave it.' : null,
    )
    if (value === null) return
    await actOnDraft('key', (draftId) =>
      call('connect.putSecret', {
        draftId,
        kind: 'service-account-key',
        value,
        passphrase: null,
        expiresAt: null,
      }),
    )
  }
  const refusal = local ?? valueRefusal ?? secretRefusal ?? accountRefusal
  return (
    <div className="wb-secret-form">
      <FileDrop
        label="JSON key of the service account"
        accept=".json,application/json"
        hint="Drop the file here or choose it, unchanged, as Google’s console gave it."
        onFile={(file) => void take(file)}
      />
      <Refusal>{refusal}</Refusal>
    </div>
  )
}
