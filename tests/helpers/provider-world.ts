import type { PlaceKind } from '../../src/shared/model'
import type {
  GoogleMailbox,
  GoogleMessage,
  MicrosoftFolder,
  MicrosoftMailbox,
  SimPerson,
  SimSentEmail,
  SimTenant,
} from '../../src/simulator/world/world'

/** A copy as the simulated world has it: the truth that a provider's answers are held against. */
export interface WorldCopy {
  readonly id: string
  readonly kind: PlaceKind
  readonly path: readonly string[]
  readonly unread: boolean
  /** The folder, or all labels: what an undo has to bring back. */
  readonly exactly: string
}

/** Every copy of the email in the person's mailbox, Inbox first. */
export const copiesInWorld = (tenant: SimTenant, person: SimPerson, email: SimSentEmail): readonly WorldCopy[] => {
  const mailbox = tenant.mailboxes.get(person.id)
  if (!mailbox) return []
  const copies = mailbox.kind === 'microsoft' ? inMicrosoft(mailbox, email) : inGoogle(mailbox, email)
  return copies.sort((a, b) => Number(b.kind === 'inbox') - Number(a.kind === 'inbox'))
}

const microsoftKinds: Readonly<Record<string, PlaceKind>> = {
  inbox: 'inbox',
  junkemail: 'junk',
  deleteditems: 'deleted',
  archive: 'archive',
  recoverableitemsdeletions: 'recoverable',
}

const inMicrosoft = (mailbox: MicrosoftMailbox, email: SimSentEmail): WorldCopy[] =>
  [...mailbox.messages.values()]
    .filter((message) => message.internetMessageId === email.realMessageId && !message.isDraft)
    .map((message) => {
      const chain = []
      for (
        let folder = mailbox.folders.get(message.folderId);
        folder;
        folder = mailbox.folders.get(folder.parentId ?? '')
      )
        if (folder.wellKnownName !== 'msgfolderroot') chain.unshift(folder)
      const own = microsoftKinds[chain.at(-1)?.wellKnownName ?? '']
      const above = chain.some((folder) => folder.wellKnownName === 'deleteditems')
      return {
        id: message.immutableId,
        kind: own ?? (above ? 'deleted' : 'folder'),
        path: chain.map((folder) => folder.displayName),
        unread: !message.isRead,
        exactly: message.folderId,
      }
    })

/** The folder and those above it, top first, without the top of the mailbox. */
const chainOf = (mailbox: MicrosoftMailbox, folderId: string): readonly MicrosoftFolder[] => {
  const chain: MicrosoftFolder[] = []
  for (let folder = mailbox.folders.get(folderId); folder; folder = mailbox.folders.get(folder.parentId ?? ''))
    if (folder.wellKnownName !== 'msgfolderroot') chain.unshift(folder)
  return chain
}

const inGoogle = (mailbox: GoogleMailbox, email: SimSentEmail): WorldCopy[] =>
  [...mailbox.messages.values()]
    .filter((message) => message.messageIdHeader === email.realMessageId)
    .map((message) => ({
      id: message.id,
      kind: googleKind(mailbox, message),
      path: [],
      unread: message.labelIds.includes('UNREAD'),
      exactly: [...message.labelIds].sort().join(' '),
    }))

const googleKind = (mailbox: GoogleMailbox, message: GoogleMessage): PlaceKind => {
  const has = (label: string): boolean => message.labelIds.includes(label)
  if (has('TRASH')) return 'deleted'
  if (has('SPAM')) return 'junk'
  if (has('INBOX')) return 'inbox'
  return message.labelIds.some((id) => mailbox.labels.get(id)?.type === 'user') ? 'folder' : 'archive'
}

/** Whether the person made this folder (or label): its display path, with slashes. */
export const hasFolder = (tenant: SimTenant, person: SimPerson, path: string): boolean => {
  const mailbox = tenant.mailboxes.get(person.id)
  if (mailbox?.kind === 'google') return [...mailbox.labels.values()].some((label) => label.name === path)
  if (!mailbox) return false
  return [...mailbox.folders.values()].some((folder) => pathOf(mailbox, folder.id).join('/') === path)
}

const pathOf = (mailbox: MicrosoftMailbox, folderId: string): readonly string[] =>
  chainOf(mailbox, folderId).map((one) => one.displayName)
