import type { Place, ProviderKind } from '../../../shared/model'
import { unreachable } from '../../../shared/model/failure'
import { placeName } from './places'

const inOutlook = (place: Place): string => {
  const shown = (fallback: string): string => `“${place.path.length > 0 ? place.path.join(' › ') : fallback}”`
  switch (place.kind) {
    case 'inbox':
      if (place.tab === 'other') return `In Outlook: ${shown('Inbox')}, tab “Other”.`
      return place.tab === 'focused'
        ? `In Outlook: ${shown('Inbox')}, tab “Focused”.`
        : `In Outlook: folder list, ${shown('Inbox')}.`
    case 'junk':
    case 'deleted':
    case 'archive':
      return `In Outlook: folder list, ${shown(placeName(place.kind, 'microsoft'))}.`
    case 'folder':
      return `In Outlook: folder list, ${shown('a folder without a name')}.`
    case 'recoverable':
      return 'In Outlook: open “Deleted Items”, then “Recover items recently removed from this folder”.'
    default:
      return unreachable(place.kind)
  }
}

const gmailTabs = {
  primary: 'Primary',
  promotions: 'Promotions',
  social: 'Social',
  updates: 'Updates',
  forums: 'Forums',
}

const inGmail = (place: Place): string => {
  if (place.snoozed === true)
    return 'In Gmail: left menu, “Snoozed”. It comes back to the Inbox at the time the person chose.'
  switch (place.kind) {
    case 'inbox':
      return place.tab !== null && place.tab in gmailTabs
        ? `In Gmail: Inbox, tab “${gmailTabs[place.tab as keyof typeof gmailTabs]}”. Without tabs it is simply in the Inbox.`
        : 'In Gmail: Inbox.'
    case 'junk':
      return 'In Gmail: “More” in the left menu, then “Spam”.'
    case 'deleted':
      return 'In Gmail: “More” in the left menu, then “Trash”.'
    case 'archive':
      return 'In Gmail: “More” in the left menu, then “All Mail”. It was archived, so no folder lists it.'
    case 'folder':
      return `In Gmail: left menu, label “${place.path.join(' › ')}”. It was archived, so the Inbox doesn’t list it.`
    case 'recoverable':
      return 'Gmail shows it nowhere; an administrator can restore it for 25 days.'
    default:
      return unreachable(place.kind)
  }
}

/**
 * Where the person finds this copy in their mail program, with folder names in the mailbox's own language. Empty for a
 * manual tenant, whose mail program nobody knows.
 */
export const whereToFind = (place: Place, provider: ProviderKind): string => {
  switch (provider) {
    case 'microsoft':
      return inOutlook(place)
    case 'google':
      return inGmail(place)
    case 'manual':
      return ''
    default:
      return unreachable(provider)
  }
}

/** Whether it was read, as a sentence; empty when the provider didn't say. */
export const unreadSentence = (unread: boolean | null): string =>
  unread === null ? '' : unread ? 'It is unread.' : 'It was opened or marked as read.'
