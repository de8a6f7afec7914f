import { applyChange } from '../world/apply'
import type { Change } from '../world/changes'
import { buildWorld, seedVersion } from '../world/seed/index'
import type { World } from '../world/world'
import { fileJournal, readJournal, rewriteJournal, silentJournal, type Journal, type JournalHeader } from './journal'

export interface State {
  world(): World
  /** Journals, then carries out. */
  apply(change: Change): void
  /** Back to the seed; with `anchoredAt` anchored anew. Secrets stay those of this run. */
  reset(anchoredAt?: number): void
  /** Called after every change; returns its own unsubscribe. */
  onChange(listener: (change: Change) => void): () => void
}

export interface StateOptions {
  /** Missing: what the state file says, else 1. */
  readonly seed?: number
  readonly file?: string
  readonly anchoredAt?: number
  readonly now: () => number
}

const openFile = (
  file: string,
  options: StateOptions,
): { header: JournalHeader | null; changes: readonly Change[]; journal: Journal } => {
  const read = readJournal(file)
  const journal = fileJournal(file)
  const usable =
    read !== null &&
    read.header.seedVersion === seedVersion &&
    (options.seed === undefined || options.seed === read.header.seed) &&
    (options.anchoredAt === undefined || options.anchoredAt === read.header.anchoredAt)
  if (!usable) return { header: null, changes: [], journal }
  rewriteJournal(file, read.header, read.changes)
  return { header: read.header, changes: read.changes, journal }
}

/** Keeps identifiers and secrets: a client that is connected stays connected over a reset. */
const withKeysOf = (fresh: World, former: World): World => ({
  ...fresh,
  tenants: fresh.tenants.map((tenant) => ({
    ...tenant,
    keys: former.tenants.find((one) => one.key === tenant.key)?.keys ?? tenant.keys,
  })),
})

/** The world of this run. A state file of another seed, anchor or seed version is started anew. */
export const openState = (options: StateOptions): State => {
  const opened = options.file === undefined ? null : openFile(options.file, options)
  const journal = opened?.journal ?? silentJournal
  let header: JournalHeader = opened?.header ?? {
    kind: 'seed',
    seedVersion,
    seed: options.seed ?? 1,
    anchoredAt: options.anchoredAt ?? options.now(),
  }
  let world = buildWorld(header.seed, header.anchoredAt)
  if (opened?.header) for (const change of opened.changes) applyChange(world, change)
  else journal.restart(header)
  let changed = (opened?.changes.length ?? 0) > 0
  const listeners = new Set<(change: Change) => void>()
  return {
    world: () => world,
    apply: (change) => {
      // Carried out first: what names nothing throws and must not stand in the journal. Nothing is answered in between.
      applyChange(world, change)
      changed = true
      journal.append(change)
      for (const listener of listeners) listener(change)
    },
    reset: (anchoredAt) => {
      if (!changed && (anchoredAt ?? header.anchoredAt) === header.anchoredAt) return
      changed = false
      header = { ...header, anchoredAt: anchoredAt ?? header.anchoredAt }
      journal.restart(header)
      world = withKeysOf(buildWorld(header.seed, header.anchoredAt), world)
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
