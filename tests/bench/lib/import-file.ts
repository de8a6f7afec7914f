import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ImportedEmail } from '../../../src/main/ledger/ledger'
import { openLedger } from '../../../src/main/ledger/open-ledger'
import { createFileReader } from '../../../src/main/sources/file/file-reader'
import { watchMemory } from './proportional-memory'

const columns = ['recipient', 'sent_at', 'subject', 'type', 'campaign', 'method', 'message_id', 'sender', 'name']

const writeFile = async (path: string, rows: number, rowAt: (index: number) => ImportedEmail): Promise<void> => {
  const file = createWriteStream(path)
  file.write(`${columns.join(',')}\n`)
  for (let at = 0; at < rows; at += 1) {
    const { recipient, sentAt, subject, type, campaign, method, messageId, sender, name } = rowAt(at)
    const cells = [recipient, new Date(sentAt).toISOString(), subject, type, campaign, method, messageId, sender, name]
    if (!file.write(`${cells.join(',')}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
}

/** One CSV file of so many rows, read by the built reading thread and written by the built ledger's, as the app does it. */
export const importOneFile = async (folder: string, rows: number, rowAt: (index: number) => ImportedEmail) => {
  const path = join(folder, 'log.csv')
  await writeFile(path, rows, rowAt)
  const built = (name: string): URL => pathToFileURL(resolve('out', 'main', name))
  const files = { file: join(folder, 'from-file.sqlite'), keyFile: join(folder, 'from-file.key') }
  const ledger = await openLedger({ ...files, workerUrl: built('ledger-worker.js') })
  const reader = createFileReader(built('file-worker.js'))
  const whole = new AbortController().signal
  const run = async (): Promise<{ readonly ms: number; readonly added: number; readonly same: number }> => {
    const { plan } = await reader.preview(path, { method: 'smtp' })
    const [from, counts] = [performance.now(), { added: 0, same: 0 }]
    const order = { path, plan, reportFile: null }
    await reader.read(
      order,
      async ({ rows: packed }) => {
        const { added, same } = await ledger.importEmails('tenant', 'imported-file', packed, 'bench')
        counts.added += added
        counts.same += same
      },
      whole,
    )
    return { ms: performance.now() - from, ...counts }
  }
  const memory = watchMemory()
  const first = await run()
  const second = await run()
  const seen = memory.stop()
  await ledger.close()
  return { first, second, memory: seen }
}
