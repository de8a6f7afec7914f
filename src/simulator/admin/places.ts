import type { GoogleMailbox, GoogleMessage, MicrosoftFolder, MicrosoftMailbox } from '../world/world'

/** Display names from the top of the mailbox down to the folder. */
export const folderPath = (mailbox: MicrosoftMailbox, folderId: string): string[] => {
  const path: string[] = []
  for (let folder = mailbox.folders.get(folderId); folder; folder = mailbox.folders.get(folder.parentId ?? '')) {
    if (folder.wellKnownName === 'msgfolderroot') break
    path.unshift(folder.displayName)
  }
  return path
}

const separators = /\s*[/›]\s*/

/** By well-known name, by id, or by display path (`Projects/Security` or `Projects › Security`). */
export const findFolder = (mailbox: MicrosoftMailbox, named: string): MicrosoftFolder | undefined => {
  const wanted = named.split(separators).join('/').toLowerCase()
  const folders = [...mailbox.folders.values()]
  return (
    folders.find((folder) => folder.wellKnownName === named.toLowerCase()) ??
    mailbox.folders.get(named) ??
    folders.find((folder) => folderPath(mailbox, folder.id).join('/').toLowerCase() === wanted)
  )
}

const placeLabels = ['INBOX', 'SPAM', 'TRASH'] as const

/**
 * What a user's move to a place does to the labels. `archive` takes the message out of the Inbox; a tab puts it under that
 * tab of the Inbox; a label of the user's own is a folder to him. Undefined when there is no such label.
 */
export const labelChange = (
  mailbox: GoogleMailbox,
  message: GoogleMessage,
  named: string,
): { add: string[]; remove: string[] } | undefined => {
  const wanted = named.split(separators).join('/').toLowerCase()
  const others = (kept: string): string[] => placeLabels.filter((label) => label !== kept)
  if (wanted === 'archive') return { add: [], remove: [...placeLabels] }
  const alias: Readonly<Record<string, string>> = { inbox: 'INBOX', junkemail: 'SPAM', deleteditems: 'TRASH' }
  const label = [...mailbox.labels.values()].find(
    (one) => one.id.toLowerCase() === wanted || one.name.toLowerCase() === wanted || one.id === alias[wanted],
  )
  if (!label) return undefined
  if (label.id.startsWith('CATEGORY_')) {
    const tabs = message.labelIds.filter((id) => id.startsWith('CATEGORY_') && id !== label.id)
    return { add: ['INBOX', label.id], remove: [...others('INBOX'), ...tabs] }
  }
  return { add: [label.id], remove: others(label.id) }
}

/** Where a message lies, in few words: the folder's path, or the Gmail place. */
export const googlePlace = (mailbox: GoogleMailbox, message: GoogleMessage): string => {
  const found = placeLabels.find((label) => message.labelIds.includes(label))
  if (found) return found
  const own = message.labelIds.map((id) => mailbox.labels.get(id)).find((label) => label?.type === 'user')
  return own?.name ?? 'archive'
}
