import './vault.css'
import { type ReactNode, type SubmitEvent, useState } from 'react'
import type { VaultStatus } from '../../shared/model/vault'
import { call, factsOf } from './client'
import { closeDialog } from './dialogs'
import { openedBy, useVaultStore } from './vault'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Refusal } from '../ui/refusal'
import { SecretField } from '../ui/secret-field'
import { PassphraseFields, passphraseRefusal } from './passphrase-fields'

/** Asks for the vault: to unlock it, or to choose how secrets are kept when there is none yet. */
export const VaultDialog = () => {
  const status = useVaultStore((state) => state.status)
  const title = status?.kind === null ? 'How to keep secrets' : 'Unlock the vault'
  return (
    <Dialog label={title} className="wb-vault" onClose={closeDialog}>
      <h2>{title}</h2>
      {status === null ? (
        <p className="wb-muted">Reading how secrets are kept …</p>
      ) : status.broken !== null ? (
        <Broken why={status.broken} />
      ) : status.kind === null ? (
        <Create status={status} />
      ) : (
        <Unlock />
      )}
    </Dialog>
  )
}

const Broken = ({ why }: { readonly why: string }) => (
  <>
    <p role="alert">
      The vault can’t be opened: {why}. Put back a copy of vault.json, or move it away and enter the secrets again.
      Nothing was written over.
    </p>
    <Actions>
      <Button onClick={closeDialog}>Close</Button>
    </Actions>
  </>
)

const Actions = ({ children }: { readonly children: ReactNode }) => (
  <div className="wb-actions wb-vault-actions">{children}</div>
)

/** Runs what opens the vault, with its refusal and whether it is under way. */
const useOpening = () => {
  const [refusal, setRefusal] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const run = (work: () => Promise<VaultStatus>): void => {
    setBusy(true)
    setRefusal(null)
    openedBy(work())
      .catch((thrown: unknown) => setRefusal(factsOf(thrown).message))
      .finally(() => setBusy(false))
  }
  return { refusal, setRefusal, busy, run }
}

const Unlock = () => {
  const [passphrase, setPassphrase] = useState('')
  const { refusal, busy, run } = useOpening()
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const given = passphrase
    setPassphrase('')
    run(() => call('vault.unlock', { passphrase: given }))
  }
  return (
    <form className="wb-vault-form" onSubmit={submit}>
      <p className="wb-muted">
        Secrets, and what the ledger knows of your tenants’ people, are sealed until you enter the passphrase.
      </p>
      <SecretField label="Passphrase" refusal={refusal} known autoFocus value={passphrase} onChange={setPassphrase} />
      <Actions>
        <Button type="submit" look="primary" disabled={busy || passphrase === ''}>
          {busy ? 'Unlocking …' : 'Unlock'}
        </Button>
        <Button onClick={closeDialog}>Not now</Button>
      </Actions>
    </form>
  )
}

const Create = ({ status }: { readonly status: VaultStatus }) => {
  const [byPassphrase, setByPassphrase] = useState(!status.systemAvailable)
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const { refusal, setRefusal, busy, run } = useOpening()
  if (!byPassphrase)
    return (
      <div className="wb-vault-form">
        <p className="wb-muted">
          Client secrets, certificates and keys go into a vault on this computer. Its key can lie in the system’s
          keychain, which opens with your sign-in, or be made of a passphrase that is asked for.
        </p>
        <Refusal>{refusal}</Refusal>
        <Actions>
          <Button look="primary" disabled={busy} onClick={() => run(() => call('vault.create', { passphrase: null }))}>
            Use the system’s keychain
          </Button>
          <Button disabled={busy} onClick={() => setByPassphrase(true)}>
            Use a passphrase
          </Button>
        </Actions>
      </div>
    )
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const wrong = passphraseRefusal(passphrase, again)
    setRefusal(wrong)
    if (wrong === null) run(() => call('vault.create', { passphrase }))
  }
  return (
    <form className="wb-vault-form" onSubmit={submit}>
      <p className="wb-muted">
        Client secrets, certificates and keys go into a vault on this computer, encrypted under your passphrase.{' '}
        {status.systemReason}
      </p>
      <PassphraseFields passphrase={passphrase} again={again} onPassphrase={setPassphrase} onAgain={setAgain} />
      <Refusal>{refusal}</Refusal>
      <Actions>
        <Button type="submit" look="primary" disabled={busy}>
          {busy ? 'Making the vault …' : 'Make the vault'}
        </Button>
        <Button onClick={closeDialog}>Not now</Button>
      </Actions>
    </form>
  )
}
