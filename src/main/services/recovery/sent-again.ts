import type { Resend, ResendOrder } from '../../../shared/model'
import type { PersonKey } from '../../ledger/ledger'
import type { Clock } from '../../net/transport'
import type { SentAgain } from './recovery'

/** What the way back needs of the service that sends. */
export interface Resender {
  send(key: PersonKey, order: ResendOrder, id: string): Promise<Resend>
  list(key: PersonKey): Promise<readonly Resend[]>
}

/** Milliseconds between two looks at a resend that is being settled, and how long that is waited for. */
const lookEveryMs = 1_000
const settledWithinMs = 5 * 60_000

const isOpen = ({ state }: Resend): boolean => state === 'intended' || state === 'sending'

const sentenceOf = ({ state, sendMethod, subject, failure }: Resend): string => {
  switch (state) {
    case 'sent':
      return `“${subject}” was sent${sendMethod === null ? '' : ` by ${sendMethod}`}.`
    case 'maybe-sent':
      return `“${subject}” may have been sent: ${failure?.message ?? 'the answer was lost, and nobody can tell.'}`
    case 'failed':
      return failure?.message ?? 'Nothing was sent.'
    case 'intended':
    case 'sending':
      return `“${subject}” is still being looked for: look at the resends of this person.`
  }
}

const toSentAgain = (resend: Resend): SentAgain => ({
  id: resend.id,
  state: resend.state,
  awaited: {
    sentAt: Date.parse(resend.sentAt ?? resend.startedAt),
    messageId: resend.messageId,
    subject: resend.subject,
  },
  sentence: sentenceOf(resend),
})

/** Sends, and follows what was sent: the service that sends finds out by itself what became of it. */
export const createSentAgain = (resends: Resender, clock: Clock) => ({
  resend: async (key: PersonKey, order: ResendOrder, id: string): Promise<SentAgain> =>
    toSentAgain(await resends.send(key, order, id)),
  /** Waits for what is being settled, five minutes at most. */
  settleResend: async (key: PersonKey, id: string): Promise<SentAgain | null> => {
    const until = clock.now() + settledWithinMs
    for (;;) {
      const resend = (await resends.list(key)).find((one) => one.id === id)
      if (resend === undefined) return null
      if (!isOpen(resend) || clock.now() >= until) return toSentAgain(resend)
      await clock.sleep(lookEveryMs)
    }
  },
})
