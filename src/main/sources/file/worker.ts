import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { Failure, type RefusedRow } from '../../../shared/model'
import { openFile, previewFile } from './read-file'
import { openReport } from './report-file'
import type { FileEmail } from './rows'
import type { FromThread, Order, ReadEnd } from './wire'

/** Rows of one batch: one transaction of the ledger, which answers nothing else meanwhile. */
const batchRows = 2_000
/** Batches that may be under way: one is written while the next is read. */
const ahead = 2
const keptRefused = 200

const encoder = new TextEncoder()

/** Lets so many through and holds the next until one was given back. */
const createCredit = (count: number) => {
  let left = count
  let wake: (() => void) | null = null
  return {
    take: async (): Promise<void> => {
      while (left === 0) await new Promise<void>((resolve) => (wake = resolve))
      left -= 1
    },
    give: (): void => {
      left += 1
      wake?.()
      wake = null
    },
  }
}

const read = async (port: MessagePort, order: Extract<Order, { kind: 'read' }>): Promise<ReadEnd> => {
  const tell = (message: FromThread, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved)
  const credit = createCredit(ahead)
  port.on('message', credit.give)
  const file = await openFile(order.path, order.plan)
  const report = openReport(order.reportFile)
  const firstRefused: RefusedRow[] = []
  let waiting: FileEmail[] = []
  let refused = 0
  let stopped: string | null = null

  const send = async (emails: readonly FileEmail[]): Promise<void> => {
    await credit.take()
    const rows = encoder.encode(JSON.stringify(emails))
    const batch = { rows, count: emails.length, refused, bytesRead: file.read.bytes }
    refused = 0
    tell({ kind: 'batch', batch }, [rows.buffer])
  }
  try {
    for await (const piece of file.batches) {
      waiting = waiting.length === 0 ? [...piece.emails] : waiting.concat(piece.emails)
      refused += piece.refused.length
      report.add(piece.refused)
      if (firstRefused.length < keptRefused)
        firstRefused.push(...piece.refused.slice(0, keptRefused - firstRefused.length))
      while (waiting.length >= batchRows) {
        const full = waiting.slice(0, batchRows)
        waiting = waiting.slice(batchRows)
        await send(full)
      }
      // A file without a single good row tells of its progress too.
      if (refused >= batchRows) await send([])
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    stopped = error.facts.message
  }
  if (waiting.length > 0 || refused > 0) await send(waiting)
  return { firstRefused, stopped }
}

const carryOut = async (port: MessagePort, order: Order): Promise<FromThread> => {
  try {
    return order.kind === 'preview'
      ? { kind: 'preview', preview: await previewFile(order.path, order.chosen) }
      : { kind: 'end', end: await read(port, order) }
  } catch (error) {
    return error instanceof Failure
      ? { kind: 'failure', facts: error.facts }
      : { kind: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : 'unknown' }
  }
}

if (parentPort) {
  const port = parentPort
  void carryOut(port, workerData as Order).then((message) => {
    port.postMessage(message)
    port.close()
  })
}
