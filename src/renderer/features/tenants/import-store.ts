import { create } from 'zustand'
import type { TenantImportReport } from '../../../shared/model/connect'
import { call, factsOf } from '../../app/client'
import { openDialog } from '../../app/dialogs'
import { withVault } from '../../app/vault'
import { type FileFormat, formatOf } from './import-words'

/** The largest file of tenants that is read, in bytes. */
const largest = 20_000_000

interface ImportState {
  /** What was pasted; kept when the dialog is closed. */
  readonly pasted: string
  /** What was last read, and from where. */
  readonly file: { readonly name: string | null; readonly format: FileFormat; readonly text: string } | null
  /** What it would come to, or came to once `isTaken`. */
  readonly report: TenantImportReport | null
  readonly isTaken: boolean
  readonly isBusy: boolean
  readonly refusal: string | null
}

const nothing: ImportState = {
  pasted: '',
  file: null,
  report: null,
  isTaken: false,
  isBusy: false,
  refusal: null,
}

export const useImportStore = create<ImportState>(() => nothing)
const set = useImportStore.setState

export const setPasted = (pasted: string): void => set({ pasted })

/** Back to the choice of a file; what was pasted stays. */
export const chooseAnother = (): void => set(({ pasted }) => ({ ...nothing, pasted }))

/** Forgets everything, once a file was taken. */
export const endImport = (): void => {
  if (useImportStore.getState().isTaken) set(nothing)
}

const work = async (doing: () => Promise<Partial<ImportState>>): Promise<void> => {
  set({ isBusy: true, refusal: null })
  try {
    const change = await withVault(doing)
    set(change)
    // The vault's dialog took the place of this one, if it had to be asked for.
    openDialog('import-tenants')
  } catch (thrown) {
    const { code, message } = factsOf(thrown)
    if (code !== 'cancelled') set({ refusal: message })
  }
  set({ isBusy: false })
}

/** Reads what a text would come to; changes nothing. */
export const tryText = (text: string, name: string | null): Promise<void> => {
  const format = formatOf(text, name ?? '')
  return work(async () => ({
    report: await call('tenants.readFile', { format, text }),
    file: { name, format, text },
    isTaken: false,
  }))
}

/** The same for a file that was chosen or dropped. */
export const tryFile = async (file: File): Promise<void> => {
  if (file.size > largest) return set({ refusal: 'This file is larger than 20 MB: split it.' })
  await tryText(await file.text(), file.name)
}

/** Adds and changes what the file says. */
export const takeFile = (): Promise<void> => {
  const { file } = useImportStore.getState()
  if (file === null) return Promise.resolve()
  const { format, text } = file
  return work(async () => ({
    report: await call('tenants.importFile', { format, text }),
    isTaken: true,
    pasted: '',
  }))
}
