import { useState } from 'react'
import type { ConnectDraft } from '../../../shared/model/connect'
import { call } from '../../app/client'
import { Button } from '../../ui/button'
import { actOnDraft, useDraftStore, useRefusal } from './draft-store'
import { FileDrop } from '../../ui/file-drop'
import { Refusal } from '../../ui/refusal'
import { SecretField } from '../../ui/secret-field'
import { HeldLine } from './held-secret'
import { base64Of, isPem, textOf } from './read-file'

const tooLarge = 'This file is too large for a certificate: choose the .pem or .pfx file.'

/** A certificate: made here, or chosen as a file with its private key. */
export const CertificateEntry = ({ draft }: { readonly draft: ConnectDraft }) => {
  const [passphrase, setPassphrase] = useState('')
  const [chosen, setChosen] = useState<{ readonly name: string; readonly value: string } | null>(null)
  const [local, setLocal] = useState<string | null>(null)
  const busy = useDraftStore((state) => state.busy)
  const valueRefusal = useRefusal('value')
  const secretRefusal = useRefusal('secret')
  const passphraseRefusal = useRefusal('passphrase')
  const held = draft.held.find(({ kind }) => kind === 'certificate')
  if (held !== undefined)
    return (
      <>
        <HeldLine held={held} />
        <p className="wb-hint">
          Upload its public part at the application’s registration: Certificates &amp; secrets › Certificates. The
          private key never leaves the vault.
        </p>
      </>
    )
  const put = (value: string): void =>
    void actOnDraft('certificate', (draftId) =>
      call('connect.putSecret', {
        draftId,
        kind: 'certificate',
        value,
        passphrase: passphrase === '' ? null : passphrase,
        expiresAt: null,
      }),
    ).then((taken) => {
      if (!taken) return
      setPassphrase('')
      setChosen(null)
    })
  const take = async (file: File): Promise<void> => {
    const text = await textOf(file)
    const value = text !== null && isPem(text) ? text : await base64Of(file)
    setLocal(value === null ? tooLarge : null)
    if (value === null) return
    setChosen({ name: file.name, value })
    put(value)
  }
  const refusal = local ?? valueRefusal ?? secretRefusal
  return (
    <div className="wb-secret-form">
      <div className="wb-actions">
        <Button
          disabled={busy !== null}
          onClick={() => void actOnDraft('make', (draftId) => call('connect.makeCertificate', { draftId }))}
        >
          {busy === 'make' ? 'Making it …' : 'Make a certificate here'}
        </Button>
        <span className="wb-hint wb-beside">Good for two years; or use one that you have:</span>
      </div>
      <SecretField
        label="Passphrase of the file"
        hint="Only where the file is protected by one."
        refusal={passphraseRefusal}
        value={passphrase}
        onChange={setPassphrase}
      />
      <FileDrop
        label="Certificate with its private key"
        accept=".pem,.pfx,.p12,.crt,.cer,.key"
        hint="A PEM or PFX file; drop it here or choose it."
        onFile={(file) => void take(file)}
      />
      <Refusal>{refusal}</Refusal>
      {chosen === null ? null : (
        <div>
          <Button disabled={busy !== null} onClick={() => put(chosen.value)}>
            Try {chosen.name} again
          </Button>
        </div>
      )}
    </div>
  )
}
