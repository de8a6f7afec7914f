import type { Clock, Lane } from './transport'

/** Requests under way at once in one mailbox (Graph and Gmail both allow four); a batch takes all of them. */
export const perMailbox = 4
/** Requests under way at once for one tenant. */
export const perTenant = 16
/** Graph's ceiling for one app in one mailbox: 10,000 requests in 10 minutes. A batch counts with its greatest size. */
const ratePerMailbox = { requests: 10_000, inMs: 600_000, batch: 20 }

interface Waiting {
  readonly lane: Lane
  readonly weight: number
  readonly enter: () => void
}

interface MailboxState {
  used: number
  credit: number
  creditAt: number
}

/** The queue in front of the network: first come first served within a mailbox, no mailbox holding up another. */
export const createCeilings = (clock: Clock) => {
  const tenants = new Map<string, number>()
  const mailboxes = new Map<string, MailboxState>()
  let queue: Waiting[] = []
  let alarm: number | null = null

  const keyOf = (lane: Lane): string | null => (lane.mailbox === null ? null : `${lane.tenantId}|${lane.mailbox}`)

  const stateOf = (key: string): MailboxState => {
    const now = clock.now()
    const known = mailboxes.get(key) ?? { used: 0, credit: ratePerMailbox.requests, creditAt: now }
    const earned = ((now - known.creditAt) * ratePerMailbox.requests) / ratePerMailbox.inMs
    known.credit = Math.min(ratePerMailbox.requests, known.credit + earned)
    known.creditAt = now
    mailboxes.set(key, known)
    return known
  }

  const priceOf = (lane: Lane): number => (lane.batch ? ratePerMailbox.batch : 1)

  const drain = (): void => {
    const blocked = new Set<string>()
    const later: Waiting[] = []
    const ready: Waiting[] = []
    for (const one of queue) {
      const key = keyOf(one.lane)
      const mailbox = key === null ? null : stateOf(key)
      const full =
        (tenants.get(one.lane.tenantId) ?? 0) >= perTenant ||
        (mailbox !== null && (mailbox.used + one.weight > perMailbox || mailbox.credit < priceOf(one.lane))) ||
        (key !== null && blocked.has(key))
      if (full) {
        if (key !== null) blocked.add(key)
        if (mailbox !== null && mailbox.used === 0 && mailbox.credit < priceOf(one.lane)) wakeLater()
        later.push(one)
        continue
      }
      tenants.set(one.lane.tenantId, (tenants.get(one.lane.tenantId) ?? 0) + 1)
      if (mailbox) {
        mailbox.used += one.weight
        mailbox.credit -= priceOf(one.lane)
      }
      ready.push(one)
    }
    queue = later
    for (const one of ready) one.enter()
  }

  /** Credit comes back by time alone, so that nobody's leaving would wake the queue. */
  const wakeLater = (): void => {
    if (alarm !== null) return
    alarm = clock.now()
    void clock.sleep(1_000).then(() => {
      alarm = null
      drain()
    })
  }

  const leave = (lane: Lane, weight: number): void => {
    tenants.set(lane.tenantId, (tenants.get(lane.tenantId) ?? 1) - 1)
    const key = keyOf(lane)
    if (key !== null) stateOf(key).used -= weight
    drain()
  }

  return {
    /** Resolves to the way out once there is room; rejects with the signal's reason when it is aborted first. */
    enter: (lane: Lane, signal: AbortSignal): Promise<() => void> =>
      new Promise((resolve, reject) => {
        const weight = lane.batch ? perMailbox : 1
        const give = (): void => {
          queue = queue.filter((one) => one !== waiting)
          reject(signal.reason as Error)
          drain()
        }
        const waiting: Waiting = {
          lane,
          weight,
          enter: () => {
            signal.removeEventListener('abort', give)
            let left = false
            resolve(() => {
              if (!left) leave(lane, weight)
              left = true
            })
          },
        }
        if (signal.aborted) {
          reject(signal.reason as Error)
          return
        }
        signal.addEventListener('abort', give, { once: true })
        queue.push(waiting)
        drain()
      }),
  }
}
