import type { SimContext } from '../core/context'
import type { Change } from '../world/changes'
import type { GoogleMessage, MicrosoftMessage, SimMailbox, SimPerson, SimTenant } from '../world/world'
import { findFolder, labelChange } from './places'
import { refuse } from './refusal'

export interface Box {
  readonly tenant: SimTenant
  readonly person: SimPerson
  readonly mailbox: SimMailbox
}

export const boxOf = (context: SimContext, address: string): Box =>
  context.find.mailbox(address) ?? refuse(404, `Nobody with a mailbox has the address ${address}.`)

/** Every copy of the email with this Message-ID. */
export const copiesOf = (mailbox: SimMailbox, messageId: string): (MicrosoftMessage | GoogleMessage)[] =>
  mailbox.kind === 'microsoft'
    ? [...mailbox.messages.values()].filter((message) => message.internetMessageId === messageId)
    : [...mailbox.messages.values()].filter((message) => message.messageIdHeader === messageId)

export const idOf = (message: MicrosoftMessage | GoogleMessage): string =>
  'immutableId' in message ? message.immutableId : message.id

const named = (
  box: Box,
  message: MicrosoftMessage | GoogleMessage,
): { tenant: string; person: string; message: string } => ({
  tenant: box.tenant.key,
  person: box.person.id,
  message: idOf(message),
})

/** The change that puts one copy into a place, as its owner's mail program would. */
export const moveChange = (
  context: SimContext,
  box: Box,
  message: MicrosoftMessage | GoogleMessage,
  to: string,
): Change => {
  const { mailbox } = box
  if (mailbox.kind === 'microsoft') {
    const folder = findFolder(mailbox, to) ?? refuse(404, `The mailbox of ${box.person.address} has no folder ${to}.`)
    return { kind: 'move', ...named(box, message), folder: folder.id, ordinaryId: newOrdinaryId(context) }
  }
  const change =
    'labelIds' in message
      ? (labelChange(mailbox, message, to) ?? refuse(404, `The mailbox of ${box.person.address} has no label ${to}.`))
      : refuse(500, 'A Gmail mailbox holds a message that is none of its own.')
  return { kind: 'labels', ...named(box, message), ...change }
}

/** An ordinary Outlook id: another one after every move. */
export const newOrdinaryId = (context: Pick<SimContext, 'random'>): string =>
  `AAMkAGI2TAAAAAAuAAAA${Buffer.from(context.random.hex(30), 'hex').toString('base64')}AAA=`

/** What the Delete key does: once into the bin, once more into recoverable items (or, in Gmail, away for good). */
export const deleteChange = (context: SimContext, box: Box, message: MicrosoftMessage | GoogleMessage): Change => {
  if (box.mailbox.kind === 'google' && 'labelIds' in message)
    return message.labelIds.includes('TRASH') ? purgeChange(box, message) : moveChange(context, box, message, 'TRASH')
  if (box.mailbox.kind !== 'microsoft' || !('folderId' in message)) return purgeChange(box, message)
  const bin = findFolder(box.mailbox, 'deleteditems')
  const inBin = bin !== undefined && message.folderId === bin.id
  return moveChange(context, box, message, inBin ? 'recoverableitemsdeletions' : 'deleteditems')
}

export const purgeChange = (box: Box, message: MicrosoftMessage | GoogleMessage): Change => ({
  kind: 'purge',
  ...named(box, message),
})

export const readChange = (box: Box, message: MicrosoftMessage | GoogleMessage, read: boolean): Change => ({
  kind: 'read',
  ...named(box, message),
  read,
})

export const snoozeChange = (box: Box, message: MicrosoftMessage | GoogleMessage): Change => ({
  kind: 'snooze',
  ...named(box, message),
})

/** True when the copy lies in the Inbox itself. */
export const isInInbox = (mailbox: SimMailbox, message: MicrosoftMessage | GoogleMessage): boolean => {
  if (mailbox.kind === 'google') return 'labelIds' in message && message.labelIds.includes('INBOX')
  return 'folderId' in message && mailbox.folders.get(message.folderId)?.wellKnownName === 'inbox'
}
