import { Failure } from '../../shared/model/failure'
import { callStore, type Store } from './store'
import type { Call, FromWorker, Trouble } from './wire'

/** The part of a message port that is needed here. */
export interface Port {
  postMessage(message: FromWorker): void
  on(event: 'message', listener: (call: Call) => void): unknown
}

const troubleOf = (error: unknown): Trouble =>
  error instanceof Failure
    ? { kind: 'failure', facts: error.facts }
    : { kind: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : 'unknown' }

/** Answers the calls that come through the port, once the store is open. `close` waits for the calls before it. */
export const serve = async (port: Port, opening: Promise<Store>): Promise<void> => {
  let store: Store
  try {
    store = await opening
  } catch (error) {
    port.postMessage({ kind: 'refused', trouble: troubleOf(error) })
    return
  }
  const running = new Set<Promise<void>>()
  const answer = async ({ id, name, args }: Call): Promise<void> => {
    try {
      if (name === 'close') await Promise.all(running)
      port.postMessage({ kind: 'answer', id, value: await callStore(store, name, args) })
    } catch (error) {
      port.postMessage({ kind: 'trouble', id, trouble: troubleOf(error) })
    }
  }
  port.on('message', (call) => {
    const work = answer(call)
    running.add(work)
    void work.then(() => running.delete(work))
  })
  port.postMessage({ kind: 'open', names: Object.keys(store) })
}
