import { basename } from 'node:path'
import {
  Failure,
  fileSourceId,
  type ChosenFile,
  type ImportPlan,
  type ImportPreview,
  type ImportRun,
  type RefusedRow,
  type ToldSendMethod,
  type Tenant,
} from '../../../shared/model'
import type { FileReader } from '../../sources/file/file-reader'
import type { Jobs } from '../jobs'
import { factsOf, isCancelled, isoOf, type ServiceParts } from '../parts'
import { checkPlan } from './check-plan'
import type { ImportFiles } from './import-files'

/** Imports that are remembered, of all tenants. */
const keptRuns = 200
/** Milliseconds between two words on how far an import is. */
const toldEachMs = 250

/** How an engineer points at files: dialogs in the window, paths in a shell. */
export interface FileDialogs {
  /** Null when the engineer thought better of it. */
  chooseFile(): Promise<string | null>
  chooseFolder(): Promise<string | null>
  /** `title` says what is saved. */
  chooseTarget(name: string, title: string): Promise<string | null>
}

/** What a shell or a dropped file hands in beside what a window may choose. */
export type ChangedPlan = Partial<ImportPlan>

const methodOf: Readonly<Record<Tenant['provider'], ToldSendMethod>> = {
  microsoft: 'microsoft-api',
  google: 'gmail-api',
  manual: 'smtp',
}

const unknownFile = () =>
  new Failure({ code: 'bad-input', message: 'This file is no longer chosen: choose it again.', field: 'fileId' })
const unknownImport = () =>
  new Failure({ code: 'bad-input', message: 'This import is no longer remembered.', field: 'importId' })

