import { Worker } from 'node:worker_threads'
import { Failure, type ImportPlan, type ImportPreview } from '../../../shared/model'
import { fileFailure } from './file-failure'
import type { ChosenPlan, FromThread, Order, PackedBatch, ReadEnd, ToThread } from './wire'

/** Megabytes that the thread's own objects may take; a workbook's shared texts need most. */
const heapMb = 256

/** Reads log files in a thread of its own, so that neither window nor ledger waits for it. */
export interface FileReader {
  /** Throws a `Failure` with the field `file` when nothing of it can be read. */
  preview(path: string, chosen: ChosenPlan): Promise<ImportPreview>
  /**
   * Reads the whole file; each batch is waited for, with one more being read meanwhile. Throws what `onBatch` throws, a
   * `Failure` with the field `file`, or `cancelled` once the signal is aborted.
   */
  read(
    order: { readonly path: string; readonly plan: ImportPlan; readonly reportFile: string | null },
    onBatch: (batch: PackedBatch) => Promise<void>,
    signal: AbortSignal,
  ): Promise<ReadEnd>
}

const cancelled = (): Failure => new Failure({ code: 'cancelled', message: 'The import was cancelled.' })

const bugOf = (stack: string): Error => {
  const bug = new Error('Reading a file met a bug')
  bug.stack = stack
  return bug
}

const ofThread = (error: Error & { readonly code?: string }): Error =>
  error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? fileFailure('The file needs more memory than it may take: save it as CSV, then choose it again.', error)
    : error

/** `workerUrl` is the built `worker.ts`. */
export const createFileReader = (workerUrl: URL): FileReader => {
  const run = <Result>(
    order: Order,
    take: (message: FromThread, done: (result: Result) => void) => Promise<void> | void,
    signal: AbortSignal,
    answer: (worker: Worker) => void = () => undefined,
  ): Promise<Result> =>
    new Promise<Result>((resolve, reject) => {
      if (signal.aborted) return reject(cancelled())
      const worker = new Worker(workerUrl, {
        workerData: order,
        name: 'file-reader',
        resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 4 },
      })
      const stop = (): void => end(() => reject(cancelled()))
      const end = (settle: () => void): void => {
        signal.removeEventListener('abort', stop)
        settle()
        void worker.terminate()
      }
      signal.addEventListener('abort', stop, { once: true })
      const taken = async (message: FromThread): Promise<void> => {
        if (message.kind === 'failure') return end(() => reject(new Failure(message.facts)))
        if (message.kind === 'bug') return end(() => reject(bugOf(message.stack)))
        await take(message, (result) => end(() => resolve(result)))
        if (message.kind === 'batch') answer(worker)
      }
      // In order: the end is told after the last batch was taken.
      let before = Promise.resolve()
      worker.on('message', (message: FromThread) => {
        before = before.then(() => taken(message)).catch((error: unknown) => end(() => reject(error as Error)))
      })
      worker.on('error', (error) => end(() => reject(ofThread(error))))
      worker.on('exit', () => {
        void before.then(() => end(() => reject(new Error('The reading thread ended without a word'))))
      })
    })

  return {
    preview: (path, chosen) =>
      run<ImportPreview>(
        { kind: 'preview', path, chosen },
        (message, done) => {
          if (message.kind === 'preview') done(message.preview)
        },
        new AbortController().signal,
      ),
    read: (order, onBatch, signal) =>
      run<ReadEnd>(
        { kind: 'read', ...order },
        async (message, done) => {
          if (message.kind === 'batch') await onBatch(message.batch)
          if (message.kind === 'end') done(message.end)
        },
        signal,
        (worker) => worker.postMessage('more' satisfies ToThread),
      ),
  }
}
