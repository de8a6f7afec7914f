import type { SeededRandom } from '../../core/random'
import type { MicrosoftFolder, MicrosoftMailbox } from '../world'

interface Standard {
  readonly wellKnownName: string
  readonly en: string
  readonly de: string
  readonly parent: string | null
  readonly hidden?: boolean
}

/** Graph reference: mailFolder resource type (well-known folder names). A mailbox set up in German shows German names. */
const standard: readonly Standard[] = [
  {
    wellKnownName: 'msgfolderroot',
    en: 'Top of Information Store',
    de: 'Oberste Ebene des Informationsspeichers',
    parent: null,
  },
  {
    wellKnownName: 'recoverableitemsroot',
    en: 'Recoverable Items',
    de: 'Recoverable Items',
    parent: null,
    hidden: true,
  },
  {
    wellKnownName: 'recoverableitemsdeletions',
    en: 'Deletions',
    de: 'Deletions',
    parent: 'recoverableitemsroot',
    hidden: true,
  },
  { wellKnownName: 'archive', en: 'Archive', de: 'Archiv', parent: 'msgfolderroot' },
  {
    wellKnownName: 'conversationhistory',
    en: 'Conversation History',
    de: 'Aufgezeichnete Unterhaltungen',
    parent: 'msgfolderroot',
  },
  { wellKnownName: 'deleteditems', en: 'Deleted Items', de: 'Gelöschte Elemente', parent: 'msgfolderroot' },
  { wellKnownName: 'drafts', en: 'Drafts', de: 'Entwürfe', parent: 'msgfolderroot' },
  { wellKnownName: 'inbox', en: 'Inbox', de: 'Posteingang', parent: 'msgfolderroot' },
  { wellKnownName: 'junkemail', en: 'Junk Email', de: 'Junk-E-Mail', parent: 'msgfolderroot' },
  { wellKnownName: 'outbox', en: 'Outbox', de: 'Postausgang', parent: 'msgfolderroot' },
  { wellKnownName: 'sentitems', en: 'Sent Items', de: 'Gesendete Elemente', parent: 'msgfolderroot' },
  {
    wellKnownName: 'syncissues',
    en: 'Sync Issues',
    de: 'Synchronisierungsprobleme',
    parent: 'msgfolderroot',
    hidden: true,
  },
  { wellKnownName: 'conflicts', en: 'Conflicts', de: 'Konflikte', parent: 'syncissues', hidden: true },
]

/** The folders of a new mailbox. Some mailboxes have never had an Archive folder; the real service answers 404 for it then. */
export const newMailbox = (random: SeededRandom, language: 'en' | 'de', archive: boolean): MicrosoftMailbox => {
  const folders = new Map<string, MicrosoftFolder>()
  const prefix = `AAMkA${random.base64(9)}`
  const idOf = (name: string): string =>
    `${prefix}AuAAAAAA${Buffer.from(name.slice(0, 9).padEnd(9, '.')).toString('base64')}AQAAAA==`
  for (const entry of standard) {
    if (entry.wellKnownName === 'archive' && !archive) continue
    const id = idOf(hashed(entry.wellKnownName))
    folders.set(id, {
      id,
      displayName: entry[language],
      parentId: entry.parent === null ? null : idOf(hashed(entry.parent)),
      wellKnownName: entry.wellKnownName,
      hidden: entry.hidden ?? false,
    })
  }
  return { kind: 'microsoft', folders, messages: new Map() }
}

/** Nine characters that differ for every well-known name. */
const hashed = (name: string): string => {
  const index = standard.findIndex((entry) => entry.wellKnownName === name)
  return `wk${index.toString(36)}${name.slice(0, 6)}`
}

export const wellKnown = (mailbox: MicrosoftMailbox, name: string): MicrosoftFolder | undefined => {
  for (const folder of mailbox.folders.values()) if (folder.wellKnownName === name) return folder
  return undefined
}

/** Finds the folder below the top of the mailbox, making what is missing. */
export const ensureFolder = (
  random: SeededRandom,
  mailbox: MicrosoftMailbox,
  path: readonly string[],
): MicrosoftFolder => {
  let parent = wellKnown(mailbox, 'msgfolderroot')
  if (!parent) throw new Error('A mailbox has no top folder.')
  for (const displayName of path) {
    const above: string = parent.id
    let found: MicrosoftFolder | undefined
    for (const folder of mailbox.folders.values())
      if (folder.parentId === above && folder.displayName === displayName) found = folder
    if (!found) {
      const id = `${above.slice(0, 25)}${random.base64(12)}AQAAAA==`
      found = { id, displayName, parentId: above, wellKnownName: null, hidden: false }
      mailbox.folders.set(id, found)
    }
    parent = found
  }
  return parent
}
