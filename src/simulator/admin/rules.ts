import type { SimContext } from '../core/context'
import type { Change } from '../world/changes'
import { boxOf, copiesOf, idOf, isInInbox, moveChange } from './acts'

export interface MailRule {
  readonly address: string
  readonly messageId: string
  readonly to: string
  /** Milliseconds between entering the Inbox and being moved again. */
  readonly afterMs: number
}

export interface MailRules {
  add(rule: MailRule): void
  /** To be called after every change of the world. */
  changed(change: Change): void
  clear(): void
}

/** Rules of a mail program that runs elsewhere: each moves one email once, some time after it next enters the Inbox. */
export const mailRules = (context: SimContext): MailRules => {
  let rules: MailRule[] = []
  const timers = new Set<NodeJS.Timeout>()
  const play = (rule: MailRule): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      const box = boxOf(context, rule.address)
      for (const copy of copiesOf(box.mailbox, rule.messageId))
        if (isInInbox(box.mailbox, copy)) context.apply(moveChange(context, box, copy, rule.to))
    }, rule.afterMs)
    timer.unref()
    timers.add(timer)
  }
  return {
    add: (rule) => {
      rules.push(rule)
    },
    changed: (change) => {
      if (change.kind !== 'move' && change.kind !== 'labels') return
      for (const rule of rules) {
        const box = boxOf(context, rule.address)
        if (box.tenant.key !== change.tenant || box.person.id !== change.person) continue
        const entered = copiesOf(box.mailbox, rule.messageId).some(
          (copy) => idOf(copy) === change.message && isInInbox(box.mailbox, copy),
        )
        if (!entered) continue
        rules = rules.filter((one) => one !== rule)
        play(rule)
      }
    },
    clear: () => {
      rules = []
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
