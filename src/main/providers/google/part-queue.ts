import { batchLimit } from './batch'

/** One call inside a batch. `round` counts how often it was sent in vain. */
export interface Part {
  readonly kind: 'list' | 'get' | 'labels' | 'snoozed'
  /** The email it is for; null for what serves all of them. */
  readonly emailId: string | null
  readonly path: string
  readonly round: number
}

/** The calls still to be made in one mailbox, and which of them go together. */
export interface PartQueue {
  add(part: Part): void
  /** The next batch; empty when nothing is left. */
  next(): readonly Part[]
  /** Google found a batch too big for one user: the following ones are half the size, though never below five. */
  narrow(): void
  /** Google took a batch as it was: the following ones are twice the size again, up to the limit. */
  widen(): void
  drop(emailId: string): void
}

/**
 * A get needs the answer of its list, so batches are kept full: while more than one batch of lists is left, gets go first
 * and settle the emails at the top; the last lists are filled up with gets. That is the fewest batches there can be.
 */
export const createPartQueue = (): PartQueue => {
  const shared: Part[] = []
  let lists: Part[] = []
  let gets: Part[] = []
  let width = batchLimit

  const take = (from: Part[], room: number): Part[] => from.splice(0, Math.max(0, room))

  return {
    add: (part) => {
      switch (part.kind) {
        case 'list':
          lists.push(part)
          break
        case 'get':
          gets.push(part)
          break
        case 'labels':
        case 'snoozed':
          // Every email outside the Inbox waits for these.
          shared.push(part)
          break
      }
    },
    next: () => {
      const first = lists.length > width ? [gets, lists] : [lists, gets]
      return [shared, ...first].reduce<Part[]>((batch, from) => [...batch, ...take(from, width - batch.length)], [])
    },
    narrow: () => {
      width = Math.max(5, Math.ceil(width / 2))
    },
    widen: () => {
      width = Math.min(batchLimit, width * 2)
    },
    drop: (emailId) => {
      lists = lists.filter((part) => part.emailId !== emailId)
      gets = gets.filter((part) => part.emailId !== emailId)
    },
  }
}
