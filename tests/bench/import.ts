import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import type { ImportedEmail } from '../../src/main/ledger/ledger'
import { createSeal } from '../../src/main/ledger/seal'
import { openLedgerHere } from '../../src/main/ledger/store'
import { importOneFile } from './lib/import-file'

const rowsInAll = 1_000_000
/** Rows of one transaction, in the ledger and in the bare loop. */
const batchRows = 5_000
const peopleCount = 20_000
const tenantId = 'tenant'
const sourceId = 'file'
const ratioMust = 2.5
/** Megabytes above idle that an import may take, shared pages counted by share. */
const memoryMust = 150
const start = Date.parse('2026-01-01T00:00:00.000Z')

const rowAt = (index: number): ImportedEmail => {
  const person = (index * 7_919) % peopleCount
  return {
    ref: `row-${index}`,
    subject: `Reminder ${index % 900}: finish the lesson about invoices that nobody ordered`,
    type: index % 3 === 0 ? 'phishing-test' : 'training-reminder',
    campaign: `Campaign of quarter ${index % 4}`,
    sentAt: start + index * 10_000,
    method: index % 10 === 0 ? 'smtp' : 'microsoft-api',
    messageId: `<${index}.7f3a@mail.platform.example>`,
    sender: 'training@platform.example',
    recipient: `person${person}@customer.example`,
    latestEvent: null,
    name: `Person ${person}`,
    status: null,
  }
}
const batch = (at: number): ImportedEmail[] => Array.from({ length: batchRows }, (_, index) => rowAt(at + index))

/** Runs over all rows and adds up what `work` takes; making the rows is not measured. */
const timed = async (work: (rows: ImportedEmail[], at: number) => unknown): Promise<number> => {
  let ms = 0
  for (let at = 0; at < rowsInAll; at += batchRows) {
    const rows = batch(at)
    const from = performance.now()
    await work(rows, at)
    ms += performance.now() - from
  }
  return ms
}

/** A ledger's file with its tables and indexes, and nothing in it. */
const emptyFile = async (folder: string, name: string) => {
  const files = { file: join(folder, `${name}.sqlite`), keyFile: join(folder, `${name}.key`) }
  await (await openLedgerHere(files)).close()
  return files
}

/** The floor: the same rows in the same table with the same indexes, by one prepared statement, in plain text. */
const bareLoop = async (folder: string): Promise<number> => {
  const { file } = await emptyFile(folder, 'bare')
  const db = new DatabaseSync(file, { timeout: 5000 })
  db.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -32000; pragma temp_store = memory',
  )
  const insert = db.prepare(
    `insert into emails (tenant_id, email_id, source_id, person_id, sent_at, listed, mark, source_ref, message_key, kept_at,
       content, latest_event, latest_event_at, sighting) values (?, ?, ?, ?, ?, 1, 'bench', ?, ?, ?, ?, null, null, null)`,
  )
  // Ids are made beforehand: as long and as scattered as the ledger's.
  const people = new Map<string, string>()
  const id = (): string => randomBytes(17).toString('base64url').slice(0, 22)
  let ms = 0
  for (let at = 0; at < rowsInAll; at += batchRows) {
    const rows = batch(at).map((row) => {
      if (!people.has(row.recipient)) people.set(row.recipient, id())
      return { row, person: people.get(row.recipient)!, email: id(), message: id() }
    })
    const from = performance.now()
    db.exec('begin immediate')
    for (const { row, person, email, message } of rows) {
      const { ref, sentAt, subject, type, campaign, method, messageId, sender, recipient } = row
      const content = JSON.stringify({ subject, type, campaign, method, messageId, sender, recipient })
      insert.run(tenantId, email, sourceId, person, sentAt, ref, message, sentAt, content)
    }
    db.exec('commit')
    ms += performance.now() - from
  }
  db.close()
  return ms
}

const sealing = (): Promise<number> => {
  const seal = createSeal(tenantId, randomBytes(32), () => false)
  return timed((rows) => {
    for (const { ref, subject, type, campaign, method, messageId, sender, recipient } of rows) {
      const content = `{"subject":"${subject}","${type}":"${campaign}${method}${messageId}${sender}${recipient}"}`
      seal.sealRow('emails', { source_ref: ref, content })
    }
  })
}

const round = (value: number): number => Math.round(value * 100) / 100
const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576)

/** An import of 1,000,000 rows into the ledger against a bare loop of inserts, with what sealing costs shown apart. */
export const run = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whereabouts-bench-'))
  try {
    // First, so that nothing of the other measurements is in memory.
    const file = await importOneFile(folder, rowsInAll, rowAt)
    const bareMs = await bareLoop(folder)
    const sealMs = await sealing()

    const files = await emptyFile(folder, 'ledger')
    const ledger = await openLedgerHere(files)
    const idle = process.memoryUsage().rss
    let peak = idle
    let longestMs = 0
    let people = 0
    const importMs = await timed(async (rows) => {
      const from = performance.now()
      people += (await ledger.importEmails(tenantId, sourceId, rows, 'bench')).people
      longestMs = Math.max(longestMs, performance.now() - from)
      peak = Math.max(peak, process.memoryUsage().rss)
    })
    let same = 0
    const againMs = await timed(async (rows) => {
      same += (await ledger.importEmails(tenantId, sourceId, rows, 'again')).same
    })
    const { sentEmails } = await ledger.counts()
    await ledger.close()

    const ratio = (importMs - sealMs) / bareMs
    const figures = {
      rows: sentEmails,
      people,
      floor:
        'the same rows by one prepared insert on raw SQLite, same table, same indexes, same transactions, plain text, ids made ' +
        'beforehand; making the rows is measured nowhere',
      formula: 'ratio = (importMs - sealMs) / bareMs; ratioSealed = importMs / bareMs',
      bareMs: round(bareMs),
      importMs: round(importMs),
      sealMs: round(sealMs),
      ratio: round(ratio),
      ratioMust,
      ratioSealed: round(importMs / bareMs),
      bareRowsPerSecond: Math.round(rowsInAll / (bareMs / 1000)),
      rowsPerSecond: Math.round(rowsInAll / (importMs / 1000)),
      longestBatchMs: round(longestMs),
      secondTime: { ms: round(againMs), unchanged: same },
      oneFile: {
        what: 'one CSV file through the built threads of the app: read, checked, sealed, written',
        ms: round(file.first.ms),
        rowsPerSecond: Math.round(rowsInAll / (file.first.ms / 1000)),
        secondTime: { ms: round(file.second.ms), unchanged: file.second.same },
        proportionalMemoryMb: file.memory,
        memoryMust,
      },
      peakMemoryMb: megabytes(peak),
      aboveIdleMb: megabytes(peak - idle),
      bareFileMb: megabytes(statSync(join(folder, 'bare.sqlite')).size),
      fileMb: megabytes(statSync(files.file).size),
    }
    const missed = [
      ...(ratio <= ratioMust
        ? []
        : [`The import takes more than ${ratioMust} times the bare loop, sealing not counted.`]),
      ...(file.first.added === rowsInAll && file.second.same === rowsInAll
        ? []
        : ['A file was not taken whole, or a second time changed something.']),
      ...((file.memory.aboveIdleMb ?? 0) <= memoryMust
        ? []
        : [`A file takes more than ${memoryMust} MB of memory above idle.`]),
      ...(sentEmails === rowsInAll ? [] : ['Not every row was kept.']),
      ...(same === rowsInAll ? [] : ['The same rows a second time changed something.']),
    ]
    return { figures, missed }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
