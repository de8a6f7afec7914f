import type { PersonKey } from '../../ledger/ledger'

/** Lets one change at a time happen in one mailbox; the next one starts when the one before has ended, however it did. */
export type InTurn = <T>(key: PersonKey, work: () => Promise<T>) => Promise<T>

export const createTurns = (): InTurn => {
  const last = new Map<string, Promise<unknown>>()
  return (key, work) => {
    const name = `${key.tenantId}|${key.personId}`
    const next = (last.get(name) ?? Promise.resolve()).then(work, work)
    const ended = next.then(
      () => undefined,
      () => undefined,
    )
    last.set(name, ended)
    return next
  }
}
