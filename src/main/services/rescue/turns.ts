import { Failure } from '../../../shared/model'
import type { PersonKey } from '../../ledger/ledger'
import { inBackground, isCancelled, type ServiceParts } from '../parts'

/** Lets one change at a time happen in one mailbox; the next one starts when the one before has ended, however it did. */
export type InTurn = <T>(key: PersonKey, work: () => Promise<T>) => Promise<T>

/** A lock that isn't held on to runs out after this: what a crash leaves behind, in milliseconds. */
const leaseMs = 8_000
const renewMs = 2_000
/** How often a lock that another program has is asked for again, and for how long at most. */
const askMs = 250
const patienceMs = 30_000

/** Turns hold within this program by waiting in line, and across programs on one ledger by its lock. */
export const createTurns = (parts: Pick<ServiceParts, 'ledger' | 'clock' | 'newId' | 'reportBug'>): InTurn => {
  const { ledger, clock } = parts
  const owner = parts.newId()
  const last = new Map<string, Promise<unknown>>()

  const take = (key: PersonKey): Promise<boolean> => {
    const now = clock.now()
    return ledger.lockMailbox(key, owner, now, now + leaseMs)
  }
  const wait = async (key: PersonKey): Promise<void> => {
    const until = clock.now() + patienceMs
    while (!(await take(key))) {
      if (clock.now() >= until)
        throw new Failure({
          code: 'conflict',
          message: 'Another run of Whereabouts is changing this mailbox: try again when it is done.',
        })
      await clock.sleep(askMs)
    }
  }
  const renew = async (key: PersonKey, done: AbortSignal): Promise<void> => {
    for (;;) {
      await clock.sleep(renewMs, done)
      await take(key)
    }
  }

  const locked = async <T>(key: PersonKey, work: () => Promise<T>): Promise<T> => {
    await wait(key)
    const done = new AbortController()
    inBackground(
      parts,
      'holding a mailbox',
      renew(key, done.signal).catch((error: unknown) => {
        if (!isCancelled(error)) throw error
      }),
    )
    try {
      return await work()
    } finally {
      done.abort()
      // Where this fails, as at the app's end, the lock runs out by itself.
      await ledger.unlockMailbox(key, owner).catch(() => undefined)
    }
  }

  return (key, work) => {
    const name = `${key.tenantId}|${key.personId}`
    const turn = (): ReturnType<typeof work> => locked(key, work)
    const next = (last.get(name) ?? Promise.resolve()).then(turn, turn)
    const ended = next.then(
      () => undefined,
      () => undefined,
    )
    last.set(name, ended)
    return next
  }
}
