import { Failure } from '../../shared/model'

/** Shared work as one caller waits for it: giving up doesn't take it away from the others. Throws `cancelled` then. */
export const orAbandoned = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(new Failure({ code: 'cancelled', message: 'Abandoned.' }))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