/** Imports log files into the ledger, one per tenant at a time. */
export const createImportService = (
  parts: ServiceParts,
  tools: {
    readonly jobs: Jobs
    readonly reader: FileReader
    readonly files: ImportFiles
    readonly dialogs: FileDialogs
  },
) => {
  const { ledger, clock } = parts
  const { jobs, reader, files, dialogs } = tools
  /** Chosen files by their id: the window never names a path. */
  const chosen = new Map<string, string>()
  const running = new Map<string, ImportRun>()

  // A run that a crash left open has ended; the same file again goes on where it was. A shell's own goes on beside the window.
  const cutOff = (run: ImportRun): ImportRun =>
    run.state === 'running' && !running.has(run.id) && !files.isBeating(run.id)
      ? {
          ...run,
          state: 'failed',
          endedAt: run.startedAt,
          error: 'The app was closed: import the file again to go on.',
        }
      : run
  const kept = (): readonly ImportRun[] => files.runs.read().map(cutOff)
  const keep = (run: ImportRun): void => {
    files.runs.change((before) => {
      const runs = [run, ...before.filter(({ id }) => id !== run.id)]
      for (const { id } of runs.slice(keptRuns)) files.removeReport(id)
      return runs.slice(0, keptRuns)
    })
  }

  const tenantOf = async (tenantId: string): Promise<Tenant> => {
    const tenant = await ledger.readTenant(tenantId)
    if (tenant) return tenant
    throw new Failure({ code: 'unknown-tenant', message: 'This tenant is not connected here.', field: 'tenantId' })
  }
  const pathOf = (fileId: string): string => {
    const path = chosen.get(fileId)
    if (path === undefined) throw unknownFile()
    return path
  }
  const choose = (path: string): ChosenFile => {
    const fileId = parts.newId()
    chosen.set(fileId, path)
    return { fileId, name: basename(path) }
  }

  const previewPath = async (tenantId: string, path: string, change: ChangedPlan): Promise<ImportPreview> => {
    const tenant = await tenantOf(tenantId)
    const method = change.method ?? methodOf[tenant.provider]
    const before = files.plans.read()[tenantId]
    const fresh = await reader.preview(path, { ...change, method })
    if (!before || change.mapping !== undefined) return fresh
    // The last import's mapping fits when the file has all of its columns.
    const fits = Object.values(before.mapping).every((column) => fresh.columns.includes(column))
    return fits ? reader.preview(path, { ...before, ...change }) : fresh
  }

  const carryOut = async (
    run: ImportRun,
    order: { readonly path: string; readonly plan: ImportPlan },
    signal: AbortSignal,
    progress: (done: number) => void,
  ): Promise<void> => {
    let now = run
    let toldAt = 0
    const begun = clock.now()
    const tell = (change: Partial<ImportRun>): void => {
      const rows = now.added + now.changed + now.same
      const seconds = Math.max(0.001, (clock.now() - begun) / 1000)
      now = { ...now, rowsPerSecond: Math.round(rows / seconds), ...change }
      running.set(run.id, now)
      parts.emit({ kind: 'import', run: now })
    }
    const end = (
      change: Pick<ImportRun, 'state' | 'error'> & { readonly firstRefused: readonly RefusedRow[] },
    ): void => {
      tell({ ...change, endedAt: isoOf(clock.now()) })
      running.delete(run.id)
      keep(now)
      files.endBeat(run.id)
      if (now.people > 0) parts.emit({ kind: 'people-changed', tenantId: run.tenantId })
    }
    try {
      const { stopped, firstRefused } = await reader.read(
        { ...order, reportFile: files.reportOf(run.id) },
        async ({ rows, count, refused, bytesRead }) => {
          const counts =
            count === 0
              ? { added: 0, changed: 0, same: 0, people: 0 }
              : await ledger.importEmails(run.tenantId, fileSourceId, rows, run.id)
          now = {
            ...now,
            bytesRead,
            added: now.added + counts.added,
            changed: now.changed + counts.changed,
            same: now.same + counts.same,
            people: now.people + counts.people,
            refused: now.refused + refused,
          }
          if (clock.now() - toldAt < toldEachMs) return
          toldAt = clock.now()
          files.beat(run.id)
          tell({})
          progress(now.added + now.changed + now.same + now.refused)
        },
        signal,
      )
      end({ state: stopped === null ? 'done' : 'stopped', error: stopped, firstRefused })
    } catch (error) {
      const isStopped = signal.aborted || isCancelled(error)
      const message = isStopped ? 'It was cancelled: the rows that are counted stay.' : factsOf(error).message
      end({ state: isStopped ? 'cancelled' : 'failed', error: message, firstRefused: [] })
      throw error
    }
  }

  /** Begins an import as a job; `work` ends with it. `until` cancels it. */
  const begin = async (
    tenantId: string,
    path: string,
    plan: ImportPlan,
    order: { readonly bytes: number; readonly until?: AbortSignal },
  ): Promise<{ readonly run: ImportRun; readonly work: Promise<void> }> => {
    const tenant = await tenantOf(tenantId)
    if ([...running.values()].some((other) => other.tenantId === tenantId))
      throw new Failure({
        code: 'conflict',
        message: `Another file is being imported for ${tenant.name}: wait for its end, or cancel it.`,
      })
    const run: ImportRun = {
      id: parts.newId(),
      tenantId,
      fileName: basename(path),
      state: 'running',
      startedAt: isoOf(clock.now()),
      endedAt: null,
      bytes: order.bytes,
      bytesRead: 0,
      added: 0,
      changed: 0,
      same: 0,
      refused: 0,
      people: 0,
      rowsPerSecond: 0,
      error: null,
      firstRefused: [],
    }
    running.set(run.id, run)
    files.beat(run.id)
    keep(run)
    let work = Promise.resolve()
    jobs.start({
      kind: 'import-file',
      tenantId,
      personId: null,
      title: `Importing ${run.fileName}`,
      key: `import:${run.id}`,
      ...(order.until ? { until: order.until } : {}),
      run: ({ signal, progress }) => (work = carryOut(run, { path, plan }, signal, (done) => progress(done, null))),
    })
    return { run, work }
  }

  const startPath = async (tenantId: string, path: string, plan: ImportPlan): Promise<ImportRun> => {
    await tenantOf(tenantId)
    const preview = await reader.preview(path, plan)
    checkPlan(plan, preview)
    const { run } = await begin(tenantId, path, plan, { bytes: preview.facts.bytes })
    files.plans.change((plans) => ({ ...plans, [tenantId]: plan }))
    return run
  }

  const planOf = (tenantId: string): ImportPlan => {
    const plan = files.plans.read()[tenantId]
    if (plan) return plan
    throw new Failure({
      code: 'bad-input',
      message: 'Import one file by hand first: the next ones are then read by the same columns.',
      field: 'plan',
    })
  }

  /** The last import's plan, where this file can be read by it and nothing contradicts it. */
  const fittingPlan = async (tenantId: string, path: string) => {
    const before = planOf(tenantId)
    // Without the order of the dates, so that the file tells its own: nobody looks at what a wrong one would make of them.
    const preview = await reader.preview(path, { ...before, dateOrder: null })
    const told = preview.plan.dateOrder
    if (before.dateOrder !== null && told !== null && told !== before.dateOrder)
      throw new Failure({
        code: 'bad-input',
        message: 'The day and the month of its dates stand the other way round than in the last import.',
        field: 'dateOrder',
      })
    const plan = { ...before, dateOrder: before.dateOrder ?? told }
    checkPlan(plan, preview)
    return { plan, bytes: preview.facts.bytes }
  }

  /** As the ledger and the files have it after its end. */
  const endOf = async ({ run, work }: { readonly run: ImportRun; readonly work: Promise<void> }) => {
    const failure = await work.then(
      () => null,
      (error: unknown) => factsOf(error),
    )
    return { run: list(run.tenantId).find(({ id }) => id === run.id) ?? run, failure }
  }

  /** Reads a whole file and keeps nothing of it. */
  const tryPath = async (tenantId: string, path: string, plan: ImportPlan) => {
    await tenantOf(tenantId)
    checkPlan(plan, await reader.preview(path, plan))
    let rows = 0
    let refused = 0
    const count = (batch: { readonly count: number; readonly refused: number }): Promise<void> => {
      rows += batch.count
      refused += batch.refused
      return Promise.resolve()
    }
    const end = await reader.read({ path, plan, reportFile: null }, count, new AbortController().signal)
    return { rows, refused, ...end }
  }

  const list = (tenantId: string): readonly ImportRun[] =>
    kept()
      .filter((run) => run.tenantId === tenantId)
      .map((run) => running.get(run.id) ?? run)

  return {
    /** Asks the engineer for a file; null when none was chosen. */
    choose: async (): Promise<ChosenFile | null> => {
      const path = await dialogs.chooseFile()
      return path === null ? null : choose(path)
    },
    /** A file that was dropped on the window. */
    drop: (path: string): ChosenFile => choose(path),
    preview: (tenantId: string, fileId: string, change: ChangedPlan): Promise<ImportPreview> =>
      previewPath(tenantId, pathOf(fileId), change),
    previewPath,
    /** Begins an import; how far it is comes by events. Throws `bad-input` with the field of the plan, or `conflict`. */
    start: (tenantId: string, fileId: string, plan: ImportPlan): Promise<ImportRun> =>
      startPath(tenantId, pathOf(fileId), plan),
    startPath,
    tryPath,
    /** How the last import of a file of this tenant was read; throws `bad-input` where there was none. */
    planOf,
    /** Throws `bad-input` where the file can't be read by the last import's plan. */
    fittingPlan,
    /** Imports a file without anybody looking on, and resolves at its end. Throws `conflict` while another is imported. */
    importToItsEnd: async (...order: Parameters<typeof begin>) => endOf(await begin(...order)),
    reportOf: files.reportOf,
    /** Newest first. */
    list,
    /** Puts the list of refused rows where the engineer says; false when they thought better of it. */
    saveReport: async (tenantId: string, importId: string): Promise<boolean> => {
      const run = list(tenantId).find(({ id }) => id === importId)
      if (!run) throw unknownImport()
      const target = await dialogs.chooseTarget(`${run.fileName} - refused rows.csv`, 'Save the list of refused rows')
      if (target === null) return false
      try {
        files.copyReport(importId, target)
      } catch (cause) {
        throw new Failure(
          {
            code: 'bad-input',
            message: 'The list could not be written there: choose another folder.',
            field: 'target',
          },
          { cause },
        )
      }
      return true
    },
    /** Forgets what is kept of a tenant's imports: it is being erased. */
    forget: (tenantId: string): void => {
      for (const { id } of list(tenantId)) files.removeReport(id)
      files.runs.change((runs) => runs.filter((run) => run.tenantId !== tenantId))
      files.plans.change(({ [tenantId]: _, ...others }) => others)
    },
  }
}
export type ImportService = ReturnType<typeof createImportService>
