import type { MicrosoftFolder, MicrosoftMailbox, MicrosoftMessage } from '../world/world'
import { idMalformed, itemNotFound } from './errors'

/** An id of the store: long, in the base64 alphabet. Anything else was cut, or encoded once too often. */
const wellFormed = /^[A-Za-z0-9+/_-]{20,}={0,2}$/

/** Graph reference: mailFolder resource type: by id, or by well-known name in any mailbox language. */
export const folderNamed = (mailbox: MicrosoftMailbox, name: string): MicrosoftFolder => {
  const known = mailbox.folders.get(name)
  if (known) return known
  for (const folder of mailbox.folders.values()) if (folder.wellKnownName === name.toLowerCase()) return folder
  return wellFormed.test(name) || /^[a-z]+$/i.test(name) ? itemNotFound() : idMalformed()
}

/** By immutable or ordinary id: both are accepted whatever the request prefers. Ids are compared exactly. */
export const messageNamed = (mailbox: MicrosoftMailbox, id: string): MicrosoftMessage => {
  const direct = mailbox.messages.get(id)
  if (direct) return direct
  for (const message of mailbox.messages.values()) if (message.ordinaryId === id) return message
  return wellFormed.test(id) ? itemNotFound() : idMalformed()
}

/** True for Recoverable Items and what lies below: outside what `/messages` sees. */
export const isRecoverable = (mailbox: MicrosoftMailbox, folderId: string): boolean => {
  for (let folder = mailbox.folders.get(folderId); folder; folder = mailbox.folders.get(folder.parentId ?? ''))
    if (folder.wellKnownName === 'recoverableitemsroot') return true
  return false
}
