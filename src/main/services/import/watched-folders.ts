import { realpath } from 'node:fs/promises'
import { Failure, type BackgroundHold, type WatchedFolder } from '../../../shared/model'
import { firstAfterMs, shareOf } from '../background/schedule'
import { factsOf, inBackground, isBug, isCancelled, isoOf, type ServiceParts } from '../parts'
import { contentOf, filesIn, mostFiles, type FoundFile } from './folder-files'
import type { ImportService } from './import'
import type { KeptFile, KeptFolder, KeptFolders } from './kept-folders'

export interface WatchedFolders {
  start(): void
  stop(): void
  /** Null when the tenant has none. */
  read(tenantId: string): WatchedFolder | null
  /**
   * Asks the engineer for a folder; without an answer the one before stays. Throws `bad-input` where no file was imported
   * before, `conflict` where another tenant watches it.
   */
  watch(tenantId: string): Promise<WatchedFolder | null>
  /** What was imported stays. */
  unwatch(tenantId: string): void
  /** Looks next, unless the computer sleeps or the vault is locked; what was not imported is tried again. */
  lookNow(tenantId: string): WatchedFolder | null
  /** What holds the background, or which tenants may be worked for, has changed. */
  recheck(): void
}

export interface WatchedFoldersParts {
  readonly services: Pick<ServiceParts, 'ledger' | 'clock' | 'emit' | 'reportBug'>
  readonly imports: Pick<ImportService, 'planOf' | 'fittingPlan' | 'importToItsEnd' | 'list'>
  readonly kept: KeptFolders
  readonly chooseFolder: () => Promise<string | null>
  readonly holds: () => readonly BackgroundHold[]
}

/** From one look into a folder to the next, in milliseconds. */
export const lookEveryMs = 60_000
/** A file that was the same for so long, in milliseconds, is taken for written whole. */
const settledMs = 10_000
/** How many files a screen shows. */
const shownFiles = 5

const byHand = 'Import it by hand once, with its columns chosen anew: the next ones are then read the same way.'

/** What a look knows of a folder until the app is closed. */
interface Looked {
  readonly at: number | null
  readonly nextAt: number
  readonly failure: WatchedFolder['failure']
  /** Files that were not yet dealt with, by name: how they looked, and since when. */
  readonly seen: ReadonlyMap<string, { readonly stamp: string; readonly since: number }>
}

const stampOf = ({ bytes, modifiedAt }: Pick<FoundFile, 'bytes' | 'modifiedAt'>): string => `${bytes}:${modifiedAt}`

const isTaken = ({ outcome }: Pick<KeptFile, 'outcome'>): boolean => outcome === 'imported' || outcome === 'same'

/** True for what says nothing about the file and passes by itself. */
const passes = (code: Failure['code']): boolean => ['conflict', 'vault-locked', 'ledger-busy'].includes(code)

