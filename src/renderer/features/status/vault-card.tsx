import { type SubmitEvent, useEffect, useId, useState } from 'react'
import type { VaultStatus } from '../../../shared/model/vault'
import { call, factsOf } from '../../app/client'
import { openDialog } from '../../app/dialogs'
import { noteVault, readVault, useVaultStore } from '../../app/vault'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { Notice } from '../../ui/notice'
import { Refusal } from '../../ui/refusal'
import { SecretField } from '../../ui/secret-field'
import { PassphraseFields, passphraseRefusal } from '../../app/passphrase-fields'

const howKept = (status: VaultStatus): string => {
  if (status.kind === null) return 'No vault yet. The first secret asks how to keep it.'
  if (status.kind === 'system') return 'Its key lies in the system’s keychain and opens with your sign-in.'
  return 'Its key is made of your passphrase, which is kept nowhere.'
}

/** How secrets are kept, and what can be changed about it. */
export const VaultCard = () => {
  const status = useVaultStore((state) => state.status)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [changing, setChanging] = useState(false)
  useEffect(() => void readVault(), [])
  if (status === null) return null
  const run = (work: Promise<VaultStatus>): Promise<boolean> =>
    work.then(
      (next) => {
        noteVault(next)
        setRefusal(null)
        return true
      },
      (thrown: unknown) => {
        setRefusal(factsOf(thrown).message)
        return false
      },
    )
  return (
    <section className="wb-card" aria-labelledby="wb-vault-card">
      <h2 id="wb-vault-card">Vault</h2>
      {status.broken === null ? null : <Notice tone="hot">The vault can’t be opened: {status.broken}.</Notice>}
      <Refusal>{refusal}</Refusal>
      <div className="wb-field-row">
        <span>Secrets</span>
        <span>
          {status.kind === null ? null : (
            <>
              <Chip tone={status.locked ? 'warm' : 'calm'}>{status.locked ? 'Locked' : 'Open'}</Chip>{' '}
            </>
          )}
          {howKept(status)}
        </span>
      </div>
      {status.kind === 'passphrase' && !status.locked ? (
        <LockAfter status={status} save={(minutes) => void run(call('vault.setLockAfter', { minutes }))} />
      ) : null}
      {changing ? (
        <ChangeForm
          status={status}
          onDone={() => setChanging(false)}
          change={(current, next) => run(call('vault.change', { current, next }))}
        />
      ) : (
        <div className="wb-actions wb-vault-actions">
          {status.kind === null || status.locked ? (
            <Button onClick={() => openDialog('vault')}>
              {status.kind === null ? 'Make the vault' : 'Unlock the vault'}
            </Button>
          ) : null}
          {status.kind === 'passphrase' && !status.locked ? (
            <Button onClick={() => void run(call('vault.lock', {}))}>Lock now</Button>
          ) : null}
          {status.kind !== null && !status.locked ? (
            <Button onClick={() => setChanging(true)}>Change how it is kept …</Button>
          ) : null}
        </div>
      )}
    </section>
  )
}

const lockChoices: readonly (readonly [minutes: number, label: string])[] = [
  [5, '5 minutes without input'],
  [15, '15 minutes without input'],
  [60, 'an hour without input'],
  [0, 'never by itself'],
]

const LockAfter = ({ status, save }: { readonly status: VaultStatus; readonly save: (minutes: number) => void }) => {
  const id = useId()
  const known = lockChoices.some(([minutes]) => minutes === status.lockAfterMinutes)
  return (
    <div className="wb-field-row">
      <label htmlFor={id}>Locks after</label>
      <select
        id={id}
        className="wb-input"
        value={status.lockAfterMinutes}
        onChange={(event) => save(Number(event.currentTarget.value))}
      >
        {known ? null : <option value={status.lockAfterMinutes}>{status.lockAfterMinutes} minutes</option>}
        {lockChoices.map(([minutes, label]) => (
          <option key={minutes} value={minutes}>
            {label}
          </option>
        ))}
      </select>
      <span className="wb-hint wb-field-hint">It also locks when the computer sleeps or its screen is locked.</span>
    </div>
  )
}

interface ChangeFormProps {
  readonly status: VaultStatus
  readonly onDone: () => void
  readonly change: (current: string | null, next: string | null) => Promise<boolean>
}

const ChangeForm = ({ status, onDone, change }: ChangeFormProps) => {
  const [current, setCurrent] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const isPassphrase = status.kind === 'passphrase'
  const run = async (next: string | null): Promise<void> => {
    if (await change(isPassphrase ? current : null, next)) onDone()
    else setCurrent('')
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const refusal = passphraseRefusal(passphrase, again)
    setWrong(refusal)
    if (refusal === null) void run(passphrase)
  }
  return (
    <form className="wb-vault-form" onSubmit={submit}>
      {isPassphrase ? <SecretField label="Present passphrase" known value={current} onChange={setCurrent} /> : null}
      <PassphraseFields passphrase={passphrase} again={again} onPassphrase={setPassphrase} onAgain={setAgain} />
      <Refusal>{wrong}</Refusal>
      <div className="wb-actions">
        <Button type="submit" look="primary">
          Use this passphrase
        </Button>
        {isPassphrase && status.systemAvailable ? (
          <Button onClick={() => void run(null)}>Use the system’s keychain instead</Button>
        ) : null}
        <Button look="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
