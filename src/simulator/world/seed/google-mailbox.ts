import type { SeededRandom } from '../../core/random'
import type { GoogleMailbox, SimSentEmail } from '../world'
import type { EmailPlan, Spot } from './plan'
import { platformMark } from './texts'

/** Gmail guide: Manage labels (system labels). */
const systemLabels = [
  'INBOX',
  'SPAM',
  'TRASH',
  'UNREAD',
  'STARRED',
  'IMPORTANT',
  'SENT',
  'DRAFT',
  'CHAT',
  'CATEGORY_PERSONAL',
  'CATEGORY_SOCIAL',
  'CATEGORY_PROMOTIONS',
  'CATEGORY_UPDATES',
  'CATEGORY_FORUMS',
] as const

export const newGoogleMailbox = (random: SeededRandom): GoogleMailbox => ({
  kind: 'google',
  labels: new Map(systemLabels.map((id) => [id, { id, name: id, type: 'system' }])),
  messages: new Map(),
  historyId: 100_000 + random.int(900_000),
})

/** A nested label is one label whose name carries slashes; the labels above it exist too. */
const labelId = (mailbox: GoogleMailbox, path: readonly string[]): string => {
  let id = ''
  for (let depth = 1; depth <= path.length; depth++) {
    const name = path.slice(0, depth).join('/')
    const known = [...mailbox.labels.values()].find((label) => label.name === name)
    id = known?.id ?? `Label_${mailbox.labels.size - systemLabels.length + 1}`
    if (!known) mailbox.labels.set(id, { id, name, type: 'user' })
  }
  return id
}

const labelsOf = (mailbox: GoogleMailbox, spot: Spot): string[] => {
  if (typeof spot === 'object') return [labelId(mailbox, spot.folder), 'CATEGORY_UPDATES']
  if (spot === 'inbox' || spot === 'other') return ['INBOX', 'CATEGORY_PERSONAL']
  if (spot === 'junk') return ['SPAM']
  if (spot === 'deleted' || spot === 'recoverable') return ['TRASH', 'CATEGORY_UPDATES']
  if (spot === 'archive') return ['IMPORTANT', 'CATEGORY_UPDATES']
  return ['INBOX', `CATEGORY_${spot.toUpperCase()}`]
}

/** Puts the copies of one sent email where the plan says. Gmail has no recoverable items: such mail lies in the bin. */
export const placeInGoogle = (
  random: SeededRandom,
  mailbox: GoogleMailbox,
  email: SimSentEmail,
  plan: EmailPlan,
): void => {
  const wasRead = email.events.some((event) => event.kind === 'opened')
  const unread = plan.unread ?? !wasRead
  for (const spot of plan.spots) {
    const id = `19${random.hex(14)}`
    mailbox.historyId += 1 + random.int(9)
    mailbox.messages.set(id, {
      id,
      threadId: id,
      labelIds: [...labelsOf(mailbox, spot), ...(unread ? ['UNREAD'] : [])],
      messageIdHeader: email.realMessageId,
      subject: email.subject,
      from: email.sender,
      to: email.recipient,
      internalDate: email.sentAt + 1000 + random.int(2000),
      historyId: mailbox.historyId,
      snoozed: false,
      headers: [platformMark],
    })
  }
}
