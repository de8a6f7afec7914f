import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from '@photostructure/sqlite'
import type { PersonKey } from '../../src/main/ledger/ledger'
import { openLedger } from '../../src/main/ledger/open-ledger'
import { createSeal, type Seal } from '../../src/main/ledger/seal'
import { keyFromMaster } from '../../src/main/ledger/seals'
import { openStore } from '../../src/main/ledger/store'
import type { LedgerFiles } from '../../src/main/ledger/wire'
import { fillLedger, from, tenantId, to } from './lib/ledger-rows'
import { measurePainted } from './lib/painted-log'
import { inTurns } from './lib/rounds'

/** The query of the floor: what the log shows of the same rows, on the same file, prepared once. */
const rawQuery = `select email_id, source_id, sent_at, listed, content, latest_event, sighting from emails
  where tenant_id = ? and person_id = ? and sent_at >= ? and sent_at < ? order by sent_at desc`

const medianOf = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

const openRaw = (file: string, seal: Seal) => {
  const db = new DatabaseSync(file, { timeout: 5000 })
  const statement = db.prepare(rawQuery)
  return {
    read: (key: PersonKey): number => statement.all(key.tenantId, key.personId, from, to).length,
    /** Median of what opening the sealed values of the same rows takes, and nothing else, in milliseconds. */
    openingMs: (rounds: number, person: () => PersonKey): number =>
      medianOf(
        Array.from({ length: rounds }, () => {
          const key = person()
          const rows = statement.all(key.tenantId, key.personId, from, to) as Record<string, unknown>[]
          const start = performance.now()
          seal.openRows('emails', rows)
          return performance.now() - start
        }),
      ),
    close: () => db.close(),
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000

const measure = async (
  files: LedgerFiles,
  workerUrl: URL,
): Promise<{ readonly figures: Record<string, unknown>; readonly missed: readonly string[] }> => {
  const { people, heavy, rows, peopleCount } = await fillLedger(files)
  const seal = createSeal(tenantId, keyFromMaster(readFileSync(files.keyFile), tenantId), () => false)
  const raw = openRaw(files.file, seal)
  const store = await openStore(files)
  const door = await openLedger({ ...files, workerUrl })
  let next = 0
  const person = (): PersonKey => people[next++ % people.length]!

  const thirtyDays = await inTurns(2000, {
    raw: () => raw.read(person()),
    thread: () => store.readLog(person(), from, to),
    door: () => door.readLog(person(), from, to),
  })
  const tenThousand = await inTurns(20, {
    raw: () => raw.read(heavy),
    thread: () => store.readLog(heavy, from, to),
    door: () => door.readLog(heavy, from, to),
  })
  const opening = { thirtyDays: raw.openingMs(2000, person), tenThousand: raw.openingMs(20, () => heavy) }
  const [sample] = people
  const rowsShown = sample ? raw.read(sample) : 0
  raw.close()
  await store.close()
  await door.close()

  const painted = await measurePainted(files, heavy)
  const threadHolds = thirtyDays.thread - opening.thirtyDays <= 2 * thirtyDays.raw
  const doorHolds = thirtyDays.door - opening.thirtyDays <= 2 * thirtyDays.raw + 2
  const figures = {
    sentEmails: rows,
    people: peopleCount,
    rowsIn30Days: rowsShown,
    floor:
      'the same rows and columns by one prepared statement on raw SQLite in one thread: statement.all(tenant, person, from, ' +
      'to), rows neither converted nor anything else asked; the ledger also reads the mail around the window and its age',
    formula:
      'threadRatio = (threadMs - openingMs) / rawMs; doorMs - openingMs <= doorAllowedMs = 2 * rawMs + 2; openingMs: the ' +
      'sealed values of the same rows opened, nothing else; medians of runs taken in turns',
    rawMs: round(thirtyDays.raw),
    threadMs: round(thirtyDays.thread),
    openingMs: round(opening.thirtyDays),
    threadRatio: round((thirtyDays.thread - opening.thirtyDays) / thirtyDays.raw),
    threadRatioSealed: round(thirtyDays.thread / thirtyDays.raw),
    threadRatioMust: 2,
    doorMs: round(thirtyDays.door),
    doorAllowedMs: round(2 * thirtyDays.raw + 2),
    rows10000: {
      rawMs: round(tenThousand.raw),
      threadMs: round(tenThousand.thread),
      openingMs: round(opening.tenThousand),
      threadRatio: round((tenThousand.thread - opening.tenThousand) / tenThousand.raw),
      threadRatioSealed: round(tenThousand.thread / tenThousand.raw),
      doorMs: round(tenThousand.door),
    },
    paintedMs: painted.pick,
    paintedMust: 100,
    paintedTarget: 50,
    keystrokeMs: painted.key,
    keystrokeMust: 50,
    rowsFiltered: painted.rowsFiltered,
    measured:
      'paintedMs and keystrokeMs: from the time of the key event to the browser’s paint of the last row, in Electron',
  }
  const missed = [
    ...(threadHolds ? [] : ['The ledger’s thread takes more than twice the raw query, opening not counted.']),
    ...(doorHolds
      ? []
      : ['At the ledger’s door it takes more than twice the raw query and 2 ms, opening not counted.']),
    ...(rowsShown > 0 ? [] : ['The measured query found no rows.']),
    ...(painted.pick.median <= 100 ? [] : ['From choosing a person to painted rows it takes more than 100 ms.']),
    ...(painted.key.median <= 50 ? [] : ['From a key in the filter to painted rows it takes more than 50 ms.']),
  ]
  return { figures, missed }
}

/**
 * 30 days of one person out of 1,000,000 sent emails: raw SQLite, the ledger in its thread, the ledger through its door, and
 * the window.
 */
export const run = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-bench-'))
  mkdirSync(join(folder, 'demo'))
  try {
    const files = { file: join(folder, 'demo', 'ledger.sqlite'), keyFile: join(folder, 'demo', 'ledger.key') }
    const workerUrl = pathToFileURL(resolve('out/main/ledger-worker.js'))
    return await measure(files, workerUrl)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
