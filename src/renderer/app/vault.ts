import { create } from 'zustand'
import { Failure } from '../../shared/model/failure'
import type { VaultStatus } from '../../shared/model/vault'
import { call, factsOf } from './client'
import { closeDialog, openDialog, useDialogStore } from './dialogs'
import { toast } from './toasts'

interface VaultState {
  /** Null until it was read. */
  readonly status: VaultStatus | null
}

export const useVaultStore = create<VaultState>(() => ({ status: null }))

/** Takes in how things stand with the vault, as main says it. */
export const noteVault = (status: VaultStatus): void => useVaultStore.setState({ status })

/** Reads how things stand; a failure leaves what was known. */
export const readVault = async (): Promise<void> => {
  try {
    noteVault(await call('vault.status', {}))
  } catch {
    // Whatever needs the vault will say what is wrong with it.
  }
}

/** Asks for the vault to be made or unlocked. Rejects as cancelled when the dialog is closed without it. */
const askForVault = async (): Promise<void> => {
  await readVault()
  openDialog('vault')
  return new Promise((resolve, reject) => {
    const stop = useDialogStore.subscribe(({ open }) => {
      if (open === 'vault') return
      stop()
      const { status } = useVaultStore.getState()
      if (status !== null && status.kind !== null && !status.locked) resolve()
      else reject(new Failure({ code: 'cancelled', message: 'The vault stayed closed; nothing was changed.' }))
    })
  })
}

/**
 * Does something that needs the vault; where it is locked or not yet made, asks for it first and then does it again. What was
 * typed stays where it was.
 */
export const withVault = async <Value>(work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work()
  } catch (thrown) {
    const { code } = factsOf(thrown)
    if (code !== 'vault-missing' && code !== 'vault-locked') throw thrown
    await askForVault()
    return work()
  }
}

/** Makes or opens the vault by `work` and closes the dialog; throws main's refusal. */
export const openedBy = async (work: Promise<VaultStatus>): Promise<void> => {
  noteVault(await work)
  if (useDialogStore.getState().open === 'vault') closeDialog()
}

/** True for an open vault that a passphrase opens again. */
export const canLock = (): boolean => {
  const { status } = useVaultStore.getState()
  return status !== null && status.kind === 'passphrase' && !status.locked
}

/** Locks the vault now; whatever needs it asks for the passphrase again. */
export const lockVault = async (): Promise<void> => {
  try {
    noteVault(await call('vault.lock', {}))
    toast({ tone: 'plain', text: 'The vault is locked.' })
  } catch (thrown) {
    toast({ tone: 'hot', text: factsOf(thrown).message })
  }
}
