import type { Mailbox } from '../provider'
import type { Member, MemberAnswer } from './batch'
import { failureOf } from './failures'
import { missingAbove, noFolders, placeIn, wellKnownNames, type Folders } from './folders'
import { segment } from './odata'
import { askAll, keyOf, userPath, type Session } from './session'
import { wireFolder, pageOf } from './wire'

const fields = '$select=id,displayName,parentFolderId'
const folderPage = pageOf(wireFolder)

/** Ten folders a page would cost a person with many of them a request for each ten. */
const wholeTree = 'odata.maxpagesize=500'

/** Folder facts being read: `members` go into a batch, `outcome` is called once they were all answered. */
export interface FolderReading {
  readonly members: readonly Member[]
  /** True once every member was answered, further pages of the tree included. */
  isSettled(): boolean
  /** Throws the `Failure` that kept the well-known folders from being known. */
  outcome(): Folders
}

/**
 * Reads the well-known folders and the whole tree, flat (https://learn.microsoft.com/graph/api/mailfolder-delta). A mailbox
 * without an archive is fine; a cloud without the flat tree too: folders are then learnt one by one.
 */
export const readFolders = (session: Session, mailbox: Mailbox): FolderReading => {
  const folders = noFolders()
  const user = userPath(session, mailbox)
  let trouble: (MemberAnswer & { kind: 'trouble' })['trouble'] | null = null
  const answered = new Set<string>()
  let open = wellKnownNames.length + 1

  const wellKnown = wellKnownNames.map((name): Member => ({
    path: `${user}/mailFolders/${name}?${fields}`,
    answered: (answer) => {
      open -= 1
      const folder = answer.kind === 'body' ? wireFolder.safeParse(answer.body) : null
      if (folder?.success === true) {
        folders.wellKnown.set(name, folder.data.id)
        folders.byId.set(folder.data.id, folder.data)
      }
      const optional = name !== 'inbox' && name !== 'msgfolderroot'
      if (folder?.success === true || (optional && answer.kind === 'trouble' && isAbsentFolder(answer)))
        answered.add(name)
      else if (answer.kind === 'trouble') trouble = answer.trouble
      return []
    },
  }))
  const tree = (path: string): Member => ({
    path,
    prefer: wholeTree,
    answered: (answer) => {
      open -= 1
      const page = answer.kind === 'body' ? folderPage.safeParse(answer.body) : null
      if (page?.success !== true) return []
      for (const folder of page.data.value) folders.byId.set(folder.id, folder)
      const next = page.data['@odata.nextLink']
      if (next === undefined) return []
      open += 1
      return [tree(session.graph.pathOf(next))]
    },
  })
  return {
    members: [...wellKnown, tree(`${user}/mailFolders/delta?${fields}`)],
    isSettled: () => open === 0,
    outcome: () => {
      if (answered.size === wellKnownNames.length) {
        session.folders.put(keyOf(mailbox), folders)
        return folders
      }
      throw failureOf(trouble ?? unreadable, session.graph.roles())
    },
  }
}

const unreadable = { status: 502, code: '', message: '', requestId: null, retryAfterMs: null }

const isAbsentFolder = (answer: MemberAnswer & { kind: 'trouble' }): boolean =>
  answer.trouble.status === 404 && ['ErrorItemNotFound', 'ErrorFolderNotFound'].includes(answer.trouble.code)

/** Folder facts from the cache, or read now. */
export const foldersOf = async (session: Session, mailbox: Mailbox, signal: AbortSignal): Promise<Folders> => {
  const known = session.folders.get(keyOf(mailbox))
  if (known) return known
  const reading = readFolders(session, mailbox)
  await askAll(session, mailbox, 'read the folders', reading.members, signal)
  return reading.outcome()
}

/** Deepest tree that is walked: a mailbox holds at most 300 levels, none in earnest. */
const deepest = 40

/**
 * Makes these folders known that weren't when the tree was read: new ones and hidden ones. Asks for each and for those
 * above it until the path is whole; a folder that vanished meanwhile stays unknown.
 */
export const learnFolders = async (
  session: Session,
  mailbox: Mailbox,
  folders: Folders,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<void> => {
  const asked = new Set<string>()
  const unknown = (): string[] =>
    ids
      .filter((id) => placeIn(folders, id, null) === null)
      .map((id) => missingAbove(folders, id))
      .filter((id) => !asked.has(id))
  for (let level = 0, missing = unknown(); missing.length > 0 && level < deepest; level += 1, missing = unknown()) {
    for (const id of missing) asked.add(id)
    const members = [...new Set(missing)].map((id): Member => ({
      path: `${userPath(session, mailbox)}/mailFolders/${segment(id)}?${fields}`,
      answered: (answer) => {
        const folder = answer.kind === 'body' ? wireFolder.safeParse(answer.body) : null
        if (folder?.success === true) folders.byId.set(folder.data.id, folder.data)
        return []
      },
    }))
    await askAll(session, mailbox, 'read a folder', members, signal)
  }
}
