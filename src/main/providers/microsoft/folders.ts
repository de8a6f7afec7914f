import type { InboxTab, Place, PlaceKind } from '../../../shared/model'
import type { WireFolder } from './wire'

/** The well-known folders that have a place kind of their own, and the top of the tree. */
export const wellKnownNames = [
  'inbox',
  'junkemail',
  'deleteditems',
  'archive',
  'recoverableitemsdeletions',
  'msgfolderroot',
] as const
export type WellKnownName = (typeof wellKnownNames)[number]

const kindOf: Readonly<Record<Exclude<WellKnownName, 'msgfolderroot'>, PlaceKind>> = {
  inbox: 'inbox',
  junkemail: 'junk',
  deleteditems: 'deleted',
  archive: 'archive',
  recoverableitemsdeletions: 'recoverable',
}

/** The folders of one mailbox as far as they are known. */
export interface Folders {
  /** Ids by well-known name; a mailbox may lack some, e.g. an archive. */
  readonly wellKnown: Map<WellKnownName, string>
  readonly byId: Map<string, WireFolder>
}

export const noFolders = (): Folders => ({ wellKnown: new Map(), byId: new Map() })

/**
 * Where a message with this parent folder lies; null when the folder or one above it isn't known yet. Judged by ids alone:
 * names are shown, in the mailbox's own language, never compared.
 */
export const placeIn = (folders: Folders, folderId: string, inference: string | null): Place | null => {
  const chain = chainOf(folders, folderId)
  if (!chain) return null
  const own = nameOf(folders, folderId)
  const kind: PlaceKind = own !== null && own !== 'msgfolderroot' ? kindOf[own] : inherited(folders, chain)
  return {
    kind,
    path: chain.map((folder) => folder.displayName ?? '').filter((name) => name !== ''),
    tab: kind === 'inbox' ? tabOf(inference) : null,
  }
}

/** The folder and those above it, top first, without the top of the mailbox itself. */
const chainOf = (folders: Folders, folderId: string): readonly WireFolder[] | null => {
  const chain: WireFolder[] = []
  const root = folders.wellKnown.get('msgfolderroot')
  let id: string | null | undefined = folderId
  while (id !== root && id !== null && id !== undefined) {
    const folder = folders.byId.get(id)
    if (!folder) return chain.length > 0 && isTop(folders, chain[0]) ? chain : null
    if (chain.includes(folder)) return chain
    chain.unshift(folder)
    id = folder.parentFolderId
  }
  return chain
}

/** Recoverable Items hang below a root that has no name in Graph. */
const isTop = (folders: Folders, folder: WireFolder | undefined): boolean =>
  folder !== undefined && folder.id === folders.wellKnown.get('recoverableitemsdeletions')

/** A subfolder of the deleted folder is deleted too; a subfolder of the Inbox is not the Inbox. */
const inherited = (folders: Folders, chain: readonly WireFolder[]): PlaceKind => {
  const above = chain.map((folder) => nameOf(folders, folder.id))
  if (above.includes('deleteditems')) return 'deleted'
  return above.includes('recoverableitemsdeletions') ? 'recoverable' : 'folder'
}

const nameOf = (folders: Folders, id: string): WellKnownName | null =>
  wellKnownNames.find((name) => folders.wellKnown.get(name) === id) ?? null

const tabOf = (inference: string | null): InboxTab | null =>
  inference === 'focused' || inference === 'other' ? inference : null

/** The folder whose absence keeps the path of this one from being told. */
export const missingAbove = (folders: Folders, folderId: string): string => {
  const seen = new Set<string>()
  let id = folderId
  for (let folder = folders.byId.get(id); folder?.parentFolderId && !seen.has(id); folder = folders.byId.get(id)) {
    seen.add(id)
    id = folder.parentFolderId
  }
  return id
}
