import type { InboxTab, Place } from '../../../shared/model'

/** The place labels that a move to the Inbox takes away. One message should carry one of them at most. */
export const awayLabels = ['TRASH', 'SPAM'] as const

const tabs: Readonly<Record<string, InboxTab>> = {
  CATEGORY_PROMOTIONS: 'promotions',
  CATEGORY_SOCIAL: 'social',
  CATEGORY_UPDATES: 'updates',
  CATEGORY_FORUMS: 'forums',
  CATEGORY_PERSONAL: 'primary',
}

/** Labels Gmail makes itself: state, category or place, never a folder a person made. User labels are `Label_…`. */
const systemLabels = new Set([
  ...['INBOX', 'SPAM', 'TRASH', 'SENT', 'DRAFT', 'CHAT', 'UNREAD', 'STARRED', 'IMPORTANT', 'MUTED', 'SNOOZED'],
  ...['SCHEDULED', 'OUTBOX', 'ALL', 'OPENED', 'VOICEMAIL'],
])

const isSystemLabel = (id: string): boolean =>
  systemLabels.has(id) || id.startsWith('CATEGORY_') || id.endsWith('_STAR') || id.startsWith('^')

export const userLabelsOf = (labelIds: readonly string[]): readonly string[] =>
  labelIds.filter((id) => !isSystemLabel(id))

/** Drafts and chat records turn up in searches but were never delivered. */
export const isDelivered = (labelIds: readonly string[]): boolean =>
  labelIds.includes('TRASH') || labelIds.includes('SPAM') || !(labelIds.includes('DRAFT') || labelIds.includes('CHAT'))

/** Whether an archived-looking message is snoozed; null when it couldn't be read. */
export type Snoozed = boolean | null

/**
 * True for a message that is in none of Gmail's places but All Mail. So is a snoozed one: no label and no field tells the
 * two apart (Google issue 109952618), only a search for `in:snoozed` does.
 */
export const looksArchived = (labelIds: readonly string[]): boolean =>
  !['TRASH', 'SPAM', 'INBOX', 'SENT', 'DRAFT', 'CHAT'].some((id) => labelIds.includes(id))

/**
 * Where a message with these labels lies. Gmail has no folders: TRASH outranks SPAM outranks INBOX outranks SENT, because a
 * message keeps its other labels when it is trashed; a message with none of them is archived, under its first user label
 * by name if it has one. Nested labels are spelt with `/`. A label whose name isn't known is shown by its id.
 */
export const placeOf = (
  labelIds: readonly string[],
  nameOf: (id: string) => string | null,
  snoozed: Snoozed = false,
): Place => {
  const has = (id: string): boolean => labelIds.includes(id)
  if (has('TRASH')) return { kind: 'deleted', path: ['Trash'], tab: null }
  if (has('SPAM')) return { kind: 'junk', path: ['Spam'], tab: null }
  if (has('INBOX')) return { kind: 'inbox', path: ['Inbox'], tab: tabOf(labelIds) }
  if (has('SENT')) return { kind: 'folder', path: ['Sent'], tab: null }
  const [name] = userLabelsOf(labelIds)
    .map((id) => nameOf(id) ?? id)
    .sort((a, b) => a.localeCompare(b))
  const fact = snoozed === false ? {} : { snoozed }
  if (name !== undefined) return { kind: 'folder', path: labelPath(name), tab: null, ...fact }
  return { kind: 'archive', path: ['All Mail', ...snoozedWords(snoozed)], tab: null, ...fact }
}

/** What must stand beside "archived" so that it isn't claimed of an email that only sleeps. */
const snoozedWords = (snoozed: Snoozed): readonly string[] =>
  snoozed === true ? ['Snoozed'] : snoozed === null ? ['perhaps snoozed'] : []

const tabOf = (labelIds: readonly string[]): InboxTab =>
  Object.keys(tabs)
    .filter((id) => labelIds.includes(id))
    .map((id) => tabs[id])
    .find((tab) => tab !== undefined) ?? 'primary'

const labelPath = (name: string): readonly string[] => {
  const steps = name.split('/').filter((step) => step !== '')
  return steps.length > 0 ? steps : [name]
}
