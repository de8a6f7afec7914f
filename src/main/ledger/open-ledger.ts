import { Worker } from 'node:worker_threads'
import { Failure } from '../../shared/model/failure'
import { ledgerBroken } from './engine-failure'
import type { Ledger } from './ledger'
import { ledgerOf } from './ledger-of'
import type { Call, FromWorker, LedgerFiles, Trouble } from './wire'

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

const errorOf = (trouble: Trouble): Error => {
  if (trouble.kind === 'failure') return new Failure(trouble.facts)
  const bug = new Error('The ledger met a bug')
  bug.stack = trouble.stack
  return bug
}

/** The rows of an import go over whole instead of being copied: who hands them in has no more use for them. */
const moved = (name: string, args: readonly unknown[]): ArrayBuffer[] =>
  name === 'importEmails'
    ? args.flatMap((arg) => (arg instanceof Uint8Array && arg.buffer instanceof ArrayBuffer ? [arg.buffer] : []))
    : []

/**
 * Opens the ledger in a thread of its own; `workerUrl` is the built `worker.ts`. Rejects with `ledger-busy` or
 * `ledger-broken`. When the thread dies, every call under way and every later one is rejected as `ledger-broken`.
 */
export const openLedger = async ({
  workerUrl,
  ...files
}: LedgerFiles & { readonly workerUrl: URL }): Promise<Ledger> => {
  const worker = new Worker(workerUrl, {
    workerData: files,
    name: 'ledger',
    // Small, for an import makes much that is soon of no use.
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let closed: Error | null = null

  const call = (name: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(closed)
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      try {
        worker.postMessage({ id, name, args } satisfies Call, moved(name, args))
      } catch (error) {
        waiting.delete(id)
        reject(error as Error)
      }
    })

  const settle = (id: number): Waiting | null => {
    const entry = waiting.get(id) ?? null
    waiting.delete(id)
    return entry
  }

  const names = await new Promise<readonly string[]>((resolve, reject) => {
    const end = (error: Error): void => {
      closed ??= error
      reject(closed)
      for (const entry of waiting.values()) entry.reject(closed)
      waiting.clear()
    }
    worker.on('message', (message: FromWorker) => {
      switch (message.kind) {
        case 'open':
          return resolve(message.names)
        case 'refused':
          end(errorOf(message.trouble))
          return void worker.terminate()
        case 'answer':
          return settle(message.id)?.resolve(message.value)
        case 'trouble':
          return settle(message.id)?.reject(errorOf(message.trouble))
      }
    })
    worker.on('error', (cause) => end(ledgerBroken('The ledger stopped working: restart the app.', cause)))
    worker.on('exit', () => end(ledgerBroken('The ledger is closed: restart the app.')))
  })

  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    if (closed) return
    const asked = call('close', [])
    // Later calls are refused here: their answer could no longer arrive.
    closed = ledgerBroken('The ledger is closed: restart the app.')
    try {
      await asked
    } finally {
      await worker.terminate()
    }
  }
  return { ...ledgerOf(names, call), close: () => (closing ??= close()) }
}
