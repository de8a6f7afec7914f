/** Calls that Gmail runs at the same time for one user (seen in practice: 25 pass, more are partly refused). */
export const mostAtOnce = 25

/** What runs right now, by mailbox. The parts of a batch all run at once. */
export interface Load {
  enter(mailbox: string | null, calls: number): { readonly release: () => void }
  of(mailbox: string | null): number
}

export const createLoad = (): Load => {
  const running = new Map<string | null, number>()
  const of = (mailbox: string | null): number => running.get(mailbox) ?? 0
  return {
    of,
    enter: (mailbox, calls) => {
      running.set(mailbox, of(mailbox) + calls)
      return {
        release: () => {
          const left = of(mailbox) - calls
          if (left > 0) running.set(mailbox, left)
          else running.delete(mailbox)
        },
      }
    },
  }
}
