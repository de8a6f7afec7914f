import type { Change } from './changes'
import type { GoogleMessage, MicrosoftMessage, PlatformListing, SimMailbox, SimPerson, SimTenant, World } from './world'

const tenantOf = (world: World, key: string): SimTenant => {
  const tenant = world.tenants.find((one) => one.key === key)
  if (!tenant) throw new Error(`There is no tenant ${key}.`)
  return tenant
}

const nothing = (change: Change): never => {
  throw new Error(`A change of kind ${change.kind} names nothing that exists.`)
}

const microsoftMessage = (tenant: SimTenant, change: Extract<Change, { message: string }>): MicrosoftMessage => {
  const mailbox = tenant.mailboxes.get(change.person)
  return mailbox?.kind === 'microsoft' ? (mailbox.messages.get(change.message) ?? nothing(change)) : nothing(change)
}

const touchGoogle = (tenant: SimTenant, change: Extract<Change, { message: string }>): GoogleMessage => {
  const mailbox = tenant.mailboxes.get(change.person)
  if (mailbox?.kind !== 'google') return nothing(change)
  const message = mailbox.messages.get(change.message) ?? nothing(change)
  mailbox.historyId++
  message.historyId = mailbox.historyId
  return message
}

const relabel = (message: GoogleMessage, add: readonly string[], remove: readonly string[]): void => {
  const labels = new Set(message.labelIds)
  for (const label of remove) labels.delete(label)
  for (const label of add) labels.add(label)
  message.labelIds = [...labels]
}

/** Two changes of one instant would share a place in the feed. */
const nextInstant = (tenant: SimTenant, at: number): number => {
  tenant.logChangedAt = Math.max(at, tenant.logChangedAt + 1)
  return tenant.logChangedAt
}

const addRow = (tenant: SimTenant, change: Extract<Change, { kind: 'sent' | 'resent' }>): void => {
  const emails = tenant.sent.get(change.email.personId) ?? nothing(change)
  emails.push({ ...change.email, events: [...change.email.events], changedAt: nextInstant(tenant, change.at) })
}

const putMessage = (mailbox: SimMailbox, change: Extract<Change, { kind: 'delivered' }>): void => {
  const { message } = change
  if (mailbox.kind === 'microsoft' && 'immutableId' in message) {
    mailbox.messages.set(message.immutableId, { ...message })
    return
  }
  if (mailbox.kind !== 'google' || !('labelIds' in message)) return nothing(change)
  mailbox.historyId++
  mailbox.messages.set(message.id, { ...message, labelIds: [...message.labelIds], historyId: mailbox.historyId })
}

const touchPerson = (tenant: SimTenant, person: SimPerson): void => {
  tenant.directory.version += 1
  person.directoryVersion = tenant.directory.version
}

const listingOf = ({ name, address, aliases, status }: SimPerson): PlatformListing => ({
  name,
  address,
  aliases: [...aliases],
  status,
})

/** Carries out one change. Throws, and changes nothing, when it names something that doesn't exist. */
export const applyChange = (world: World, change: Change): void => {
  const tenant = tenantOf(world, change.tenant)
  switch (change.kind) {
    case 'move': {
      const mailbox = tenant.mailboxes.get(change.person)
      const message = microsoftMessage(tenant, change)
      if (mailbox?.kind !== 'microsoft' || !mailbox.folders.has(change.folder)) return nothing(change)
      message.folderId = change.folder
      message.ordinaryId = change.ordinaryId
      return
    }
    case 'labels': {
      const message = touchGoogle(tenant, change)
      // Whatever is put into the Inbox is awake.
      if (change.add.includes('INBOX')) message.snoozed = false
      return relabel(message, change.add, change.remove)
    }
    case 'snooze': {
      const message = touchGoogle(tenant, change)
      message.snoozed = true
      return relabel(message, [], ['INBOX', 'SPAM', 'TRASH'])
    }
    case 'purge': {
      const mailbox = tenant.mailboxes.get(change.person)
      if (!mailbox?.messages.delete(change.message)) nothing(change)
      if (mailbox?.kind === 'google') mailbox.historyId++
      return
    }
    case 'read': {
      if (tenant.mailboxes.get(change.person)?.kind === 'microsoft') {
        microsoftMessage(tenant, change).isRead = change.read
        return
      }
      return relabel(touchGoogle(tenant, change), change.read ? [] : ['UNREAD'], change.read ? ['UNREAD'] : [])
    }
    case 'folder-removed': {
      const mailbox = tenant.mailboxes.get(change.person)
      if (mailbox?.kind === 'microsoft') {
        if (!mailbox.folders.delete(change.folder)) nothing(change)
        return
      }
      if (mailbox?.kind !== 'google' || !mailbox.labels.delete(change.folder)) return nothing(change)
      for (const message of mailbox.messages.values()) relabel(message, [], [change.folder])
      return
    }
    case 'grants':
      tenant.grants = [...change.grants]
      return
    case 'sent':
      return addRow(tenant, change)
    case 'resent':
      addRow(tenant, change)
      tenant.resends.set(change.resend.key, change.resend)
      return
    case 'delivered':
      return putMessage(tenant.mailboxes.get(change.person) ?? nothing(change), change)
    case 'event': {
      const email = [...tenant.sent.values()].flat().find(({ id }) => id === change.email) ?? nothing(change)
      email.events.push(change.event)
      email.changedAt = nextInstant(tenant, change.at)
      return
    }
    case 'status': {
      const person = tenant.people.find((one) => one.id === change.person)
      if (!person) return nothing(change)
      person.status = change.status
      return touchPerson(tenant, person)
    }
    case 'directory': {
      const person = tenant.people.find((one) => one.id === change.person)
      if (!person) return nothing(change)
      if (change.platform) delete person.platform
      else if (person.platform === undefined) person.platform = listingOf(person)
      Object.assign(person, change.change)
      return touchPerson(tenant, person)
    }
    case 'person-added': {
      const person = { ...change.person }
      tenant.people.push(person)
      tenant.sent.set(person.id, [])
      return touchPerson(tenant, person)
    }
    case 'directory-service':
      if (change.pageSize !== undefined) tenant.directory.pageSize = change.pageSize
      if (change.forget) tenant.directory.epoch += 1
      return
  }
}
