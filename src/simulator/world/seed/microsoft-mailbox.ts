import type { SeededRandom } from '../../core/random'
import type { MicrosoftFolder, MicrosoftMailbox, SimSentEmail } from '../world'
import { ensureFolder, wellKnown } from './microsoft-folders'
import type { EmailPlan, Spot } from './plan'
import { platformMark } from './texts'

const wellKnownOf = (spot: Exclude<Spot, object>): string => {
  if (spot === 'junk') return 'junkemail'
  if (spot === 'deleted') return 'deleteditems'
  if (spot === 'archive') return 'archive'
  if (spot === 'recoverable') return 'recoverableitemsdeletions'
  return 'inbox'
}

const folderOf = (random: SeededRandom, mailbox: MicrosoftMailbox, spot: Spot): MicrosoftFolder => {
  if (typeof spot === 'object') return ensureFolder(random, mailbox, spot.folder)
  return wellKnown(mailbox, wellKnownOf(spot)) ?? ensureFolder(random, mailbox, ['Archive'])
}

/** Puts the copies of one sent email where the plan says. Ordinary ids are drawn anew by every later move. */
export const placeInMicrosoft = (
  random: SeededRandom,
  mailbox: MicrosoftMailbox,
  email: SimSentEmail,
  plan: EmailPlan,
): void => {
  const wasRead = email.events.some((event) => event.kind === 'opened')
  for (const spot of plan.spots) {
    const unique = random.base64(12)
    const immutableId = `AAkALgAAAAAAHYQDEapmEc2byACqAC${unique}AA==`
    mailbox.messages.set(immutableId, {
      immutableId,
      ordinaryId: `AAMkAGI2TAAAAAAuAAAA${random.base64(15)}AAA=`,
      folderId: folderOf(random, mailbox, spot).id,
      internetMessageId: email.realMessageId,
      subject: email.subject,
      from: email.sender,
      to: email.recipient,
      sentAt: email.sentAt,
      receivedAt: email.sentAt + 1000 + random.int(2000),
      isRead: plan.unread === undefined ? wasRead : !plan.unread,
      isDraft: false,
      inference: spot === 'other' ? 'other' : 'focused',
      headers: [platformMark],
    })
  }
}