/** Imports by themselves the log files that appear in the folders that engineers chose, one folder at a time. */
export const createWatchedFolders = (parts: WatchedFoldersParts): WatchedFolders => {
  const { imports, kept, holds } = parts
  const { ledger, clock, emit, reportBug } = parts.services
  const stopping = new AbortController()
  const looked = new Map<string, Looked>()
  const asked = new Set<string>()
  let waking = new AbortController()
  let started = false
  let running: { readonly tenantId: string; readonly asked: boolean; readonly abort: AbortController } | null = null

  const changed = (): void => emit({ kind: 'background-changed' })
  const wake = (): void => {
    waking.abort()
    waking = new AbortController()
  }
  const folderOf = (tenantId: string): KeptFolder | null => kept.read()[tenantId] ?? null
  const lookedOf = (tenantId: string): Looked => {
    const known = looked.get(tenantId)
    if (known) return known
    const first = clock.now() + firstAfterMs + shareOf(tenantId, lookEveryMs)
    const fresh: Looked = { at: null, nextAt: first, failure: null, seen: new Map() }
    looked.set(tenantId, fresh)
    return fresh
  }

  /** What keeps a folder from being looked at. One on this computer needs no network. */
  const holdOf = (wasAsked: boolean): BackgroundHold | null =>
    holds().find((hold) => hold === 'asleep' || hold === 'locked' || (hold !== 'offline' && !wasAsked)) ?? null

  /** Tenants that may be worked for. */
  const openTenants = async (): Promise<ReadonlySet<string>> => {
    const locked = new Set(await ledger.lockedTenants())
    const tenants = await ledger.listTenants()
    return new Set(tenants.filter(({ id, disabled }) => !disabled && !locked.has(id)).map(({ id }) => id))
  }

  const next = async (): Promise<{ readonly tenantId: string; readonly at: number } | null> => {
    const watched = Object.keys(kept.read())
    if (watched.length === 0) return null
    const open = await openTenants()
    const ready = watched
      .filter((tenantId) => open.has(tenantId) && holdOf(asked.has(tenantId)) === null)
      .map((tenantId) => ({ tenantId, at: asked.has(tenantId) ? 0 : lookedOf(tenantId).nextAt }))
    return ready.sort((a, b) => a.at - b.at)[0] ?? null
  }

  /** Writes down what came of a file, unless the folder is no longer watched. */
  const note = (tenantId: string, folder: string, name: string, file: KeptFile): void => {
    const before = folderOf(tenantId)
    if (before?.folder !== folder) return
    kept.change((all) => ({ ...all, [tenantId]: { folder, files: { ...before.files, [name]: file } } }))
    changed()
  }

  /** What comes of one file; null when it is to be looked at again. */
  const take = async (
    tenantId: string,
    file: FoundFile,
    signal: AbortSignal,
  ): Promise<Omit<KeptFile, 'bytes' | 'modifiedAt' | 'at'> | null> => {
    const nothing = { content: null, importId: null, error: null, plan: null }
    const content = await contentOf(file.path, signal).catch((error: unknown) => {
      if (signal.aborted) throw error
      return null
    })
    if (content === null)
      return { ...nothing, outcome: 'failed', error: 'It can’t be read: see who may open it, then press Look now.' }
    const files = Object.values(folderOf(tenantId)?.files ?? {})
    if (files.some((other) => isTaken(other) && other.content === content))
      return { ...nothing, content, outcome: 'same' }
    const refused = (facts: Failure['facts']) => {
      if (facts.field === 'plan') throw new Failure(facts)
      if (passes(facts.code)) return null
      const fits = facts.code !== 'bad-input' || facts.field === 'file'
      return fits
        ? { ...nothing, content, outcome: 'failed' as const, error: facts.message }
        : {
            ...nothing,
            ...{ content, outcome: 'not-fitting' as const, error: `${facts.message} ${byHand}` },
            plan: JSON.stringify(imports.planOf(tenantId)),
          }
    }
    const fitting = await imports
      .fittingPlan(tenantId, file.path)
      .catch((error: unknown) => ({ facts: told(error, 'looking at a file of a watched folder') }))
    if ('facts' in fitting) return refused(fitting.facts)
    signal.throwIfAborted()
    const { plan, bytes } = fitting
    const ended = await imports
      .importToItsEnd(tenantId, file.path, plan, { bytes, until: signal })
      .catch((error: unknown) => ({ run: null, failure: told(error, 'importing a file of a watched folder') }))
    // Held, not given up: the same file goes on where it was.
    signal.throwIfAborted()
    const { run, failure } = ended
    if (run === null) return refused(failure)
    if (failure !== null && passes(failure.code)) return null
    const outcome = run.state === 'done' ? 'imported' : run.state === 'cancelled' ? 'cancelled' : 'failed'
    return { ...nothing, content, outcome, importId: run.id, error: run.error }
  }

  const told = (error: unknown, what: string): Failure['facts'] => {
    if (isBug(error)) reportBug(error, what)
    return factsOf(error)
  }

  /** True for a file that needs no second thought: it is as it was when it was dealt with. */
  const isKnown = (tenantId: string, file: FoundFile, wasAsked: boolean): boolean => {
    const before = folderOf(tenantId)?.files[file.name]
    if (!before || stampOf(before) !== stampOf(file)) return false
    if (isTaken(before)) return true
    if (wasAsked) return false
    return before.plan === null || before.plan === JSON.stringify(imports.planOf(tenantId))
  }

  /** Forgets files that are gone, so that what is kept doesn't grow for ever. */
  const forgetGone = (tenantId: string, folder: string, found: readonly FoundFile[]): void => {
    const before = folderOf(tenantId)
    if (before?.folder !== folder || Object.keys(before.files).length <= 2 * mostFiles) return
    const names = new Set(found.map(({ name }) => name))
    const files = Object.fromEntries(Object.entries(before.files).filter(([name]) => names.has(name)))
    kept.change((all) => ({ ...all, [tenantId]: { folder, files } }))
  }

  const lookThrough = async (tenantId: string, folder: string, wasAsked: boolean, signal: AbortSignal) => {
    const found = await filesIn(folder)
    forgetGone(tenantId, folder, found)
    const now = clock.now()
    const before = lookedOf(tenantId).seen
    const open = found.filter((file) => !isKnown(tenantId, file, wasAsked))
    const seen = new Map(
      open.map((file) => {
        const stamp = stampOf(file)
        const known = before.get(file.name)
        return [file.name, known?.stamp === stamp ? known : { stamp, since: now }]
      }),
    )
    looked.set(tenantId, { ...lookedOf(tenantId), at: now, failure: null, seen })
    for (const file of open) {
      signal.throwIfAborted()
      if (now - (seen.get(file.name)?.since ?? now) < settledMs) continue
      const result = await take(tenantId, file, signal)
      if (result === null) continue
      const { bytes, modifiedAt } = file
      note(tenantId, folder, file.name, { bytes, modifiedAt, at: clock.now(), ...result })
      seen.delete(file.name)
    }
  }

  const look = async (tenantId: string, folder: string): Promise<void> => {
    const abort = new AbortController()
    const wasAsked = asked.delete(tenantId)
    running = { tenantId, asked: wasAsked, abort }
    const signal = AbortSignal.any([abort.signal, stopping.signal])
    try {
      await lookThrough(tenantId, folder, wasAsked, signal)
    } catch (error) {
      if (!signal.aborted && !isCancelled(error)) {
        const { code, message } = told(error, 'looking into a watched folder')
        looked.set(tenantId, { ...lookedOf(tenantId), at: clock.now(), failure: { code, message } })
      }
    } finally {
      running = null
      looked.set(tenantId, { ...lookedOf(tenantId), nextAt: clock.now() + lookEveryMs })
      if (!stopping.signal.aborted) changed()
    }
  }

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const woken = waking.signal
      let wait = lookEveryMs
      try {
        const due = await next()
        const folder = due === null ? null : folderOf(due.tenantId)
        if (due !== null) wait = due.at - clock.now()
        if (due !== null && folder !== null && wait <= 0) {
          await look(due.tenantId, folder.folder)
          continue
        }
      } catch (error) {
        if (isBug(error)) reportBug(error, 'planning which folder to look into')
        wait = lookEveryMs
      }
      await clock.sleep(wait, AbortSignal.any([woken, stopping.signal])).catch(() => undefined)
    }
  }

  const read = (tenantId: string): WatchedFolder | null => {
    const folder = folderOf(tenantId)
    if (folder === null) return null
    const { at, failure, seen } = lookedOf(tenantId)
    const files = Object.entries(folder.files).sort(([, a], [, b]) => b.at - a.at)
    const imported = files.filter(([, file]) => isTaken(file)).length
    const runs = imports.list(tenantId)
    return {
      tenantId,
      folder: folder.folder,
      looking: running?.tenantId === tenantId,
      lookedAt: at === null ? null : isoOf(at),
      hold: holdOf(asked.has(tenantId)),
      failure,
      waiting: seen.size,
      imported,
      notImported: files.length - imported,
      files: files.slice(0, shownFiles).map(([name, file]) => ({
        name,
        at: isoOf(file.at),
        outcome: file.outcome,
        run: runs.find(({ id }) => id === file.importId) ?? null,
        error: file.error,
      })),
    }
  }

  const unwatch = (tenantId: string): void => {
    if (running?.tenantId === tenantId) running.abort.abort()
    looked.delete(tenantId)
    asked.delete(tenantId)
    if (folderOf(tenantId) === null) return
    kept.change(({ [tenantId]: _, ...others }) => others)
    changed()
  }

  /** Ends what runs for a tenant that was disabled, removed or locked meanwhile. */
  const endForbidden = async (): Promise<void> => {
    const now = running
    if (now !== null && !(await openTenants()).has(now.tenantId)) now.abort.abort()
  }

  return {
    start: () => {
      if (started) return wake()
      started = true
      inBackground({ reportBug }, 'looking into watched folders', loop())
    },
    stop: () => stopping.abort(),
    read,
    watch: async (tenantId) => {
      imports.planOf(tenantId)
      const chosen = await parts.chooseFolder()
      if (chosen === null) return read(tenantId)
      const folder = await realpath(chosen).catch(() => chosen)
      await filesIn(folder)
      const other = Object.entries(kept.read()).find(([id, each]) => id !== tenantId && each.folder === folder)
      if (other)
        throw new Failure({
          code: 'conflict',
          message: `This folder is watched for ${(await ledger.readTenant(other[0]))?.name ?? 'another tenant'}: a file would be taken for both. Choose another one.`,
        })
      if (folderOf(tenantId)?.folder !== folder) {
        unwatch(tenantId)
        kept.change((all) => ({ ...all, [tenantId]: { folder, files: {} } }))
      }
      looked.set(tenantId, { ...lookedOf(tenantId), nextAt: clock.now() })
      changed()
      wake()
      return read(tenantId)
    },
    unwatch,
    lookNow: (tenantId) => {
      if (folderOf(tenantId) !== null) asked.add(tenantId)
      wake()
      return read(tenantId)
    },
    recheck: () => {
      if (running !== null && holdOf(running.asked) !== null) running.abort.abort()
      inBackground({ reportBug }, 'seeing which tenants may be worked for', endForbidden())
      wake()
    },
  }
}
