import type { SimContext } from '../core/context'

/** Graph guide: service-specific throttling limits: four requests at the same time for one app in one mailbox. */
const most = 4

export interface MailboxSlots {
  /** Null when the mailbox is full; else what gives the place back. Paths about no mailbox always have a place. */
  enter(segments: readonly string[]): (() => void) | null
}

export const mailboxSlots = (context: SimContext): MailboxSlots => {
  const running = new Map<string, number>()
  return {
    enter: ([root = '', user = '', part = '']) => {
      const about = root.toLowerCase() === 'users' && ['messages', 'mailfolders'].includes(part.toLowerCase())
      const key = about ? context.find.person(user)?.person.id : undefined
      if (key === undefined) return () => undefined
      const now = running.get(key) ?? 0
      if (now >= most) return null
      running.set(key, now + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        running.set(key, (running.get(key) ?? 1) - 1)
      }
    },
  }
}
