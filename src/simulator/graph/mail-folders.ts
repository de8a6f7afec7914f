import { createHash } from 'node:crypto'
import type { MailFolder } from '@microsoft/microsoft-graph-types'
import type { SimAnswer } from '../core/service'
import type { MicrosoftFolder, MicrosoftMailbox } from '../world/world'
import { answer, openMailbox, type GraphCall } from './call'
import { refuse } from './errors'
import { folderNamed } from './folder-access'
import { linkWith, pageOf, pick, selected } from './paging'

interface Counts {
  total: number
  unread: number
}

const countsOf = (mailbox: MicrosoftMailbox): ReadonlyMap<string, Counts> => {
  const counts = new Map<string, Counts>()
  for (const message of mailbox.messages.values()) {
    const entry = counts.get(message.folderId) ?? { total: 0, unread: 0 }
    entry.total++
    if (!message.isRead) entry.unread++
    counts.set(message.folderId, entry)
  }
  return counts
}

/** Children that `includeHiddenFolders` asks for, or the visible ones. */
const childrenOf = (call: GraphCall, mailbox: MicrosoftMailbox, parentId: string): readonly MicrosoftFolder[] => {
  const hidden = call.query.get('includeHiddenFolders')?.toLowerCase() === 'true'
  return [...mailbox.folders.values()].filter((folder) => folder.parentId === parentId && (hidden || !folder.hidden))
}

/** Graph reference: mailFolder resource type. Version 1.0 doesn't tell the well-known name. */
const asFolder = (
  mailbox: MicrosoftMailbox,
  counts: ReadonlyMap<string, Counts>,
  folder: MicrosoftFolder,
): MailFolder => {
  const children = [...mailbox.folders.values()].filter((one) => one.parentId === folder.id && !one.hidden)
  return {
    id: folder.id,
    displayName: folder.displayName,
    parentFolderId: folder.parentId ?? `${folder.id.slice(0, -8)}AAAAAA==`,
    childFolderCount: children.length,
    unreadItemCount: counts.get(folder.id)?.unread ?? 0,
    totalItemCount: counts.get(folder.id)?.total ?? 0,
    isHidden: folder.hidden,
  }
}

/** Graph reference: List mailFolders, List childFolders. */
export const listFolders = (call: GraphCall, user: string, parent: string): SimAnswer => {
  const { mailbox, person } = openMailbox(call, user, 'read')
  const counts = countsOf(mailbox)
  const { items, link } = pageOf(call, childrenOf(call, mailbox, folderNamed(mailbox, parent).id), {
    usual: 10,
    most: 1000,
  })
  return answer(call, 200, {
    '@odata.context': `${call.base}/$metadata#users('${encodeURIComponent(person.signInName)}')/mailFolders`,
    value: items.map((folder) => pick(asFolder(mailbox, counts, folder), selected(call))),
    ...link,
  })
}

/** Graph reference: Get mailFolder. */
export const getFolder = (call: GraphCall, user: string, name: string): SimAnswer => {
  const { mailbox, person } = openMailbox(call, user, 'read')
  const folder = asFolder(mailbox, countsOf(mailbox), folderNamed(mailbox, name))
  return answer(call, 200, {
    '@odata.context': `${call.base}/$metadata#users('${encodeURIComponent(person.signInName)}')/mailFolders/$entity`,
    ...pick(folder, selected(call)),
  })
}

/** Graph reference: List rules; of the Inbox alone. People here have none. */
export const listRules = (call: GraphCall, user: string, folder: string): SimAnswer => {
  const { mailbox, person } = openMailbox(call, user, 'rules')
  if (folderNamed(mailbox, folder).wellKnownName !== 'inbox')
    return refuse(400, 'ErrorInvalidRequest', 'Message rules are those of the Inbox.')
  return answer(call, 200, {
    '@odata.context': `${call.base}/$metadata#users('${encodeURIComponent(person.signInName)}')/mailFolders('inbox')/messageRules`,
    value: [],
  })
}

const stateOf = (mailbox: MicrosoftMailbox): string => {
  const folders = [...mailbox.folders.values()].map((folder) => [folder.id, folder.displayName, folder.parentId])
  return createHash('sha256').update(JSON.stringify(folders)).digest('base64url')
}

/**
 * Graph reference: mailFolder: delta. The whole tree, flat. A later round has nothing to tell while the folders are the
 * same; after a change it asks for a full reading.
 */
export const folderDelta = (call: GraphCall, user: string): SimAnswer => {
  const { mailbox } = openMailbox(call, user, 'read')
  const state = stateOf(mailbox)
  const known = call.query.get('$deltatoken')
  if (known !== null && known !== state)
    return refuse(
      410,
      'syncStateNotFound',
      'The sync state generation is not found; continue with a full synchronization.',
    )
  const counts = countsOf(mailbox)
  const folders =
    known === null ? [...mailbox.folders.values()].filter((folder) => folder.parentId !== null && !folder.hidden) : []
  const size = Number(/odata\.maxpagesize\s*=\s*(\d+)/i.exec(call.headers['prefer'] ?? '')?.[1] ?? 10)
  const skip = Number(call.query.get('$skiptoken') ?? 0)
  const more = skip + size < folders.length
  return answer(call, 200, {
    '@odata.context': `${call.base}/$metadata#Collection(mailFolder)`,
    value: folders.slice(skip, skip + size).map((folder) => pick(asFolder(mailbox, counts, folder), selected(call))),
    ...(more
      ? { '@odata.nextLink': linkWith(call, '$skiptoken', String(skip + size)) }
      : { '@odata.deltaLink': linkWith(call, '$deltatoken', state) }),
  })
}
