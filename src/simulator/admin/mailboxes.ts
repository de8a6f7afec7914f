import type { SimContext } from '../core/context'
import type { Change } from '../world/changes'
import type { GoogleMessage, MicrosoftMessage, SimMailbox } from '../world/world'
import {
  boxOf,
  copiesOf,
  deleteChange,
  idOf,
  moveChange,
  purgeChange,
  readChange,
  snoozeChange,
  type Box,
} from './acts'
import { folderPath, googlePlace } from './places'
import { refuse } from './refusal'

const view = (mailbox: SimMailbox, message: MicrosoftMessage | GoogleMessage): object => {
  if (mailbox.kind === 'microsoft' && 'folderId' in message)
    return {
      id: message.immutableId,
      ordinaryId: message.ordinaryId,
      messageId: message.internetMessageId,
      subject: message.subject,
      from: message.from.address,
      place: folderPath(mailbox, message.folderId).join('/'),
      folderId: message.folderId,
      wellKnownName: mailbox.folders.get(message.folderId)?.wellKnownName ?? null,
      isRead: message.isRead,
      inference: message.inference,
      receivedAt: new Date(message.receivedAt).toISOString(),
    }
  if (mailbox.kind === 'google' && 'labelIds' in message)
    return {
      id: message.id,
      messageId: message.messageIdHeader,
      subject: message.subject,
      from: message.from.address,
      place: googlePlace(mailbox, message),
      labels: message.labelIds,
      labelNames: message.labelIds.map((id) => mailbox.labels.get(id)?.name ?? id),
      isRead: !message.labelIds.includes('UNREAD'),
      receivedAt: new Date(message.internalDate).toISOString(),
    }
  return refuse(500, 'A mailbox holds a message that is none of its own.')
}

/** All copies of one email; by subject too, for tests that know a person but no Message-ID. */
export const messagesIn = (context: SimContext, address: string, query: URLSearchParams): readonly object[] => {
  const { mailbox } = boxOf(context, address)
  const messageId = query.get('messageId')
  const subject = query.get('subject')
  if (messageId !== null) return copiesOf(mailbox, messageId).map((copy) => view(mailbox, copy))
  if (subject === null) return refuse(400, 'Name the email: messageId=<…> or subject=….')
  const all: (MicrosoftMessage | GoogleMessage)[] = [...mailbox.messages.values()]
  return all.filter((message) => message.subject === subject).map((copy) => view(mailbox, copy))
}

export const acts = ['move', 'delete', 'purge', 'read', 'snooze', 'remove-folder'] as const
export type Act = (typeof acts)[number]

export interface ActBody {
  readonly messageId?: string
  /** Folder or label; `folder` is accepted too. */
  readonly to?: string
  readonly folder?: string
  readonly read?: boolean
  /** Only this copy; without it all copies. */
  readonly id?: string
}

const removeFolder = (context: SimContext, box: Box, body: ActBody): Change => {
  const name = body.folder ?? refuse(400, 'Name the folder: {"folder": "…"}.')
  const { mailbox } = box
  const wanted = name
    .split(/\s*[/›]\s*/)
    .join('/')
    .toLowerCase()
  const found =
    mailbox.kind === 'microsoft'
      ? [...mailbox.folders.values()].find((one) => folderPath(mailbox, one.id).join('/').toLowerCase() === wanted)
      : [...mailbox.labels.values()].find((one) => one.name.toLowerCase() === wanted)
  if (!found) return refuse(404, `The mailbox of ${box.person.address} has no folder ${name}.`)
  if (mailbox.kind === 'microsoft') {
    for (const message of [...mailbox.messages.values()])
      if (message.folderId === found.id) context.apply(moveChange(context, box, message, 'deleteditems'))
  }
  return { kind: 'folder-removed', tenant: box.tenant.key, person: box.person.id, folder: found.id }
}

const changeOf = (
  context: SimContext,
  box: Box,
  act: Act,
  copy: MicrosoftMessage | GoogleMessage,
  body: ActBody,
): Change => {
  switch (act) {
    case 'move':
      return moveChange(context, box, copy, body.to ?? body.folder ?? refuse(400, 'Say where to: {"to": "junkemail"}.'))
    case 'delete':
      return deleteChange(context, box, copy)
    case 'purge':
      return purgeChange(box, copy)
    case 'read':
      return readChange(box, copy, body.read ?? true)
    case 'snooze':
      return box.mailbox.kind === 'google'
        ? snoozeChange(box, copy)
        : refuse(404, 'Only a Gmail mailbox knows snoozing.')
    case 'remove-folder':
      return refuse(500, 'A folder is removed as a whole.')
  }
}

/** Does what the mailbox's owner would do, to every copy of the named email. Answers where the copies are then. */
export const actIn = (context: SimContext, address: string, act: Act, body: ActBody): readonly object[] => {
  const box = boxOf(context, address)
  if (act === 'remove-folder') {
    context.apply(removeFolder(context, box, body))
    return []
  }
  const messageId = body.messageId ?? refuse(400, 'Name the email: {"messageId": "<…>"}.')
  const copies = copiesOf(box.mailbox, messageId).filter((copy) => body.id === undefined || idOf(copy) === body.id)
  if (copies.length === 0) return refuse(404, `${address} has no email ${messageId}.`)
  for (const copy of copies) context.apply(changeOf(context, box, act, copy, body))
  return copiesOf(box.mailbox, messageId).map((copy) => view(box.mailbox, copy))
}
