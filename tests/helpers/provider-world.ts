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

let stocked = 0

/**
 * Puts one more email into a mailbox, as the platform sends it and the log then knows it: into the Inbox, or, at a provider
 * that has them, into the recoverable items. Its Message-ID is of the kind that breaks careless queries.
 */
export const stock = (tenant: SimTenant, person: SimPerson, place: 'inbox' | 'recoverable' = 'inbox'): SimSentEmail => {
  const sent = tenant.sent.get(person.id) ?? []
  const mailbox = tenant.mailboxes.get(person.id)
  const [sample] = sent
  if (!sample || !mailbox) throw new Error(`${person.address} has no mailbox, or was never sent anything.`)
  stocked += 1
  const realMessageId = `<${stocked}+a&b='c=d'#e%20f@stock.example>`
  const email: SimSentEmail = {
    ...sample,
    id: `stocked-${stocked}`,
    subject: `Reminder ${stocked}: it's due & "waiting" for you`,
    messageId: realMessageId,
    realMessageId,
  }
  tenant.sent.set(person.id, [...sent, email])
  if (mailbox.kind === 'microsoft') stockMicrosoft(mailbox, person, email, place)
  else stockGoogle(mailbox, person, email)
  return email
}

/** Delivers the same email once more, into the Inbox. */
export const addCopy = (tenant: SimTenant, person: SimPerson, email: SimSentEmail): void => {
  const mailbox = tenant.mailboxes.get(person.id)
  stocked += 1
  if (mailbox?.kind === 'microsoft') stockMicrosoft(mailbox, person, email, 'inbox')
  if (mailbox?.kind === 'google') stockGoogle(mailbox, person, email)
}

const stockMicrosoft = (mailbox: MicrosoftMailbox, person: SimPerson, email: SimSentEmail, place: string): void => {
  const name = place === 'inbox' ? 'inbox' : 'recoverableitemsdeletions'
  const folder = [...mailbox.folders.values()].find((one) => one.wellKnownName === name)
  if (!folder) throw new Error(`The mailbox has no ${name}.`)
  // A slash and a plus, as immutable ids have them.
  const unique = `st+ck/${String(stocked).padStart(10, '0')}`
  const immutableId = `AAkALgAAAAAAHYQDEapmEc2byACqAC${unique}AA==`
  mailbox.messages.set(immutableId, {
    immutableId,
    ordinaryId: `AAMkAGI2TAAAAAAuAAAA${unique}AAAAAAA=`,
    folderId: folder.id,
    internetMessageId: email.realMessageId,
    subject: email.subject,
    from: email.sender,
    to: person.address,
    sentAt: email.sentAt,
    receivedAt: email.sentAt + 2000,
    isRead: stocked % 2 === 0,
    isDraft: false,
    inference: 'focused',
  })
}

const stockGoogle = (mailbox: GoogleMailbox, person: SimPerson, email: SimSentEmail): void => {
  const id = `19f${String(stocked).padStart(13, '0')}`
  mailbox.messages.set(id, {
    id,
    threadId: id,
    labelIds: ['INBOX', 'CATEGORY_UPDATES', ...(stocked % 2 === 0 ? [] : ['UNREAD'])],
    messageIdHeader: email.realMessageId,
    subject: email.subject,
    from: email.sender,
    to: person.address,
    internalDate: email.sentAt + 2000,
    historyId: 1,
    snoozed: false,
  })
}
