import { create } from 'zustand'
import type { AppEvent } from '../../../shared/contract'
import type { FailureFacts } from '../../../shared/model/failure'
import type { ChosenFile, ImportPlan, ImportPreview, ImportRun } from '../../../shared/model/import'
import { call, dropFile, factsOf } from '../../app/client'
import { applyIfCurrent } from '../../app/current'
import { toast } from '../../app/toasts'

interface ImportState {
  /** Whose import this is; nothing of it shows for another tenant. */
  readonly tenantId: string | null
  readonly file: ChosenFile | null
  readonly preview: ImportPreview | null
  /** What was chosen so far; the preview's plan until something is changed. */
  readonly plan: ImportPlan | null
  readonly refusal: FailureFacts | null
  readonly isBusy: boolean
  /** Newest first; null until they were read. */
  readonly runs: readonly ImportRun[] | null
}

const nothing: ImportState = {
  tenantId: null,
  file: null,
  preview: null,
  plan: null,
  refusal: null,
  isBusy: false,
  runs: null,
}

export const useImportStore = create<ImportState>(() => nothing)

const set = (change: Partial<ImportState>): void => useImportStore.setState(change)

/** Applies an answer unless the tenant, or the file it is about, is another one by now. */
const ask = async <Value>(answer: Promise<Value>, take: (value: Value) => void): Promise<void> => {
  const { tenantId, file } = useImportStore.getState()
  const isStill = (): boolean => {
    const now = useImportStore.getState()
    return now.tenantId === tenantId && now.file === file
  }
  set({ isBusy: true, refusal: null })
  await applyIfCurrent({ tenantId }, answer, {
    value: (value) => {
      if (!isStill()) return
      set({ isBusy: false })
      take(value)
    },
    failure: (refusal) => {
      if (isStill()) set({ isBusy: false, refusal })
    },
  })
}

const look = (change: Partial<ImportPlan>): Promise<void> => {
  const { tenantId, file } = useImportStore.getState()
  if (tenantId === null || file === null) return Promise.resolve()
  return ask(call('imports.preview', { tenantId, fileId: file.fileId, change }), (preview) =>
    set({ preview, plan: preview.plan }),
  )
}

/** Begins with a tenant: no file, its earlier imports. */
export const beginImport = (tenantId: string): void => {
  set({ ...nothing, tenantId })
  void applyIfCurrent({ tenantId }, call('imports.list', { tenantId }), {
    value: (runs) => {
      if (useImportStore.getState().tenantId === tenantId) set({ runs })
    },
    failure: (refusal) => set({ refusal, runs: [] }),
  })
}

const take = (file: ChosenFile | null): void => {
  if (file === null) return
  set({ file, preview: null, plan: null })
  void look({})
}

export const chooseFile = (): Promise<void> => ask(call('imports.choose', {}), take)

export const takeDropped = (file: File): Promise<void> => ask(dropFile(file), take)

export const leaveFile = (): void => set({ file: null, preview: null, plan: null, refusal: null })

/** Corrects how the file is read, and shows what it comes to then. */
export const changePlan = (change: Partial<ImportPlan>): void => {
  const { plan } = useImportStore.getState()
  if (plan === null) return
  const next = { ...plan, ...change }
  set({ plan: next })
  // Looked at anew as a whole: what was guessed before stays as it stands on the screen.
  void look(next)
}

export const startImport = async (): Promise<void> => {
  const { tenantId, file, plan } = useImportStore.getState()
  if (tenantId === null || file === null || plan === null) return
  await ask(call('imports.start', { tenantId, fileId: file.fileId, plan }), (run) => {
    leaveFile()
    noteRun(run)
  })
}

const noteRun = (run: ImportRun): void => {
  const { tenantId, runs } = useImportStore.getState()
  if (run.tenantId !== tenantId) return
  const known = (runs ?? []).find(({ id }) => id === run.id)
  // The answer that names a run may come after events that tell more of it.
  if (known && known.bytesRead > run.bytesRead) return
  set({ runs: [run, ...(runs ?? []).filter(({ id }) => id !== run.id)] })
}

export const onImportEvent = (event: AppEvent): void => {
  if (event.kind === 'import') noteRun(event.run)
}

export const saveReport = async (run: ImportRun): Promise<void> => {
  const { tenantId } = run
  try {
    const saved = await call('imports.saveReport', { tenantId, importId: run.id })
    if (saved) toast({ tone: 'calm', text: 'The list of refused rows is saved.', tenantId })
  } catch (thrown) {
    toast({ tone: 'hot', text: factsOf(thrown).message, tenantId })
  }
}
